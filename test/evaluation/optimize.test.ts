import { expect, test } from '@jest/globals';
import { fitBinary, fitChoice } from '../../src/evaluation/optimize';
import { logistic } from '../../src/matching/logistic';
import { createRandom } from '../../src/matching/random';

/** Observations of a known logistic model. */
function observations(bias: number, weights: readonly number[], count: number) {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const features = weights.map(() => random() * 4 - 2);
    const target: 0 | 1 = random() < logistic({ bias, weights }, features) ? 1 : 0;
    return { features, target, weight: 1 };
  });
}

test('a logistic model is found again from what it brought forth', () => {
  const found = fitBinary(observations(-0.5, [2, -1, 0], 4000));
  expect(Math.abs(found.bias + 0.5)).toBeLessThan(0.2);
  [2, -1, 0].forEach((weight, i) => {
    expect(Math.abs(found.weights[i]! - weight)).toBeLessThan(0.2);
  });
});

test('observations of no weight change nothing', () => {
  const rows = observations(0, [1], 200);
  const opposite = rows.map(({ features, target }) => ({ features, target: target === 1 ? (0 as const) : (1 as const), weight: 0 }));
  expect(fitBinary([...rows, ...opposite]).weights[0]).toBeCloseTo(fitBinary(rows).weights[0]!, 2);
});

test('what is always so gives a finite model', () => {
  const model = fitBinary([1, 2, 3].map((value) => ({ features: [value], target: 1 as const, weight: 1 })));
  expect(Number.isFinite(model.bias)).toBe(true);
  expect(logistic(model, [2])).toBeGreaterThan(0.9);
});

test('nothing observed gives a model without weights', () => {
  expect(fitBinary([]).weights).toEqual([]);
});

test('the feature that tells the right alternative gets the weight, noise does not', () => {
  const random = createRandom(9);
  const rows = Array.from({ length: 300 }, () => {
    const right = Math.floor(random() * 4);
    const features = Array.from({ length: 4 }, (_, i) => [(i === right ? 1 : 0) + random(), random()]);
    return { features, wanted: features.map((_, i) => i === right), weight: 1 };
  });
  const [telling, noise] = fitChoice(rows);
  expect(telling!).toBeGreaterThan(3);
  expect(Math.abs(noise!)).toBeLessThan(1);
  expect(fitChoice(rows)).toEqual([telling, noise]);
});
