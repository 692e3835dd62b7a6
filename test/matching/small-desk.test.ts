import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Matcher } from '../../src/matching/matcher';
import { type SmallKnowledge, trainSmallMatcher } from '../support/small-knowledge';

const KNOWLEDGE: SmallKnowledge = {
  entries: [
    {
      id: 'gateway',
      question: '登录报502怎么办',
      screens: ['502', '该票据不存在或已过期'],
      phrasings: ['登录出现502', '网页报502错误', '登录说票据过期', '票据已过期进不去', '502打不开'],
    },
    {
      id: 'white-screen',
      question: '登录白屏怎么办',
      phrasings: ['登录一直白屏', '页面白屏卡住', '登录卡住进不去', '一片空白打不开', '转圈进不去'],
    },
    {
      id: 'verification',
      question: '注册提示核验失败怎么办',
      screens: ['核验失败，请核实法人信息'],
      phrasings: ['注册核验失败', '法人信息核验不过', '核实法人信息', '注册验证不通过', '核验总失败'],
    },
    {
      id: 'remove',
      question: '怎么减员',
      phrasings: ['员工离职怎么减员', '有人辞职怎么停保', '减员在哪里点', '停保怎么操作', '减掉一个人'],
    },
  ],
  ambiguous: [
    {
      id: 'login-failing',
      title: '登录不了',
      choices: ['gateway', 'white-screen'],
      phrasings: ['登录不了', '登不上', '登录不上去', '系统登不上', '进不去系统'],
    },
  ],
  elsewhere: [
    { id: 'fund', title: '公积金', where: '', phrasings: ['公积金怎么提取', '住房公积金查询', '公积金贷款', '公积金交多少', '公积金账号'] },
  ],
  smalltalk: [{ id: 'greeting', reply: '您好', phrasings: ['你好', '您好', '在吗', '早上好', '有人吗'] }],
};

let matcher: Matcher;

beforeAll(async () => {
  matcher = await trainSmallMatcher(KNOWLEDGE);
}, 60_000);

/** The candidates that something spoke for, best first, each with what it was recognised by; the intent alone is no reason. */
function ranking(text: string): [id: string, ...reasons: string[]][] {
  return matcher.match(text).candidates.flatMap(({ id, evidence }) => {
    const reasons = evidence.filter(({ kind }) => kind !== 'intent').map(({ kind, detail }) => `${kind} ${detail}`);
    return reasons.length === 0 ? [] : [[id, ...reasons] as [string, ...string[]]];
  });
}

describe('the whole order, with the reasons of each', () => {
  test.each<[text: string, why: string, expected: [string, ...string[]][]]>([
    ['502', 'the code is on its screen and among its phrases', [['gateway', 'screen 502', 'phrasing 502']]],
    ['票据过期', 'part of a phrasing', [['gateway', 'phrasing 登录说票据过期']]],
    [
      '登录不了',
      'too general: the two named choices, each with its nearest phrase',
      [
        ['gateway', 'phrasing 登录出现502'],
        ['white-screen', 'phrasing 登录卡住进不去'],
      ],
    ],
    [
      'denglu baiping',
      'pinyin: by sound only; the second shares the sound of 登录',
      [
        ['white-screen', 'pinyin 登录白屏怎么办'],
        ['gateway', 'pinyin 登录出现502'],
      ],
    ],
    [
      '登陆白平',
      'homophones: the spelling shares almost nothing, the sound everything',
      [
        ['white-screen', 'pinyin 登录白屏怎么办'],
        ['gateway', 'pinyin 登录出现502'],
      ],
    ],
    [
      '核验失败请核实法',
      'a message cut at the end: its phrase first, then the screen, of which 8 of 11 characters are there',
      [['verification', 'phrasing 核验失败，请核实法人信息', 'screen 核验失败请核实法人信息']],
    ],
    ['有人辞职了怎么减员', 'the nearest phrasing says it in other words', [['remove', 'phrasing 有人辞职怎么停保']]],
    [
      '白屏进不去。减员在哪里点',
      'two questions: both answered in the order asked, each with its own phrasing',
      [
        ['white-screen', 'phrasing 转圈进不去'],
        ['remove', 'phrasing 减员在哪里点'],
      ],
    ],
    ['公积金怎么提取', 'not ours: nothing of ours speaks for it', []],
    ['', 'nothing', []],
  ])('%s: %s', (text, _why, expected) => {
    expect(ranking(text)).toEqual(expected);
  });
});

describe('the decision', () => {
  test.each([
    ['502', 'answer'],
    ['白屏', 'answer'],
    ['白屏进不去。减员在哪里点', 'answer'],
    ['登录不了', 'clarify'],
    ['公积金怎么提取', 'decline'],
    ['住房公积金账号', 'decline'],
    ['你好', 'smalltalk'],
    ['转人工', 'handoff'],
    ['😭', 'decline'],
  ])('%s: %s', (text, kind) => {
    expect(matcher.match(text).decision.kind).toBe(kind);
  });

  test('a decline names the topic that was recognised', () => {
    expect(matcher.match('公积金怎么提取').decision).toEqual({ kind: 'decline', elsewhere: 'fund' });
  });

  test('small talk names its kind', () => {
    expect(matcher.match('早上好').decision).toEqual({ kind: 'smalltalk', smalltalk: 'greeting' });
  });

  test('candidates carry the items of the document', () => {
    expect(matcher.match('502').candidates[0]?.source).toEqual(['GATEWAY']);
  });
});

test('training twice gives the same desk', async () => {
  const again = await trainSmallMatcher(KNOWLEDGE);
  for (const text of ['502', '登录', '白屏怎么办', '公积金', '离职']) expect(again.match(text)).toEqual(matcher.match(text));
});

test('a desk with a single entry answers with it, and otherwise declines instead of offering one choice', async () => {
  const single = await trainSmallMatcher({ entries: KNOWLEDGE.entries.slice(0, 1), elsewhere: KNOWLEDGE.elsewhere ?? [] });
  expect(single.match('登录出现502').decision).toMatchObject({ kind: 'answer', answers: [{ id: 'gateway' }] });
  for (const text of ['登录', '网页', '过期', '公积金网页', '进不去', '打不开怎么办']) {
    expect([text, single.match(text).decision.kind]).not.toEqual([text, 'clarify']);
  }
});
