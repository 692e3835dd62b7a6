import type { Label } from '../matching/labels';
import type { LabelDecision } from '../matching/decide';
import type { Thresholds } from '../matching/scoring';
import { insideOutcome, type Shown } from './outcome';
import type { Question } from './questions';
import { decideReading, type ScoredReading } from './reading';

/** What an answer threshold brings; all but the threshold are shares of the questions of their sort, 0 to 1. */
export interface CurvePoint {
  readonly threshold: number;
  /** Questions with an answer that get some answer. */
  readonly answered: number;
  readonly right: number;
  readonly wrong: number;
  /** Questions without an answer that get one all the same. */
  readonly outsideAnswered: number;
}

/** A question scored once, to be decided under many thresholds. */
export interface ScoredQuestion {
  readonly question: Question;
  readonly scored: ScoredReading;
  /** How much it counts; a noisy copy less than a question as written. */
  readonly weight: number;
}

/** The curve of coverage against wrong answers as the answer threshold moves; the threshold for parts of a message moves along. */
export function coverageCurve(questions: readonly ScoredQuestion[], labels: readonly Label[], thresholds: Thresholds): CurvePoint[] {
  const steps = Array.from({ length: 100 }, (_, step) => step / 100);
  return steps.map((threshold) =>
    pointAt(questions, labels, { ...thresholds, answer: threshold, compound: Math.max(thresholds.compound, threshold) }),
  );
}

/** The shares under given thresholds. */
export function pointAt(questions: readonly ScoredQuestion[], labels: readonly Label[], thresholds: Thresholds): CurvePoint {
  const sums = { inside: 0, outside: 0, right: 0, wrong: 0, outsideAnswered: 0 };
  for (const { question, scored, weight } of questions) {
    const shown = shownBy(decideReading(scored, labels, thresholds), labels);
    if (question.gold.length === 0) {
      sums.outside += weight;
      if (shown.kind === 'answer') sums.outsideAnswered += weight;
      continue;
    }
    sums.inside += weight;
    const outcome = insideOutcome(shown, question.gold);
    if (outcome === 'right') sums.right += weight;
    if (outcome === 'wrong') sums.wrong += weight;
  }
  const inside = sums.inside || 1;
  return {
    threshold: thresholds.answer,
    answered: (sums.right + sums.wrong) / inside,
    right: sums.right / inside,
    wrong: sums.wrong / inside,
    outsideAnswered: sums.outsideAnswered / (sums.outside || 1),
  };
}

/** A decision on label numbers as the person who asks sees it. */
export function shownBy(decision: LabelDecision, labels: readonly Label[]): Shown {
  const chosen = decision.kind === 'answer' ? decision.entries : decision.kind === 'clarify' ? decision.choices : [];
  return { kind: decision.kind, entries: chosen.map(({ signals }) => labels[signals.label]!.source) };
}
