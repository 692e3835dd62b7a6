import { linear, logistic, type LogisticModel, logit } from './logistic';
import type { Label } from './labels';
import type { LabelSignals, Signals } from './signals';

/** Everything that is fitted to question files rather than written by hand. */
export interface FittedWeights {
  /** Weights of {@link labelFeatures}, by which the labels of an utterance are ranked. */
  readonly rank: readonly number[];
  /** Probability that the first entry is a right answer, from {@link answerFeatures}. */
  readonly answer: LogisticModel;
  /** Probability that the utterance is ours at all, from {@link scopeFeatures}. */
  readonly scope: LogisticModel;
  readonly thresholds: Thresholds;
}

/** Limits of the decision; all are probabilities. */
export interface Thresholds {
  /** At least this sure of the first entry to answer with it. */
  readonly answer: number;
  /** At least this sure that the utterance is ours to ask back. */
  readonly clarify: number;
  /** At least this sure of each part to answer a message in parts. */
  readonly compound: number;
}

/** A label with its share of the probability among the labels considered. */
export interface RankedLabel {
  readonly signals: LabelSignals;
  readonly probability: number;
}

/** An utterance with its labels ranked. */
export interface Scored {
  readonly signals: Signals;
  /** Labels by probability, best first. */
  readonly ranked: readonly RankedLabel[];
  /** Entries among them, best first. */
  readonly entries: readonly RankedLabel[];
  /** Probability that the first entry is right; 0 without an entry. */
  readonly confidence: number;
  /** Probability that the utterance is ours. */
  readonly scope: number;
}

/** A part of a message, scored by itself. */
export interface ScoredPart {
  readonly scored: Scored;
  /** Split off at a comma only. */
  readonly loose: boolean;
  /** Reads like a question. */
  readonly asks: boolean;
}

/** Features of one label, for ranking. */
export function labelFeatures(label: LabelSignals): number[] {
  const screen = label.screen;
  return [
    Math.log(label.intent + 1e-4),
    label.lexical?.score ?? 0,
    label.sound?.score ?? 0,
    Math.min(label.lexical?.coverage ?? 0, label.lexical?.containment ?? 0),
    screen === null ? 0 : screen.completeness * Math.min(1, screen.run / 4),
    screen === null ? 0 : screen.purity * Math.min(1, screen.run / 3),
  ];
}

/** Features of the whole utterance for the probability that its first entry is right. */
export function answerFeatures(entries: readonly RankedLabel[], ranked: readonly RankedLabel[], signals: Signals): number[] {
  const first = entries[0];
  if (first === undefined) return [];
  const second = entries[1]?.probability ?? 0;
  const shares = entries.reduce((sum, { probability }) => sum + probability, 0) || 1;
  const { lexical, sound } = first.signals;
  return [
    logit(first.probability),
    first.probability / shares - second / shares,
    logit(first.signals.intent),
    Math.max(lexical?.score ?? 0, sound?.score ?? 0),
    Math.max(lexical?.coverage ?? 0, sound?.coverage ?? 0),
    signals.known,
    ranked[0] === first ? 1 : 0,
    Math.log(1 + signals.length),
    signals.ownScore - signals.outsideScore,
  ];
}

/** Features of the whole utterance for the probability that it is ours. */
export function scopeFeatures(ranked: readonly RankedLabel[], labels: readonly Label[], signals: Signals): number[] {
  let own = 0;
  for (const { signals: label, probability } of ranked) {
    const kind = labels[label.label]?.kind;
    if (kind === 'entry' || kind === 'ambiguous') own += probability;
  }
  return [
    logit(signals.ours),
    logit(own),
    signals.ownScore,
    signals.ownScore - signals.outsideScore,
    signals.known,
    Math.log(1 + signals.length),
  ];
}

/** Ranks the labels of an utterance and computes its two probabilities. */
export function score(signals: Signals, labels: readonly Label[], weights: FittedWeights): Scored {
  const ranked = rank(signals, weights.rank);
  const entries = ranked.filter(({ signals: label }) => labels[label.label]?.kind === 'entry');
  return {
    signals,
    ranked,
    entries,
    confidence: entries.length === 0 ? 0 : logistic(weights.answer, answerFeatures(entries, ranked, signals)),
    scope: logistic(weights.scope, scopeFeatures(ranked, labels, signals)),
  };
}

/** Labels with their probabilities by a softmax over their weighted features, best first. */
export function rank(signals: Signals, weights: readonly number[]): RankedLabel[] {
  const scores = signals.labels.map((label) => linear(weights, labelFeatures(label)));
  const max = Math.max(...scores);
  const exponents = scores.map((value) => Math.exp(value - max));
  const sum = exponents.reduce((a, b) => a + b, 0);
  return signals.labels
    .map((label, i) => ({ signals: label, probability: exponents[i]! / sum }))
    .sort((a, b) => b.probability - a.probability || a.signals.label - b.signals.label);
}
