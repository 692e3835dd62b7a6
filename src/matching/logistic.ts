/** A fitted logistic model: `weights[i]` belongs to feature `i`. */
export interface LogisticModel {
  readonly bias: number;
  readonly weights: readonly number[];
}

/** Probability given by a logistic model, 0 to 1. */
export function logistic(model: LogisticModel, features: readonly number[]): number {
  return 1 / (1 + Math.exp(-linear(model.weights, features) - model.bias));
}

/** Dot product of weights and features. */
export function linear(weights: readonly number[], features: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * (features[i] ?? 0);
  return sum;
}

/** Logarithm of the odds, kept within ±7 so that a certain signal does not drown the others. */
export function logit(probability: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  return Math.log(bounded / (1 - bounded));
}
