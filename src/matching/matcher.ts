import type { Candidate, Evidence, MatchDecision, MatchResult } from '../domain/decision';
import type { Lexicon } from '../domain/knowledge';
import { splitMessage } from '../text/clauses';
import { remember } from '../text/remember';
import { TermExtractor, type Terms } from '../text/terms';
import { decide, type LabelDecision, MAX_CHOICES } from './decide';
import type { Label } from './labels';
import type { MatcherModel, TextTools } from './model';
import { type FittedWeights, type RankedLabel, score, type Scored } from './scoring';
import { SignalSource, type WeighedTerms } from './signals';

/** More lines than the answers of the knowledge have, with short questions about them. */
const LINES = { kept: 1000, maxLength: 200 };

/** Finds what an utterance is about. Pure: the same text gives the same result; any text is accepted. */
export class Matcher {
  private readonly extractor: TermExtractor;
  private readonly source: SignalSource;
  /** The lines of answers are compared again and again. */
  private readonly termsOf: (text: string) => Terms;

  constructor(
    private readonly model: MatcherModel,
    private readonly weights: FittedWeights,
    lexicon: Lexicon,
    tools: TextTools,
  ) {
    this.extractor = new TermExtractor(tools.table, lexicon, tools.segment);
    this.source = new SignalSource(model);
    this.termsOf = remember((text) => this.extractor.extract(text), LINES);
  }

  /** The labels that candidates and scores refer to. */
  get labels(): readonly Label[] {
    return this.model.labels;
  }

  /** Canonical form of a text, as compared. */
  normalize(text: string): string {
    return this.extractor.normalize(text);
  }

  /** How much of a text's weight each of some lines holds, 0 to 1, by words or by sound. */
  coverages(text: string, lines: readonly string[]): number[] {
    const terms = this.termsOf(text);
    return lines.map((line) => this.source.coverage(terms, this.termsOf(line)));
  }

  /** What a text is compared by: its distinct terms in both views, with what each weighs. */
  weigh(text: string): WeighedTerms {
    return this.source.weigh(this.extractor.extract(text));
  }

  /** Scores a text as one question, without deciding. */
  score(text: string): Scored {
    return score(this.source.read(this.extractor.extract(text)), this.model.labels, this.weights);
  }

  /** Decides on a text: one answer or several, a choice, small talk, hand-off or decline. */
  match(text: string): MatchResult {
    const whole = this.score(text);
    if (whole.signals.length === 0) return { decision: { kind: 'decline', elsewhere: null }, candidates: [] };
    const parts = splitMessage(text).map(({ text: part, loose, asks }) => ({ scored: this.score(part), loose, asks }));
    const decision = decide(whole, parts, this.model.labels, this.weights.thresholds);
    const described = this.describe(decision, whole);
    const candidates = described.kind === 'clarify' ? described.choices : this.candidates(decision, whole);
    return { decision: described, candidates };
  }

  private describe(decision: LabelDecision, whole: Scored): MatchDecision {
    switch (decision.kind) {
      case 'answer':
        return { kind: 'answer', answers: decision.entries.map((entry) => this.candidate(entry, confidenceOf(entry, whole))) };
      case 'clarify':
        return { kind: 'clarify', choices: decision.choices.map((choice) => this.candidate(choice, this.shareOf(choice, whole))) };
      case 'smalltalk':
        return { kind: 'smalltalk', smalltalk: this.model.labels[decision.label]!.id };
      case 'handoff':
        return { kind: 'handoff' };
      case 'decline':
        return { kind: 'decline', elsewhere: decision.elsewhere === null ? null : this.model.labels[decision.elsewhere]!.id };
    }
  }

  /** Answers first, then the other entries by probability. */
  private candidates(decision: LabelDecision, whole: Scored): Candidate[] {
    const answers = decision.kind === 'answer' ? decision.entries : [];
    const rest = whole.entries.filter(({ signals }) => !answers.some((answer) => answer.signals.label === signals.label));
    return [
      ...answers.map((entry) => this.candidate(entry, confidenceOf(entry, whole))),
      ...rest.map((entry) => this.candidate(entry, this.shareOf(entry, whole))),
    ].slice(0, MAX_CHOICES);
  }

  /** The first entry has the calibrated confidence; the others share what is left of the scope. */
  private shareOf(entry: RankedLabel, whole: Scored): number {
    if (entry.signals.label === whole.entries[0]?.signals.label) return whole.confidence;
    return Math.min(entry.probability, 1 - whole.confidence);
  }

  private candidate(ranked: RankedLabel, confidence: number): Candidate {
    const label = this.model.labels[ranked.signals.label]!;
    return { id: label.id, source: label.source, confidence: round(confidence), evidence: this.explain(ranked) };
  }

  private explain({ signals }: RankedLabel): Evidence[] {
    const evidence: Evidence[] = [];
    const { screen, lexical, sound, intent } = signals;
    if (screen !== null && screen.run >= 3)
      evidence.push({ kind: 'screen', detail: this.model.screens[screen.message]!.text, weight: round(screen.completeness) });
    if (lexical !== null && lexical.coverage > 0.2)
      evidence.push({ kind: 'phrasing', detail: this.model.phrases[lexical.phrase]!, weight: round(lexical.coverage) });
    if (sound !== null && sound.coverage > (lexical?.coverage ?? 0) + 0.1)
      evidence.push({ kind: 'pinyin', detail: this.model.phrases[sound.phrase]!, weight: round(sound.coverage) });
    if (intent > 0.05) evidence.push({ kind: 'intent', detail: this.model.labels[signals.label]!.id, weight: round(intent) });
    return evidence.sort((a, b) => b.weight - a.weight);
  }
}

/** The calibrated confidence of the whole message's first entry; the share of the probability in its part for the answer to a part. */
function confidenceOf(entry: RankedLabel, whole: Scored): number {
  return entry === whole.entries[0] ? whole.confidence : entry.probability;
}

function round(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * 1000) / 1000;
}
