import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../../src/app';
import { MAX_MESSAGE_LENGTH, Renderer } from '../../../src/conversation/render';
import { assist, type AssistOptions } from '../../../src/staff/group/assist';
import type { AssistQuestion } from '../../../src/staff/api/assist';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

/** The questions of a chat whose lines are `name|text`, a minute apart. */
function ask(lines: readonly string[], options?: AssistOptions): readonly AssistQuestion[] {
  const chat = lines.map((line, i) => {
    const [name = '', text = ''] = line.split('|');
    return `${name} 2021/6/20 9:${String(i).padStart(2, '0')}\n${text}\n`;
  });
  return assist(chat.join('\n'), desk, options).questions;
}

function idsOf(questions: readonly AssistQuestion[]): string[] {
  return questions.map(({ decision, answers }) => (decision === 'answer' ? (answers[0]?.id ?? '') : decision));
}

describe('what is a question', () => {
  test('one pasted alone, in a word or in pinyin', () => {
    expect(idsOf(assist('镇街人社所电话', desk).questions)).toEqual(['township-office-lookup']);
    expect(idsOf(assist('ukey mima shi duoshao', desk).questions)).toEqual(['ukey-pin']);
  });

  test.each([
    [['甲厂-李|登录又报502', '乙店-王|换枣庄人社局的入口就好了'], ['login-502']],
    [['甲厂-李|各位早', '甲厂-李|单位尚未注册或已注销', '乙店-王|开户多久了'], ['bind-not-registered']],
    [['甲厂-李|中午吃什么呀', '乙店-王|羊汤', '甲厂-李|几点去'], []],
    [['甲厂-李|住院的医保报销比例是多少'], ['decline']],
    [['社保中心小刘|@所有人 各单位请注意：请于20日前完成缴费申报，怎么申报见群公告', '甲厂-李|收到'], []],
    [['小太阳|专业代缴社保，价格优惠，怎么办理欢迎咨询'], []],
    [['甲厂-李|接龙\n1. 甲厂 已申报\n2. 乙店 已申报'], []],
  ] as const)('%j', (lines, ids) => {
    expect(idsOf(ask(lines))).toEqual(ids);
  });

  test('answers of staff, known by name, by title or by the caller', () => {
    const lines = ['甲厂-李|怎么还是502呀', '刘洋|从枣庄人社局官网进，你用的是哪个网址？', '甲厂-李|谢谢刘老师'];
    expect(idsOf(ask(lines))).toEqual(['login-502']);
    expect(ask(['阿杰|基数最低是多少？'], { staff: ['阿杰'] }).length).toBeLessThanOrEqual(1);
    expect(ask(['阿杰|基数最低是多少？', '甲厂-李|早'], { staff: ['阿杰'] })).toEqual([]);
  });
});

describe('joining', () => {
  test('a question in parts, with others talking in between', () => {
    const [question, ...others] = ask([
      '甲厂-李|在吗',
      '甲厂-李|老师',
      '甲厂-李|问个事',
      '乙店-王|早',
      '甲厂-李|缴费的时候弹出来',
      '甲厂-李|不存在个人缴费计划',
      '丙所-周|[图片]',
      '甲厂-李|怎么办',
    ]);
    expect(others).toEqual([]);
    expect(question?.text).toBe('缴费的时候弹出来，不存在个人缴费计划，怎么办');
    expect(question?.answers[0]?.id).toBe('no-personal-plan');
    expect(question?.screen).toBe('不存在个人缴费计划');
  });

  test('two questions of one person stay two', () => {
    expect(idsOf(ask(['甲厂-李|Ukey的密码是多少', '甲厂-李|还有社保发票去哪里打']))).toEqual(['ukey-pin', 'payment-invoice']);
    expect(idsOf(ask(['甲厂-李|两个问题：\n1、Ukey的密码是多少\n2、社保发票去哪里打']))).toEqual(['ukey-pin', 'payment-invoice']);
  });

  test('what was said an hour before does not belong to it', () => {
    const chat = '甲厂-李 2021/6/20 9:00\n我们的增员\n\n甲厂-李 2021/6/20 10:30\nUkey的密码是多少\n\n乙店-王 2021/6/20 10:31\n早\n';
    expect(assist(chat, desk).questions.map(({ text }) => text)).toEqual(['Ukey的密码是多少']);
  });
});

