import type { LogisticModel } from '../matching/logistic';

/** Strength of the pull of each weight towards where it starts, against chance in small data. */
const PENALTY = 1e-3;
const RANK_STEPS = 300;
const NEWTON_STEPS = 15;

/** One choice: the features of each alternative, and which of them would be right. */
export interface ChoiceRow {
  readonly features: readonly (readonly number[])[];
  /** At least one is true. */
  readonly wanted: readonly boolean[];
  readonly weight: number;
}

/** One observation of something that is so (1) or is not (0). */
export interface BinaryRow {
  readonly features: readonly number[];
  readonly target: 0 | 1;
  readonly weight: number;
}

/** Conditional logit (McFadden, 1974): weights under which the right alternatives together are the likeliest. Adam (Kingma and Ba, 2015) from all ones. */
export function fitChoice(rows: readonly ChoiceRow[]): number[] {
  const size = rows[0]?.features[0]?.length ?? 0;
  const starts = [0];
  for (const { features } of rows) starts.push(starts.at(-1)! + features.length);
  const flat = Float64Array.from(rows.flatMap(({ features }) => features.flat()));
  const wanted = Uint8Array.from(rows.flatMap((row) => row.wanted.map(Number)));
  const total = rows.reduce((sum, { weight }) => sum + weight, 0);
  const exponents = new Float64Array(wanted.length);
  return descend(new Array<number>(size).fill(1), (weights, gradient) => {
    rows.forEach(({ weight }, row) => {
      const start = starts[row]!;
      const end = starts[row + 1]!;
      let max = -Infinity;
      for (let i = start; i < end; i++) {
        let value = 0;
        for (let j = 0; j < size; j++) value += weights[j]! * flat[i * size + j]!;
        exponents[i] = value;
        if (value > max) max = value;
      }
      let all = 0;
      let good = 1e-12;
      for (let i = start; i < end; i++) {
        const value = Math.exp(exponents[i]! - max);
        exponents[i] = value;
        all += value;
        if (wanted[i] === 1) good += value;
      }
      for (let i = start; i < end; i++) {
        const error = ((exponents[i]! / all - (wanted[i] === 1 ? exponents[i]! / good : 0)) * weight) / total;
        for (let j = 0; j < size; j++) gradient[j] = gradient[j]! + error * flat[i * size + j]!;
      }
    });
    weights.forEach((weight, j) => (gradient[j] = gradient[j]! + PENALTY * (weight - 1)));
  });
}

function descend(start: readonly number[], addGradient: (weights: readonly number[], gradient: number[]) => void): number[] {
  const weights = [...start];
  const first = weights.map(() => 0);
  const second = weights.map(() => 0);
  for (let step = 1; step <= RANK_STEPS; step++) {
    const gradient = weights.map(() => 0);
    addGradient(weights, gradient);
    gradient.forEach((slope, j) => {
      first[j] = 0.9 * first[j]! + 0.1 * slope;
      second[j] = 0.999 * second[j]! + 0.001 * slope * slope;
      weights[j] = weights[j]! - (0.05 * (first[j] / (1 - 0.9 ** step))) / (Math.sqrt(second[j] / (1 - 0.999 ** step)) + 1e-8);
    });
  }
  return weights;
}

/** Logistic regression by Newton's method over standardised features; rows without features are left out. */
export function fitBinary(rows: readonly BinaryRow[]): LogisticModel {
  const size = rows.find(({ features }) => features.length > 0)?.features.length ?? 0;
  const usable = rows.filter(({ features }) => features.length === size);
  const total = usable.reduce((sum, { weight }) => sum + weight, 0) || 1;
  const mean = Array.from({ length: size }, (_, j) => usable.reduce((sum, { features, weight }) => sum + weight * features[j]!, 0) / total);
  const deviation = mean.map(
    (centre, j) => Math.sqrt(usable.reduce((sum, { features, weight }) => sum + weight * (features[j]! - centre) ** 2, 0) / total) || 1,
  );
  const scaled = usable.map((row) => [1, ...row.features.map((value, j) => (value - mean[j]!) / deviation[j]!)]);
  let fitted = new Array<number>(size + 1).fill(0);
  for (let step = 0; step < NEWTON_STEPS; step++) {
    const gradient = fitted.map((weight, j) => (j === 0 ? 0 : PENALTY * weight));
    const curvature: number[][] = fitted.map((_, j) => fitted.map((__, k) => (j !== k ? 0 : j === 0 ? 1e-9 : PENALTY)));
    scaled.forEach((features, row) => {
      const { target, weight } = usable[row]!;
      const probability = 1 / (1 + Math.exp(-features.reduce((sum, value, j) => sum + value * fitted[j]!, 0)));
      const error = ((probability - target) * weight) / total;
      const bend = (probability * (1 - probability) * weight) / total;
      features.forEach((value, j) => {
        gradient[j] = gradient[j]! + error * value;
        const row = curvature[j]!;
        for (let k = 0; k <= j; k++) row[k] = row[k]! + bend * value * features[k]!;
      });
    });
    const change = solve(curvature, gradient);
    fitted = fitted.map((weight, j) => weight - change[j]!);
    if (change.every((value) => Math.abs(value) < 1e-8)) break;
  }
  const weights = fitted.slice(1).map((weight, j) => weight / deviation[j]!);
  return { bias: fitted[0]! - weights.reduce((sum, weight, j) => sum + weight * mean[j]!, 0), weights };
}

/** Solves a symmetric positive system, of which only the lower half is read, by Cholesky's decomposition. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const lower: number[][] = [];
  matrix.forEach((row, i) => {
    lower.push([]);
    for (let j = 0; j <= i; j++) {
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= lower[i]![k]! * lower[j]![k]!;
      lower[i]!.push(i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j]![j]!);
    }
  });
  const middle: number[] = [];
  lower.forEach((row, i) => middle.push((right[i]! - row.slice(0, i).reduce((sum, value, k) => sum + value * middle[k]!, 0)) / row[i]!));
  const out = new Array<number>(right.length).fill(0);
  for (let i = right.length - 1; i >= 0; i--) {
    let sum = middle[i]!;
    for (let k = i + 1; k < right.length; k++) sum -= lower[k]![i]! * out[k]!;
    out[i] = sum / lower[i]![i]!;
  }
  return out;
}
