import type { Label } from '../matching/labels';
import { linear, logistic, type LogisticModel } from '../matching/logistic';
import { answerFeatures, labelFeatures, rank, type FittedWeights, type RankedLabel, scopeFeatures, type Thresholds } from '../matching/scoring';
import type { Signals } from '../matching/signals';
import type { Question } from './questions';

/** A question with its signals; signals do not depend on the weights that are fitted. */
export interface FitExample {
  readonly question: Question;
  readonly signals: Signals;
}

/** What a fit aims at: shares of the questions, 0 to 1. */
export interface FitTargets {
  /** Highest share of in-scope questions answered wrongly. */
  readonly wrong: number;
  /** Highest share of out-of-scope questions answered. */
  readonly outsideAnswered: number;
  /** Highest share of in-scope questions declined. */
  readonly declined: number;
}

const FOLDS = 5;
const PENALTY = 1e-3;

interface Prediction {
  readonly inScope: boolean;
  readonly right: boolean;
  readonly confidence: number;
  readonly scope: number;
}

/** Fits ranking weights, the two probabilities and the thresholds; thresholds are chosen on held-out folds. */
export function fit(examples: readonly FitExample[], labels: readonly Label[], targets: FitTargets): FittedWeights {
  const heldOut: Prediction[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitModels(
      examples.filter((_, i) => i % FOLDS !== fold),
      labels,
    );
    heldOut.push(...examples.filter((_, i) => i % FOLDS === fold).map((example) => predict(example, labels, weights)));
  }
  return { ...fitModels(examples, labels), thresholds: chooseThresholds(heldOut, targets) };
}

type Models = Omit<FittedWeights, 'thresholds'>;

function fitModels(examples: readonly FitExample[], labels: readonly Label[]): Models {
  const weights = fitRank(examples, labels);
  const rows = examples.map(({ question, signals }) => {
    const ranked = rank(signals, weights);
    const entries = entriesOf(ranked, labels);
    return { question, right: isRight(question, entries[0], labels), answer: answerFeatures(entries, ranked, signals), scope: scopeFeatures(ranked, labels, signals) };
  });
  return {
    rank: weights.map(round),
    answer: fitLogistic(rows.map(({ answer, right }) => ({ features: answer, target: right ? 1 : 0 }))),
    scope: fitLogistic(rows.map(({ scope, question }) => ({ features: scope, target: question.gold.length > 0 ? 1 : 0 }))),
  };
}

function predict({ question, signals }: FitExample, labels: readonly Label[], models: Models): Prediction {
  const ranked = rank(signals, models.rank);
  const entries = entriesOf(ranked, labels);
  return {
    inScope: question.gold.length > 0,
    right: isRight(question, entries[0], labels),
    confidence: entries.length === 0 ? 0 : logistic(models.answer, answerFeatures(entries, ranked, signals)),
    scope: logistic(models.scope, scopeFeatures(ranked, labels, signals)),
  };
}

function entriesOf(ranked: readonly RankedLabel[], labels: readonly Label[]): RankedLabel[] {
  return ranked.filter(({ signals }) => labels[signals.label]?.kind === 'entry');
}

function isRight(question: Question, entry: RankedLabel | undefined, labels: readonly Label[]): boolean {
  return entry !== undefined && labels[entry.signals.label]!.source.some((source) => question.gold.includes(source));
}

