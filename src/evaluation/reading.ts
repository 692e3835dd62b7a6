import { decide, type LabelDecision } from '../matching/decide';
import type { Label } from '../matching/labels';
import type { Matcher } from '../matching/matcher';
import { type FittedWeights, score, type Scored, type ScoredPart } from '../matching/scoring';
import type { Signals } from '../matching/signals';
import { type MessagePart, splitMessage } from '../text/clauses';

/** The signals of a message and of its parts; they do not depend on the weights, so one reading serves many weights. */
export interface Reading {
  readonly whole: Signals;
  /** Empty unless the message seems to hold several questions. */
  readonly parts: readonly (Omit<MessagePart, 'text'> & { readonly signals: Signals })[];
}

/** Reads a message once for scoring it under several weights or thresholds. */
export function read(matcher: Pick<Matcher, 'score'>, text: string): Reading {
  const parts = splitMessage(text).map(({ text: part, loose, asks }) => ({ signals: matcher.score(part).signals, loose, asks }));
  return { whole: matcher.score(text).signals, parts };
}

/** A reading scored by some weights. */
export interface ScoredReading {
  readonly whole: Scored;
  readonly parts: readonly ScoredPart[];
}

/** Scores a reading; the thresholds among the weights play no part. */
export function scoreReading(reading: Reading, labels: readonly Label[], weights: FittedWeights): ScoredReading {
  return {
    whole: score(reading.whole, labels, weights),
    parts: reading.parts.map(({ signals, loose, asks }) => ({ scored: score(signals, labels, weights), loose, asks })),
  };
}

/** What the desk would decide on a scored reading under given thresholds. */
export function decideReading(
  { whole, parts }: ScoredReading,
  labels: readonly Label[],
  thresholds: FittedWeights['thresholds'],
): LabelDecision {
  if (whole.signals.length === 0) return { kind: 'decline', elsewhere: null };
  return decide(whole, parts, labels, thresholds);
}
