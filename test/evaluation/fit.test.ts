import { beforeAll, expect, test } from '@jest/globals';
import { FEATURE_NAMES, featureName } from '../../src/evaluation/feature-names';
import { fit, FOLDS } from '../../src/evaluation/fit';
import { decideReading, read, scoreReading } from '../../src/evaluation/reading';
import type { Matcher } from '../../src/matching/matcher';
import type { FittedWeights } from '../../src/matching/scoring';
import weights from '../../src/matching/weights.json';
import { trainSmallMatcher } from '../support/small-knowledge';

const fitted = weights as FittedWeights;

const QUESTIONS: readonly (readonly [q: string, gold: readonly string[]])[] = [
  ['登录的时候白屏', ['WHITE']],
  ['页面一片白', ['WHITE']],
  ['打开是白的，进不去', ['WHITE']],
  ['白屏半天了', ['WHITE']],
  ['登录白屏咋办', ['WHITE']],
  ['PIN码忘记了', ['PIN']],
  ['初始PIN是多少', ['PIN']],
  ['pin 密码多少', ['PIN']],
  ['U盾密码是几', ['PIN']],
  ['Ukey的PIN在哪改', ['PIN']],
  ['公积金怎么提取', []],
  ['公积金贷款', []],
  ['提取公积金要什么材料', []],
  ['今天天气不错', []],
  ['你好', []],
];

let matcher: Matcher;

beforeAll(async () => {
  matcher = await trainSmallMatcher({
    entries: [
      {
        id: 'white',
        question: '登录后白屏怎么办',
        phrasings: ['白屏', '页面空白', '打开一片白', '登录进去是白的', '白屏进不去', '网页显示不出来'],
      },
      {
        id: 'pin',
        question: 'Ukey的PIN码是多少',
        phrasings: ['PIN码忘了', '初始pin码', 'U盾密码多少', 'Ukey密码怎么改', 'pin 是几位', '盾的密码'],
      },
    ],
    elsewhere: [
      { id: 'fund', title: '公积金', where: '', phrasings: ['公积金提取', '公积金怎么贷款', '取公积金', '公积金余额', '公积金查询'] },
    ],
    smalltalk: [{ id: 'greeting', reply: '您好', phrasings: ['你好', '您好', '在吗', '早上好', '有人吗'] }],
  });
}, 60_000);

function examples() {
  return QUESTIONS.map(([q, gold], origin) => ({
    question: { q, gold: [...gold], kind: '' },
    reading: read(matcher, q),
    weight: 1,
    origin,
  }));
}

test.each(['登录的时候白屏', '白屏怎么办？还有PIN码是多少？', '公积金怎么提取', '你好', '', '转人工', '甲', 'PIN码多少，另外白屏怎么办'])(
  'a reading of “%s” is decided as the matcher decides',
  (text) => {
    const { decision } = matcher.match(text);
    const decided = decideReading(scoreReading(read(matcher, text), matcher.labels, fitted), matcher.labels, fitted.thresholds);
    expect(decided.kind).toBe(decision.kind);
    const ids = decided.kind === 'answer' ? decided.entries : decided.kind === 'clarify' ? decided.choices : [];
    const shown = decision.kind === 'answer' ? decision.answers : decision.kind === 'clarify' ? decision.choices : [];
    expect(ids.map(({ signals }) => matcher.labels[signals.label]!.id)).toEqual(shown.map(({ id }) => id));
  },
);

test('every feature has a name', () => {
  expect(fitted.rank).toHaveLength(FEATURE_NAMES.rank.length);
  expect(fitted.answer.weights).toHaveLength(FEATURE_NAMES.answer.length);
  expect(fitted.scope.weights).toHaveLength(FEATURE_NAMES.scope.length);
  expect(featureName('rank', 0)).toBe(FEATURE_NAMES.rank[0]);
  expect(featureName('rank', 40)).toBe('第 41 项');
});

test('a fit gives weights of the right shape, holds every question out once, and is the same each time', () => {
  const targets = { wrong: 0, outsideAnswered: 0, declined: 0 };
  const result = fit(examples(), matcher.labels, targets);
  expect(result.weights.rank).toHaveLength(FEATURE_NAMES.rank.length);
  expect(result.weights.answer.weights).toHaveLength(FEATURE_NAMES.answer.length);
  expect(result.weights.scope.weights).toHaveLength(FEATURE_NAMES.scope.length);
  for (const threshold of Object.values(result.weights.thresholds)) {
    expect(threshold).toBeGreaterThan(0);
    expect(threshold).toBeLessThan(1);
  }
  expect(result.heldOut.map(({ question }) => question.q).sort()).toEqual(QUESTIONS.map(([q]) => q).sort());
  expect(new Set(result.heldOut.map(({ fold }) => fold)).size).toBe(FOLDS);
  expect(fit(examples(), matcher.labels, targets).weights).toEqual(result.weights);
});

test('copies of a question are held out together with it', () => {
  const copies = examples().flatMap((example) => [example, { ...example, weight: 0.2 }]);
  const folds = new Map<number, Set<number>>();
  for (const { fold, example } of fit(copies, matcher.labels, { wrong: 0, outsideAnswered: 0, declined: 0 }).heldOut) {
    folds.set(example.origin, (folds.get(example.origin) ?? new Set()).add(fold));
  }
  for (const used of folds.values()) expect(used.size).toBe(1);
});
