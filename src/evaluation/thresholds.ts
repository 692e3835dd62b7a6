import type { Label } from '../matching/labels';
import type { Thresholds } from '../matching/scoring';
import { type ScoredQuestion, shownBy } from './curve';
import { answersAll, insideOutcome, outsideOutcome } from './outcome';
import { decideReading } from './reading';

/** What thresholds aim at: shares of the questions of their sort, 0 to 1. */
export interface Targets {
  /** Highest share of in-scope questions answered wrongly. */
  readonly wrong: number;
  /** Highest share of out-of-scope questions answered. */
  readonly outsideAnswered: number;
  /** Highest share of in-scope questions declined. */
  readonly declined: number;
}

/** When the limit for parts of a message is weighed, a wrong answer costs as much as this many right or complete ones bring. */
const COST_OF_WRONG = 2;

/**
 * Chooses thresholds on questions scored by weights that were not fitted to them: the strictest limit for asking back
 * that declines few enough of ours, the lowest for answering that keeps wrong answers under their targets, and the best
 * for parts of a message.
 */
export function chooseThresholds(questions: readonly ScoredQuestion[], labels: readonly Label[], targets: Targets): Thresholds {
  let thresholds: Thresholds = { answer: 0.99, clarify: 0.05, compound: 0.99 };
  for (const clarify of percents(90, 5)) {
    if (shares(questions, labels, { ...thresholds, clarify }).declined > targets.declined) continue;
    thresholds = { ...thresholds, clarify };
    break;
  }
  for (const answer of percents(99, 30)) {
    const { wrong, outsideAnswered } = shares(questions, labels, { ...thresholds, answer });
    if (wrong > targets.wrong || outsideAnswered > targets.outsideAnswered) break;
    thresholds = { ...thresholds, answer };
  }
  const inParts = questions.filter(({ scored }) => scored.parts.length > 1);
  let best = -Infinity;
  for (const compound of percents(99, 30)) {
    const { right, complete, faults } = shares(inParts, labels, { ...thresholds, compound }).weights;
    const value = right + complete - COST_OF_WRONG * faults;
    if (value <= best) continue;
    best = value;
    thresholds = { ...thresholds, compound };
  }
  return thresholds;
}

function shares(
  questions: readonly ScoredQuestion[],
  labels: readonly Label[],
  thresholds: Thresholds,
): Targets & { readonly weights: { readonly right: number; readonly complete: number; readonly faults: number } } {
  const sums = { inside: 0, outside: 0, right: 0, complete: 0, wrong: 0, declined: 0, outsideAnswered: 0 };
  for (const { question, scored, weight } of questions) {
    const shown = shownBy(decideReading(scored, labels, thresholds), labels);
    if (question.gold.length === 0) {
      sums.outside += weight;
      if (outsideOutcome(shown) === 'answered') sums.outsideAnswered += weight;
      continue;
    }
    sums.inside += weight;
    const outcome = insideOutcome(shown, question.gold);
    if (outcome === 'right') sums.right += weight;
    if (outcome === 'right' && answersAll(shown, question.gold)) sums.complete += weight;
    if (outcome === 'wrong') sums.wrong += weight;
    if (outcome === 'declined') sums.declined += weight;
  }
  return {
    wrong: sums.wrong / (sums.inside || 1),
    declined: sums.declined / (sums.inside || 1),
    outsideAnswered: sums.outsideAnswered / (sums.outside || 1),
    weights: { right: sums.right, complete: sums.complete, faults: sums.wrong + sums.outsideAnswered },
  };
}

/** Hundredths from one down to another, both given in per cent. */
function percents(from: number, to: number): number[] {
  return Array.from({ length: from - to + 1 }, (_, step) => (from - step) / 100);
}
