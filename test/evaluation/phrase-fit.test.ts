import { expect, test } from '@jest/globals';
import { PhraseIndex } from '../../src/matching/phrase-index';
import { PhraseIndexBuilder } from '../../src/matching/phrase-index-builder';
import { createRandom } from '../../src/matching/random';

const PHRASES = ['ab', 'abc', 'bcd', 'xyz', 'ax'].map((text) => Array.from(text));

function build(phrases: readonly (readonly string[])[], groupOf: (phrase: number) => number): PhraseIndex {
  const builder = new PhraseIndexBuilder();
  phrases.forEach((terms, phrase) => {
    builder.add(terms, groupOf(phrase));
  });
  return new PhraseIndex(builder.build());
}

test('fitting single phrases gives the figures of a search', () => {
  const index = build(PHRASES, (phrase) => phrase);
  const query = ['a', 'b', 'q'];
  const fits = index.fit(query, [0, 1, 2, 3, 4]);
  for (const { group, score, coverage, containment } of index.search(query, 5)) {
    expect(fits[group]!.score).toBeCloseTo(score, 5);
    expect(fits[group]!.coverage).toBeCloseTo(coverage, 5);
    expect(fits[group]!.containment).toBeCloseTo(containment, 5);
  }
  expect(fits[3]).toEqual({ score: 0, coverage: 0, containment: 0 });
  expect(index.fit([], [0])).toEqual([{ score: 0, coverage: 0, containment: 0 }]);
});

test('the builder gives what the index builds itself', () => {
  const data = PhraseIndex.build(PHRASES.map((terms, group) => ({ terms, group })));
  const index = build(PHRASES, (phrase) => phrase);
  expect(index.search(['a', 'b'], 5)).toEqual(new PhraseIndex(data).search(['a', 'b'], 5));
});

test('groups whose phrases are scattered are searched like groups in order', () => {
  const random = createRandom(2);
  const letter = (): string => String.fromCharCode(97 + Math.floor(random() * 26));
  const phrases = Array.from({ length: 300 }, () => [...new Set(Array.from({ length: 5 }, letter))]);
  const scattered = build(phrases, (phrase) => phrase % 7);
  const order = phrases.map((_, i) => i).sort((a, b) => (a % 7) - (b % 7) || a - b);
  const inOrder = build(
    order.map((phrase) => phrases[phrase]!),
    (place) => order[place]! % 7,
  );
  for (let i = 0; i < 50; i++) {
    const query = [...new Set(Array.from({ length: 6 }, letter))];
    const figures = (index: PhraseIndex): string[] =>
      index.search(query, 7).map(({ group, score, support }) => `${String(group)} ${score.toFixed(5)} ${support.toFixed(5)}`);
    expect(figures(scattered)).toEqual(figures(inOrder));
  }
});

test('pruning a large index with several phrases a group changes neither the best groups nor their scores', () => {
  const random = createRandom(4);
  const term = (): string => String(Math.floor(random() ** 3 * 400));
  const phrases = Array.from({ length: 20_000 }, () => [...new Set(Array.from({ length: 2 + Math.floor(random() * 8) }, term))]);
  const index = build(phrases, (phrase) => Math.floor(phrase / 4));
  for (let i = 0; i < 40; i++) {
    const query = [...new Set(Array.from({ length: 1 + (i % 12) }, term))];
    const pruned = index.search(query, 10);
    const exact = index.search(query, 20_000).slice(0, 10);
    expect(pruned).toHaveLength(exact.length);
    // Sums are kept in single precision and added in another order.
    pruned.forEach(({ score }, place) => {
      expect(Math.abs(score - exact[place]!.score)).toBeLessThan(1e-5);
    });
  }
});