describe('merging', () => {
  test('the same question in other words, and "+1"', () => {
    const [question, ...others] = ask([
      '甲厂-李|登录报502怎么办',
      '乙店-王|+1',
      '丙所-周|我也是',
      '社保中心小刘|换入口',
      '丁行-赵|政务网登录出现404是什么原因',
    ]);
    expect(others).toEqual([]);
    expect(question?.by).toEqual(['甲厂-李', '乙店-王', '丙所-周', '丁行-赵']);
    expect(question?.wordings).toEqual(['登录报502怎么办', '政务网登录出现404是什么原因']);
  });

  test('"+1" under a quotation goes to the question quoted', () => {
    const questions = ask([
      '甲厂-李|登录报502怎么办',
      '丁行-赵|Ukey的密码是多少',
      '乙店-王|「甲厂-李：登录报502怎么办」\n- - - - - - - - - - - - - - -\n同问',
    ]);
    expect(questions.map(({ by }) => by)).toEqual([['甲厂-李', '乙店-王'], ['丁行-赵']]);
  });

  test('an answer does not take the question away', () => {
    expect(idsOf(ask(['甲厂-李|社保发票去哪里打', '社保中心小刘|税务大厅', '甲厂-李|好的谢谢']))).toEqual(['payment-invoice']);
  });
});

describe('drafts', () => {
  test('plain text with numbered steps, short enough, with names in front if wished', () => {
    for (const { entry } of desk.knowledge.entries.map((one) => ({ entry: one }))) {
      const [question] = assist(`甲厂-李 2021/6/20 9:31\n${entry.question}\n`, desk, { mention: true }).questions;
      expect(question?.draft.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
      expect(question?.draft).toMatch(/^@甲厂-李 /);
      expect(question?.draft).not.toMatch(/\*\*|^#|\]\(|`/m);
      for (const { draft } of question?.runnersUp ?? []) expect(draft.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
    }
  });

  test('long answers are cut at a line and say where the rest is', () => {
    const [question] = ask(['甲厂-李|山东政务统一平台怎么注册？另外增员怎么操作，步骤是什么？', '乙店-王|早'], { mention: true });
    expect(question?.answers.map(({ id }) => id)).toEqual(['guide-register', 'guide-add-staff']);
    const { draft = '' } = question ?? {};
    expect(draft.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
    expect(draft.split('\n')).toContain('（后面还有，在问答助手里问“平台注册完整步骤”可看全文）');
    expect(draft).toContain('【增员操作步骤】\n');
    const whole = new Renderer(desk.knowledge).entry(desk.knowledge.entries.find(({ id }) => id === 'guide-register')!).split('\n');
    const kept = draft.split('\n').slice(
      1,
      draft.split('\n').findIndex((line) => line.startsWith('（后面还有')),
    );
    expect(whole.slice(0, kept.length)).toEqual(kept);
  });

  test('a question with two answers gets both', () => {
    const [question] = assist('Ukey密码是多少？另外社保发票去哪里打印？', desk).questions;
    expect(question?.answers.map(({ id }) => id)).toEqual(['ukey-pin', 'payment-invoice']);
    expect(question?.draft).toContain('12345678');
    expect(question?.draft).toContain('税务大厅');
  });

  test('a question that is too general is asked back with numbered choices', () => {
    const [question] = assist('注册不了', desk).questions;
    expect(question?.decision).toBe('clarify');
    expect(question?.draft).toMatch(/^.+\n1\. .+\n2\. /);
    expect(question?.answers.length).toBeGreaterThan(1);
  });

  test('what is not ours says who to ask', () => {
    const [question] = assist('公积金怎么提取', desk).questions;
    expect(question).toMatchObject({ decision: 'decline', answers: [] });
    expect(question?.draft).toContain('住房公积金管理部门');
  });

  test('two runners-up with their drafts, and reasons in words', () => {
    const [question] = ask(['甲厂-李|登录报502怎么办']);
    expect(question?.runnersUp).toHaveLength(2);
    expect(question?.runnersUp.every(({ draft, title }) => draft !== '' && title !== '')).toBe(true);
    expect(question?.reason.join()).toContain('屏幕提示“502”');
    expect(JSON.parse(JSON.stringify(question))).toEqual(question);
  });
});

describe('privacy', () => {
  test('personal numbers are masked, names stand only in `by`', () => {
    const [question] = ask([
      '甲厂-李|@乙店-王 王师傅身份证370481199003077770增员提示证件类型与之重复，电话13912345678，怎么办',
      '乙店-王|早',
    ]);
    const written = JSON.stringify(question);
    expect(written).not.toMatch(/370481199003077770|13912345678/);
    expect(question?.by).toEqual(['甲厂-李']);
    expect(question?.wordings.join()).not.toContain('乙店-王');
  });
});
