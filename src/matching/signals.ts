import type { Terms } from '../text/terms';
import { IntentClassifier } from './intent-classifier';
import { PhraseIndex, type PhraseHit } from './phrase-index';
import type { MatcherModel } from './model';
import { type ScreenHit, ScreenMessages } from './screen-messages';

/** What the signals say of one label. */
export interface LabelSignals {
  readonly label: number;
  /** Probability by the intent classifier. */
  readonly intent: number;
  readonly lexical: PhraseHit | null;
  readonly sound: PhraseHit | null;
  readonly screen: ScreenHit | null;
}

/** What the signals say of an utterance. */
export interface Signals {
  /** Labels worth considering, by intent, best first; at most {@link CONSIDERED}. */
  readonly labels: readonly LabelSignals[];
  /** Sum of the intent probabilities of the entries and ambiguous questions. */
  readonly ours: number;
  /** Share of the utterance's weight that consists of terms found anywhere in the knowledge. */
  readonly known: number;
  /** Number of distinct terms of the richer view, as a measure of length. */
  readonly length: number;
  /** The best phrase of any label outside our own, by words; 0 to about 1. */
  readonly outsideScore: number;
  /** The best phrase of our own, by words or sound; 0 to about 1. */
  readonly ownScore: number;
}

/** Terms with their weights, rarer ones heavier: by words, and by sound. */
export interface WeighedTerms {
  readonly lexical: ReadonlyMap<string, number>;
  readonly sound: ReadonlyMap<string, number>;
}

/** How many labels' best phrases are looked up; what comes after them has next to nothing in common with the utterance. */
const SEARCHED = 24;

/** How many labels are looked at closely. */
export const CONSIDERED = 12;

/** Computes the independent signals of an utterance. */
export class SignalSource {
  private readonly lexical: PhraseIndex;
  private readonly sound: PhraseIndex;
  private readonly classifier: IntentClassifier;
  private readonly screens: ScreenMessages;

  constructor(private readonly model: MatcherModel) {
    this.lexical = new PhraseIndex(model.lexical);
    this.sound = new PhraseIndex(model.sound);
    this.classifier = new IntentClassifier(model.classifier);
    this.screens = new ScreenMessages(model.screens.map(({ text }) => text));
  }

  /** Signals of an utterance's terms. */
  read(terms: Terms): Signals {
    const { labels } = this.model;
    const intent = Float64Array.from(this.classifier.predict(terms));
    const lexical = this.lexical.search(terms.lexical, SEARCHED);
    const sound = this.sound.search(terms.sound, SEARCHED);
    const screens = this.screenByLabel(terms.normalized);
    const considered = new Set<number>(topLabels(intent, CONSIDERED - 4));
    for (const hit of lexical.slice(0, 2)) considered.add(hit.group);
    for (const hit of sound.slice(0, 2)) considered.add(hit.group);
    for (const [label, hit] of screens) if (hit.completeness > 0.6 || (hit.purity > 0.6 && hit.run >= 3)) considered.add(label);
    const lexicalBy = new Map(lexical.map((hit) => [hit.group, hit]));
    const soundBy = new Map(sound.map((hit) => [hit.group, hit]));
    let ours = 0;
    let outsideScore = 0;
    let ownScore = 0;
    labels.forEach(({ kind }, label) => {
      const isOurs = kind === 'entry' || kind === 'ambiguous';
      const score = Math.max(lexicalBy.get(label)?.score ?? 0, soundBy.get(label)?.score ?? 0);
      if (isOurs) {
        ours += intent[label]!;
        ownScore = Math.max(ownScore, score);
      } else outsideScore = Math.max(outsideScore, score);
    });
    return {
      labels: [...considered]
        .sort((a, b) => intent[b]! - intent[a]! || a - b)
        .map((label) => ({
          label,
          intent: intent[label]!,
          lexical: lexicalBy.get(label) ?? null,
          sound: soundBy.get(label) ?? null,
          screen: screens.get(label) ?? null,
        })),
      ours,
      known: Math.max(knownShare(this.lexical, terms.lexical), knownShare(this.sound, terms.sound)),
      length: Math.max(terms.lexical.length, terms.sound.length),
      outsideScore,
      ownScore,
    };
  }

  /** Share of the weight of `terms` that `others` holds as well, 0 to 1, by words or by sound. */
  coverage(terms: Terms, others: Terms): number {
    return Math.max(sharedWeight(this.lexical, terms.lexical, others.lexical), sharedWeight(this.sound, terms.sound, others.sound));
  }

  /** The terms with their weights. */
  weigh({ lexical, sound }: Pick<Terms, 'lexical' | 'sound'>): WeighedTerms {
    return {
      lexical: new Map(lexical.map((term) => [term, this.lexical.weight(term)])),
      sound: new Map(sound.map((term) => [term, this.sound.weight(term)])),
    };
  }

  private screenByLabel(normalized: string): Map<number, ScreenHit> {
    const best = new Map<number, ScreenHit>();
    for (const hit of this.screens.compare(normalized)) {
      const label = this.model.screens[hit.message]!.label;
      const before = best.get(label);
      if (before === undefined || hit.completeness * hit.run > before.completeness * before.run) best.set(label, hit);
    }
    return best;
  }
}

function topLabels(intent: Float64Array, count: number): number[] {
  return [...intent.keys()].sort((a, b) => intent[b]! - intent[a]! || a - b).slice(0, count);
}

function knownShare(index: PhraseIndex, terms: readonly string[]): number {
  let known = 0;
  let all = 0;
  for (const term of terms) {
    const weight = index.weight(term);
    all += weight;
    if (index.has(term)) known += weight;
  }
  return all === 0 ? 0 : known / all;
}

function sharedWeight(index: PhraseIndex, terms: readonly string[], others: readonly string[]): number {
  const held = new Set(others);
  let shared = 0;
  let all = 0;
  for (const term of terms) {
    const weight = index.weight(term);
    all += weight;
    if (held.has(term)) shared += weight;
  }
  return all === 0 ? 0 : shared / all;
}
