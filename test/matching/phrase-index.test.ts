import { describe, expect, test } from '@jest/globals';
import { PhraseIndex } from '../../src/matching/phrase-index';
import { createRandom } from '../../src/matching/random';

/** Single characters and pairs, so that every score can be worked out by hand. */
function terms(text: string): string[] {
  const out = new Set<string>();
  for (let i = 0; i < text.length; i++) {
    out.add(text.slice(i, i + 1));
    if (i + 2 <= text.length) out.add(text.slice(i, i + 2));
  }
  return [...out];
}

function indexOf(phrases: readonly (readonly [string, number])[]): PhraseIndex {
  return new PhraseIndex(PhraseIndex.build(phrases.map(([text, group]) => ({ terms: terms(text), group }))));
}

const PHRASES = [
  ['登录出现白屏', 0],
  ['登录卡住了', 0],
  ['登录密码忘了', 1],
  ['平台密码怎么找回', 1],
  ['怎么减员', 2],
  ['减员要审核吗', 2],
  ['怎么增员', 3],
  ['增员要审核吗', 3],
  ['发票去哪里打印', 4],
] as const;

describe('ranking', () => {
  const index = indexOf(PHRASES);
  const order = (query: string): [number, string][] =>
    index.search(terms(query), 9).map(({ group, phrase }) => [group, PHRASES[phrase]![0]]);

  test.each<[query: string, why: string, expected: [number, string][]]>([
    [
      '登录白屏',
      'both words in one phrase; then the word 登录 alone, in the phrase with the fewer other terms',
      [
        [0, '登录出现白屏'],
        [1, '登录密码忘了'],
      ],
    ],
    [
      '密码',
      'both phrases of group 1 hold the word: the shorter one stands for the group; nothing else shares a term',
      [[1, '登录密码忘了']],
    ],
    [
      '增员审核',
      'both words; then 审核 without 增员, 员 being common to both groups',
      [
        [3, '增员要审核吗'],
        [2, '减员要审核吗'],
      ],
    ],
    [
      '怎么增员',
      'the very phrase; then 怎么 and 员 (the pair 怎么 shared); then 怎么 alone in a longer phrase',
      [
        [3, '怎么增员'],
        [2, '怎么减员'],
        [1, '平台密码怎么找回'],
      ],
    ],
    ['打印发票', 'the words in another order still meet', [[4, '发票去哪里打印']]],
    ['公积金提取', 'shares no character with any phrase', []],
    ['', 'no terms', []],
  ])('%s: %s', (query, _why, expected) => {
    expect(order(query)).toEqual(expected);
  });

  test('equal scores come in the order of the groups', () => {
    const twins = indexOf([
      ['甲乙', 2],
      ['甲乙', 0],
      ['甲乙', 1],
    ]);
    expect(twins.search(terms('甲乙'), 5).map(({ group }) => group)).toEqual([0, 1, 2]);
  });

  test('of equal phrases of one group the first stands for it', () => {
    const twins = indexOf([
      ['甲乙', 0],
      ['甲乙', 0],
    ]);
    expect(twins.search(terms('甲乙'), 5).map(({ phrase }) => phrase)).toEqual([0]);
  });

  test('a rare word outweighs a common one', () => {
    const index = indexOf([
      ['缴费甲', 0],
      ['缴费乙', 1],
      ['缴费丙', 2],
      ['年金', 3],
    ]);
    expect(index.search(terms('年金缴费'), 4).map(({ group }) => group)).toEqual([3, 0, 1, 2]);
    expect(index.weight('年金')).toBeGreaterThan(index.weight('缴费'));
    expect(index.weight('公积金')).toBeGreaterThan(index.weight('年金'));
  });

  test('the limit cuts the list, not the order', () => {
    const all = index.search(terms('登录密码怎么审核'), 9);
    expect(index.search(terms('登录密码怎么审核'), 2)).toEqual(all.slice(0, 2));
  });
});

describe('figures of a hit', () => {
  const index = indexOf(PHRASES);

  test('the phrase itself: everything covered and contained', () => {
    const hit = index.search(terms('怎么减员'), 1)[0]!;
    expect(hit.coverage).toBeCloseTo(1, 5);
    expect(hit.containment).toBeCloseTo(1, 5);
    expect(hit.score).toBeCloseTo(1, 5);
  });

  test('a part of a phrase: covered, not contained', () => {
    const hit = index.search(terms('白屏'), 1)[0]!;
    expect(hit.coverage).toBeCloseTo(1, 5);
    expect(hit.containment).toBeLessThan(0.5);
  });

  test('a phrase inside a story: contained, not covered', () => {
    const hit = index.search(terms('上个月有两个人不干了想问问怎么减员'), 1)[0]!;
    expect(hit.containment).toBeCloseTo(1, 5);
    expect(hit.coverage).toBeLessThan(0.5);
  });

  test('support is the mean of the three best phrases', () => {
    const index = indexOf([
      ['甲乙', 0],
      ['甲乙', 0],
      ['甲乙', 0],
      ['甲乙', 1],
    ]);
    const [three, one] = index.search(terms('甲乙'), 2);
    expect(three!.support).toBeCloseTo(three!.score, 6);
    expect(one!.support).toBeCloseTo(one!.score / 3, 6);
  });
});

describe('leaving a phrase out', () => {
  test('its group falls back to the next phrase, others stay', () => {
    const index = indexOf(PHRASES);
    const hits = index.search(terms('登录出现白屏'), 9, 0);
    expect(hits.map(({ group, phrase }) => [group, phrase])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });
});

test('a search leaves nothing behind for the next one', () => {
  const index = indexOf(PHRASES);
  const before = index.search(terms('怎么增员'), 9);
  index.search(terms('登录密码忘了发票去哪里打印'), 9);
  expect(index.search(terms('怎么增员'), 9)).toEqual(before);
});

test('pruning changes neither the best groups nor their scores', () => {
  // 12,000 phrases over a small alphabet: the common letters have lists long enough to be pruned.
  const random = createRandom(5);
  const letters = '的一是了我不在有人这中大来上个国到说们为子和你地出道也时年得就那要下以生会自着去之过家学对可里'.split('');
  const word = (): string => letters[Math.floor(random() ** 2 * letters.length)]!;
  const phrases = Array.from({ length: 12_000 }, (_, i) => [Array.from({ length: 6 }, word).join(''), i] as const);
  const index = indexOf(phrases);
  for (let i = 0; i < 30; i++) {
    const query = terms(Array.from({ length: 8 }, word).join(''));
    const exact = index.search(query, phrases.length).slice(0, 3);
    const pruned = index.search(query, 10).slice(0, 3);
    expect(pruned.map(({ score }) => score.toFixed(5))).toEqual(exact.map(({ score }) => score.toFixed(5)));
  }
});

test('an index of nothing finds nothing', () => {
  expect(indexOf([]).search(terms('登录'), 5)).toEqual([]);
});
