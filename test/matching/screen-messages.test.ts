import { describe, expect, test } from '@jest/globals';
import { type ScreenHit, ScreenMessages } from '../../src/matching/screen-messages';

const MESSAGES = ['核验失败请核实法人信息', '贵单位存在未缴费单据', '存在未提交信息', '传入的参数中找不到biz', '502'];
const screens = new ScreenMessages(MESSAGES);

/** The hits as a person would rank them: most of the message found, in the longest piece, first. */
function ranked(text: string): [message: string, completeness: number, run: number][] {
  const order = (a: ScreenHit, b: ScreenHit): number => b.completeness * b.run - a.completeness * a.run || a.message - b.message;
  return screens
    .compare(text)
    .sort(order)
    .map(({ message, completeness, run }) => [MESSAGES[message]!, Math.round(completeness * 100), run]);
}

describe('finding quoted messages', () => {
  test.each<[name: string, text: string, expected: [string, number, number][]]>([
    ['whole', '核验失败请核实法人信息', [['核验失败请核实法人信息', 100, 11], ['存在未提交信息', 29, 2]]], // prettier-ignore
    ['with punctuation and a question', '提示：核验失败，请核实法人信息！咋办', [['核验失败请核实法人信息', 100, 11], ['存在未提交信息', 43, 2]]], // prettier-ignore
    ['cut at the end', '核验失败请核', [['核验失败请核实法人信息', 55, 6]]],
    ['cut at the front', '实法人信息', [['核验失败请核实法人信息', 45, 5], ['存在未提交信息', 29, 2]]], // prettier-ignore
    ['one character misread', '核验失败请核买法人信息', [['核验失败请核实法人信息', 91, 6], ['存在未提交信息', 29, 2]]], // prettier-ignore
    ['shared words: the fuller message first', '存在未缴费单据', [['贵单位存在未缴费单据', 70, 7], ['存在未提交信息', 43, 3]]], // prettier-ignore
    ['Latin inside Han', '参数中找不到biz', [['传入的参数中找不到biz', 75, 9]]],
    ['a code', '502', [['502', 100, 3]]],
    ['one character is nothing', '信', []],
    ['empty', '', []],
    ['punctuation only', '？！……', []],
    ['unrelated', '公积金怎么提取', []],
  ])('%s', (_name, text, expected) => {
    expect(ranked(text)).toEqual(expected);
  });

  test('purity is the share of the text that the message explains', () => {
    const purity = (text: string): number => screens.compare(text).find(({ message }) => message === 2)!.purity;
    expect(purity('存在未提交信息')).toBe(1);
    expect(purity('存在未提交信息存在未提交信息')).toBe(0.5);
  });

  test('all figures lie between 0 and 1', () => {
    for (const text of ['502'.repeat(100), MESSAGES.join(''), '信息'.repeat(500)]) {
      for (const { completeness, purity } of screens.compare(text)) {
        expect(completeness).toBeGreaterThan(0);
        expect(completeness).toBeLessThanOrEqual(1);
        expect(purity).toBeGreaterThan(0);
        expect(purity).toBeLessThanOrEqual(1);
      }
    }
  });

  test('a message longer than a machine word is compared by its beginning', () => {
    const long = '一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥春夏秋冬';
    const [hit] = new ScreenMessages([long]).compare(long);
    expect(hit!.completeness).toBe(1);
    expect(hit!.run).toBe(31);
  });

  test('agrees with a plain longest common subsequence', () => {
    const lcs = (a: string, b: string): number => {
      let row = new Array<number>(b.length + 1).fill(0);
      for (const x of a) {
        const next = [0];
        for (let j = 1; j <= b.length; j++) next.push(x === b[j - 1] ? row[j - 1]! + 1 : Math.max(row[j]!, next[j - 1]!));
        row = next;
      }
      return row[b.length]!;
    };
    for (const text of ['单位核实存在失败法人', '未提未缴交费信单息据', '找参数biz502到不', '贵存未费据单位在缴单']) {
      for (const { message, completeness } of screens.compare(text)) {
        expect(completeness * MESSAGES[message]!.length).toBeCloseTo(lcs(MESSAGES[message]!, text), 9);
      }
    }
  });
});
