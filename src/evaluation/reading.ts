import { decide, type LabelDecision } from '../matching/decide';
import type { Label } from '../matching/labels';
import type { Matcher } from '../matching/matcher';
import { type FittedWeights, score, type Scored } from '../matching/scoring';
import type { Signals } from '../matching/signals';
import { splitClauses } from '../text/clauses';

/** Longest start of a message that is split into parts, and most parts; as in `Matcher.match`, which a test compares. */
const SPLIT_LENGTH = 400;
const MAX_PARTS = 5;

/** The signals of a message and of its parts; they do not depend on the weights, so one reading serves many weights. */
export interface Reading {
  readonly whole: Signals;
  /** Empty unless the message seems to hold several questions. */
  readonly parts: readonly Signals[];
}

/** Reads a message once for scoring it under several weights or thresholds. */
export function read(matcher: Pick<Matcher, 'score'>, text: string): Reading {
  const clauses = splitClauses(text.slice(0, SPLIT_LENGTH));
  const split = clauses.length > 1 && clauses.length <= MAX_PARTS;
  return { whole: matcher.score(text).signals, parts: split ? clauses.map((clause) => matcher.score(clause).signals) : [] };
}

/** A reading scored by some weights. */
export interface ScoredReading {
  readonly whole: Scored;
  readonly parts: readonly Scored[];
}

/** Scores a reading; the thresholds among the weights play no part. */
export function scoreReading(reading: Reading, labels: readonly Label[], weights: FittedWeights): ScoredReading {
  return { whole: score(reading.whole, labels, weights), parts: reading.parts.map((part) => score(part, labels, weights)) };
}

/** What the desk would decide on a scored reading under given thresholds. */
export function decideReading({ whole, parts }: ScoredReading, labels: readonly Label[], thresholds: FittedWeights['thresholds']): LabelDecision {
  if (whole.signals.length === 0) return { kind: 'decline', elsewhere: null };
  return decide(whole, parts, labels, thresholds);
}
