import { describe, expect, test } from '@jest/globals';
import { createRandom } from '../../src/matching/random';
import { hashTerm, Vocabulary } from '../../src/matching/vocabulary';

describe('Vocabulary', () => {
  test('numbers terms in the order they come, each once', () => {
    const vocabulary = new Vocabulary();
    expect(['登录', '注册', '登录', '', '绑定'].map((term) => vocabulary.add(term))).toEqual([0, 1, 0, 2, 3]);
    expect(vocabulary.size).toBe(4);
    expect(['绑定', '登录', '缴费'].map((term) => vocabulary.find(term))).toEqual([3, 0, -1]);
  });

  test('keeps its numbers while it grows', () => {
    const vocabulary = new Vocabulary();
    const terms = Array.from({ length: 20_000 }, (_, i) => `词${String(i)}`);
    for (const term of terms) vocabulary.add(term);
    // 32-bit hashes of 20,000 terms collide about once in twenty such sets; this set has no collision.
    expect(vocabulary.size).toBe(terms.length);
    terms.forEach((term, i) => {
      expect(vocabulary.find(term)).toBe(i);
    });
  });

  test('lives on in its plain data', () => {
    const vocabulary = new Vocabulary();
    for (const term of ['增员', '减员', '缴费']) vocabulary.add(term);
    const loaded = new Vocabulary(vocabulary.data());
    expect(loaded.find('减员')).toBe(1);
    expect(loaded.find('补缴')).toBe(-1);
    expect(loaded.size).toBe(3);
  });

  test('no hash is 0, which marks an empty slot', () => {
    for (let i = 0; i < 10_000; i++) expect(hashTerm(String.fromCharCode(i))).toBeGreaterThan(0);
    expect(hashTerm('')).toBeGreaterThan(0);
  });
});

test('the random source repeats itself for a seed and stays in [0, 1)', () => {
  const [a, b, other] = [createRandom(7), createRandom(7), createRandom(8)];
  const first = Array.from({ length: 1000 }, a);
  expect(Array.from({ length: 1000 }, b)).toEqual(first);
  expect(Array.from({ length: 1000 }, other)).not.toEqual(first);
  expect(Math.min(...first)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...first)).toBeLessThan(1);
  const mean = first.reduce((sum, value) => sum + value, 0) / first.length;
  expect(mean).toBeGreaterThan(0.45);
  expect(mean).toBeLessThan(0.55);
});
