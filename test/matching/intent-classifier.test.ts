import { describe, expect, test } from '@jest/globals';
import { IntentClassifier } from '../../src/matching/intent-classifier';

/** Pairs of characters as words; the sound view is left to the pairs' first characters. */
function termsOf(text: string): { lexical: string[]; sound: string[] } {
  const lexical = new Set<string>();
  for (let i = 0; i + 2 <= text.length; i++) lexical.add(text.slice(i, i + 2));
  return { lexical: [...lexical], sound: [...new Set(text)].map((character) => `y${character}`) };
}

const TAUGHT: readonly (readonly string[])[] = [
  ['登录白屏', '登录卡住', '页面白屏进不去', '登录一直白屏', '白屏卡住'],
  ['怎么减员', '减员要审核吗', '员工离职怎么减员', '离职减员', '减员操作'],
  ['缴费基数是多少', '基数最低多少', '最低基数', '基数怎么报', '缴费基数最高'],
];
const LABELS = ['login', 'remove', 'base'];
const examples = TAUGHT.flatMap((phrases, label) => phrases.map((phrase) => ({ terms: termsOf(phrase), label })));
const data = IntentClassifier.train(examples, TAUGHT.length);
const classifier = new IntentClassifier(data);

function order(text: string): string[] {
  const probability = [...classifier.predict(termsOf(text))];
  return [...probability.keys()].sort((a, b) => probability[b]! - probability[a]!).map((label) => LABELS[label]!);
}

describe('IntentClassifier', () => {
  test.each(TAUGHT.flatMap((phrases, label) => phrases.map((phrase) => [phrase, LABELS[label]!] as const)))(
    'knows what it was taught: %s → %s',
    (phrase, label) => {
      expect(order(phrase)[0]).toBe(label);
    },
  );

  test.each([
    ['电脑白屏卡住登录不了', 'login', '白屏, 卡住 and 登录 were taught for it'],
    ['有人离职', 'remove', '离职 was taught for it'],
    ['最低最高是多少', 'base', '最低 and 多少 were taught for it'],
  ])('generalises: %s → %s, because %s', (text, label) => {
    expect(order(text)[0]).toBe(label);
  });

  test('probabilities add up to one', () => {
    for (const text of ['登录白屏', '离职', '今天天气', '']) {
      const sum = classifier.predict(termsOf(text)).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 9);
    }
  });

  test('words never taught leave it undecided', () => {
    const probability = [...classifier.predict(termsOf('公积金提取'))];
    expect(Math.max(...probability)).toBeLessThan(0.5);
  });

  test('the same examples give the same model', () => {
    expect(IntentClassifier.train(examples, TAUGHT.length)).toEqual(data);
  });

  test('learning from nothing gives an even guess', () => {
    const empty = new IntentClassifier(IntentClassifier.train([], 4));
    expect([...empty.predict(termsOf('登录'))]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });
});
