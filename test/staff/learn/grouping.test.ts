import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../../src/app';
import { parseQuestions } from '../../../src/evaluation/questions';
import { groupAlike, type Groupable } from '../../../src/staff/learn/grouping';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';

let desk: Desk;
beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

const group = (...texts: string[]): string[][] =>
  groupAlike(texts.map((text) => ({ text, count: 1 })), desk.matcher).map((items) => items.map(({ text }) => text)); // prettier-ignore

describe('questions that are alike come together', () => {
  test('the same but for script, width, case, space and punctuation', () => {
    expect(group('Ukey密码忘了', 'ＵＫＥＹ 密碼忘了？？', 'ukey密码，忘了')).toEqual([
      ['Ukey密码忘了', 'ＵＫＥＹ 密碼忘了？？', 'ukey密码，忘了'],
    ]);
  });

  test('in nearly the same words, and by their sound', () => {
    expect(
      group('单位账号被冻结了怎么办', '账号被冻结怎么办呀', '单位帐号被冻洁了怎么办', 'danwei zhanghao bei dongjie le zenme ban'),
    ).toHaveLength(1);
  });

  test('and others stay apart', () => {
    expect(group('账号被冻结怎么办', '发票在哪打印', '登录白屏', '工伤认定找谁')).toHaveLength(4);
  });

  test('behind the most frequent one, in the order of how often', () => {
    const items = [
      { text: '发票在哪打印', count: 2 },
      { text: '账号被冻结怎么办', count: 1 },
      { text: '账号冻结了怎么办', count: 9 },
    ];
    expect(groupAlike(items, desk.matcher)).toEqual([[items[2], items[1]], [items[0]]]);
  });

  test('whatever the texts are, each is in one group', () => {
    const texts = ['', '？', '😀', 'a'.repeat(3000), '登录'.repeat(500), '\0'];
    expect(
      group(...texts)
        .flat()
        .sort(),
    ).toEqual([...texts].sort());
    expect(group()).toEqual([]);
  });
});

function evaluationQuestions(): (Groupable & { readonly gold: readonly string[] })[] {
  const folder = join(__dirname, '..', '..', 'questions');
  const questions = readdirSync(folder).flatMap((name) => parseQuestions(readFileSync(join(folder, name), 'utf8'), name));
  return questions.filter(({ gold }) => gold.length > 0).map(({ q, gold }) => ({ text: q, gold, count: 1 }));
}

test('of labelled questions, those put together have the same answer but for a few', () => {
  const groups = groupAlike(evaluationQuestions(), desk.matcher);
  const joined = groups.flatMap(([first, ...others]) => others.map((other) => other.gold.some((id) => first.gold.includes(id))));
  expect(joined.length).toBeGreaterThan(250);
  expect(joined.filter((same) => same).length / joined.length).toBeGreaterThan(0.93);
});