/** Conditional logit: the labels that fit the question should hold the probability; for one that is not ours, all foreign labels do. */
function fitRank(examples: readonly FitExample[], labels: readonly Label[]): number[] {
  const rows = examples.flatMap(({ question, signals }) => {
    const features = signals.labels.map(labelFeatures);
    const wanted = signals.labels.map(({ label }) => {
      const { kind, source } = labels[label]!;
      return question.gold.length === 0 ? kind === 'elsewhere' || kind === 'smalltalk' || kind === 'handoff' : source.some((id) => question.gold.includes(id));
    });
    return wanted.includes(true) ? [{ features, wanted }] : [];
  });
  const size = rows[0]?.features[0]?.length ?? 0;
  return descend([1, ...Array.from({ length: size - 1 }, () => 1)], (weights, gradient) => {
    for (const { features, wanted } of rows) {
      const scores = features.map((feature) => linear(weights, feature));
      const max = Math.max(...scores);
      const exponents = scores.map((value) => Math.exp(value - max));
      const all = exponents.reduce((a, b) => a + b, 0);
      const good = exponents.reduce((sum, value, i) => sum + (wanted[i] === true ? value : 0), 0) || 1e-12;
      features.forEach((feature, i) => {
        const error = exponents[i]! / all - (wanted[i] === true ? exponents[i]! / good : 0);
        feature.forEach((value, j) => (gradient[j] = gradient[j]! + (error * value) / rows.length));
      });
    }
    weights.forEach((weight, j) => (gradient[j] = gradient[j]! + PENALTY * (weight - 1)));
  });
}

function fitLogistic(rows: readonly { features: readonly number[]; target: number }[]): LogisticModel {
  const size = rows.find(({ features }) => features.length > 0)?.features.length ?? 0;
  const usable = rows.filter(({ features }) => features.length === size);
  const mean = Array.from({ length: size }, (_, j) => usable.reduce((sum, { features }) => sum + features[j]!, 0) / usable.length);
  const deviation = mean.map((centre, j) => Math.sqrt(usable.reduce((sum, { features }) => sum + (features[j]! - centre) ** 2, 0) / usable.length) || 1);
  const scaled = usable.map(({ features, target }) => ({ features: [1, ...features.map((value, j) => (value - mean[j]!) / deviation[j]!)], target }));
  const fitted = descend(Array.from({ length: size + 1 }, () => 0), (weights, gradient) => {
    for (const { features, target } of scaled) {
      const error = 1 / (1 + Math.exp(-linear(weights, features))) - target;
      features.forEach((value, j) => (gradient[j] = gradient[j]! + (error * value) / scaled.length));
    }
    weights.forEach((weight, j) => (gradient[j] = gradient[j]! + (j === 0 ? 0 : PENALTY * weight)));
  });
  const weights = fitted.slice(1).map((weight, j) => weight / deviation[j]!);
  return { bias: round(fitted[0]! - weights.reduce((sum, weight, j) => sum + weight * mean[j]!, 0)), weights: weights.map(round) };
}

/** Adam (Kingma and Ba, 2015) on the whole set, 600 steps. */
function descend(start: readonly number[], addGradient: (weights: readonly number[], gradient: number[]) => void): number[] {
  const weights = [...start];
  const first = weights.map(() => 0);
  const second = weights.map(() => 0);
  for (let step = 1; step <= 600; step++) {
    const gradient = weights.map(() => 0);
    addGradient(weights, gradient);
    gradient.forEach((slope, j) => {
      first[j] = 0.9 * first[j]! + 0.1 * slope;
      second[j] = 0.999 * second[j]! + 0.001 * slope * slope;
      weights[j] = weights[j]! - (0.05 * (first[j]! / (1 - 0.9 ** step))) / (Math.sqrt(second[j]! / (1 - 0.999 ** step)) + 1e-8);
    });
  }
  return weights;
}

function chooseThresholds(predictions: readonly Prediction[], targets: FitTargets): Thresholds {
  const inside = predictions.filter(({ inScope }) => inScope);
  const outside = predictions.filter(({ inScope }) => !inScope);
  const scopes = inside.map(({ scope }) => scope).sort((a, b) => a - b);
  const clarify = Math.min(0.5, scopes[Math.floor(inside.length * targets.declined)] ?? 0.5);
  let answer = 0.99;
  for (let candidate = 0.99; candidate >= 0.3; candidate -= 0.01) {
    const answered = (prediction: Prediction): boolean => prediction.confidence >= candidate && prediction.scope >= clarify;
    const wrong = inside.filter((prediction) => answered(prediction) && !prediction.right).length / Math.max(1, inside.length);
    const leaked = outside.filter(answered).length / Math.max(1, outside.length);
    if (wrong > targets.wrong || leaked > targets.outsideAnswered) break;
    answer = candidate;
  }
  return { answer: round(answer), clarify: round(clarify), compound: round(answer) };
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
