import type { Knowledge } from '../domain/knowledge';
import { type LabelKind, type LabelledPhrases, labelsOf } from '../matching/labels';
import { Matcher } from '../matching/matcher';
import { type TextTools, trainOn } from '../matching/model';
import type { FittedWeights } from '../matching/scoring';

/** A phrasing that the matcher, had it not learned it, would answer with an entry it does not belong to. */
export interface MisleadingPhrasing {
  readonly kind: LabelKind;
  readonly id: string;
  /** Number of the phrasing in its owner's list. */
  readonly index: number;
  readonly text: string;
  /** The entry that would be given instead. */
  readonly taker: string;
  /** Confidence, 0 to 1, with which it would be given. */
  readonly confidence: number;
}

const FOLDS = 5;

/**
 * Misleading phrasings, most confident first, by five-fold cross-validation: five matchers are trained, each without
 * another fifth of every owner's phrasings, and asked those. Takes five times the training. `progress` hears of each fold.
 */
export function findMisleadingPhrasings(
  knowledge: Knowledge,
  tools: TextTools,
  weights: FittedWeights,
  progress: (fold: number, folds: number) => void = () => undefined,
): MisleadingPhrasing[] {
  const labels = labelsOf(knowledge);
  const found: MisleadingPhrasing[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    progress(fold + 1, FOLDS);
    const training = labels.map((label) => ({ ...label, phrases: label.phrases.filter((_, i) => !isHeldOut(label, i, fold)) }));
    const matcher = new Matcher(trainOn(knowledge, training, tools), weights, knowledge.lexicon, tools);
    for (const label of labels) {
      label.phrases.forEach((text, i) => {
        const other = isHeldOut(label, i, fold) ? takenBy(matcher, text, label) : null;
        if (other !== null)
          found.push({ kind: label.kind, id: label.id, index: i - label.titles, text, taker: other.id, confidence: other.confidence });
      });
    }
  }
  return found.sort((a, b) => b.confidence - a.confidence || (a.text < b.text ? -1 : 1));
}

/** Titles and screen messages are never left out: they are what the entry is. */
function isHeldOut({ titles }: LabelledPhrases, index: number, fold: number): boolean {
  return index >= titles && (index - titles) % FOLDS === fold;
}

function takenBy(matcher: Matcher, text: string, { kind, id, choices }: LabelledPhrases): { id: string; confidence: number } | null {
  const { decision } = matcher.match(text);
  if (decision.kind !== 'answer') return null;
  const own = decision.answers.some((answer) => (kind === 'entry' ? answer.id === id : choices.includes(answer.id)));
  const first = decision.answers[0];
  return own || first === undefined ? null : { id: first.id, confidence: first.confidence };
}
