import { describe, expect, test } from '@jest/globals';
import { areaUnderCurve, measureRetrieval, quantile } from '../../src/evaluation/retrieval';

function result(gold: string[], ids: string[], confidence = 0.5) {
  return { question: { q: '', gold, kind: '' }, hits: ids.map((id) => ({ id, confidence })) };
}

test('recall, reciprocal rank and AUROC worked out by hand', () => {
  const measured = measureRetrieval([
    result(['a'], ['a', 'b'], 0.9),
    result(['a', 'c'], ['b', 'c'], 0.6),
    result(['a'], ['b', 'c', 'd', 'e', 'f', 'a'], 0.3),
    result(['a'], [], 0),
    result([], ['a'], 0.4),
    result([], [], 0),
  ]);
  expect(measured.answerable).toBe(4);
  expect(measured.unanswerable).toBe(2);
  expect(measured.recallAt1).toBeCloseTo(1 / 4);
  expect(measured.recallAt5).toBeCloseTo(2 / 4);
  expect(measured.meanReciprocalRank).toBeCloseTo((1 + 1 / 2 + 1 / 6) / 4);
  // Of eight pairs the query with an answer is surer in five, and one pair (no hits twice) is a tie.
  expect(measured.auroc).toBeCloseTo((2 + 2 + 1 + 0.5) / 8);
});

test('a right document below the depth of the reciprocal rank counts nothing there', () => {
  const ids = Array.from({ length: 11 }, (_, i) => String(i));
  expect(measureRetrieval([result(['10'], ids)]).meanReciprocalRank).toBe(0);
});

describe('area under the curve', () => {
  test.each<[why: string, positive: number[], negative: number[], area: number | null]>([
    ['apart', [3, 4], [1, 2], 1],
    ['the wrong way round', [1, 2], [3, 4], 0],
    ['all equal', [1, 1], [1, 1, 1], 0.5],
    ['mixed', [1, 3], [2], 0.5],
    ['nothing to compare with', [1], [], null],
  ])('%s', (_why, positive, negative, area) => {
    expect(areaUnderCurve(positive, negative)).toBe(area);
  });
});

test('quantiles', () => {
  const values = [5, 1, 4, 2, 3];
  expect([quantile(values, 0), quantile(values, 0.5), quantile(values, 0.99)]).toEqual([1, 3, 5]);
  expect(quantile([], 0.5)).toBe(0);
});
