import { describe, expect, test } from '@jest/globals';
import { DiceCoefficient } from 'natural/lib/natural/distance';
import { similarPairs } from '../../src/content/similar-texts';
import { fc } from '../support/properties';

describe('similar texts', () => {
  test('finds what differs in a particle and not what differs in a word', () => {
    const texts = ['登录的时候弹出一个框', '登录的时候弹出一个框吗', '登录的时候打开一个页', '增员要审核吗'];
    expect(similarPairs(texts, 0.9)).toEqual([[0, 1]]);
  });

  test('finds a pair that is just as similar as asked', () => {
    expect(similarPairs(['登登登了不了', '了不了登登登了了'], 0.8)).toEqual([[0, 1]]);
  });

  test('finds the same pairs as comparing all with all', () => {
    const text = fc.string({ unit: fc.constantFrom('登', '录', '不', '了'), minLength: 6, maxLength: 14 });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 30 }), fc.constantFrom(0.7, 0.8, 0.9), (texts, threshold) => {
        const all = texts.flatMap((a, i) =>
          texts.slice(0, i).flatMap((b, j) => (DiceCoefficient(a, b) >= threshold ? [`${String(j)}-${String(i)}`] : [])),
        );
        expect(similarPairs(texts, threshold).map(([a, b]) => `${String(a)}-${String(b)}`)).toEqual(all);
      }),
    );
  });
});
