import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '编号只能用小写字母、数字和短横线');
const text = z.string().min(1, '不能为空');
const texts = z.array(text);
const optionalTexts = texts.default([]);

// The descriptions are what editors show to the people who write these files.
const entry = z.strictObject({
  id: id.describe('编号，不重复；问法写在 phrasings/编号.yaml'),
  title: text.max(24, '最多24个字').describe('短标题，用作选项按钮，要能和相近的条目区分开'),
  question: text.describe('完整的问题'),
  source: z.array(text).min(1, '至少写一个原文条目编号').describe('原文的条目编号，例如 "2.2.3"；原文没有、办公室自己写的，写 [office]'),
  audience: text.describe('写给谁看'),
  screens: optionalTexts.describe('屏幕上的提示，原样抄写，看不清或会变的部分写 …'),
  answer: z.strictObject({
    conclusion: text.describe('一句话的结论'),
    steps: optionalTexts.describe('步骤，会自动编号'),
    notes: optionalTexts.describe('注意事项'),
    links: z.array(id).default([]).describe('附上的网址，写 contacts.yaml 里 links 的编号'),
    contacts: z.array(id).default([]).describe('附上的联系方式，写 contacts.yaml 里的编号'),
    form: id.nullable().default(null).describe('附上的表格，写 forms.yaml 里的编号'),
  }),
  related: z.array(id).default([]).describe('相关条目的编号'),
  flow: id.nullable().default(null).describe('一步步引导的流程，写 dialogs/flows/ 里的文件名'),
  estimate: z.boolean().default(false).describe('问题里写了工资数时，是否在答案后面附上缴费估算'),
});

const DAYS = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const;
const day = z.enum(DAYS);
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, '时间要写成 "08:30" 这样，24小时制');
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, '日期要写成 "2030-01-01" 这样');

const formField = z.strictObject({ name: text.describe('栏目名称'), required: z.boolean().describe('是否必填') });

/** Schemas of the knowledge files by kind; the JSON Schemas for editors are made from them. */
export const schemas = {
  topics: z.strictObject({ topics: z.array(z.strictObject({ id, title: text })) }),
  entries: z.strictObject({ entries: z.array(entry).min(1) }),
  phrasings: z.array(text),
  contacts: z.strictObject({
    contacts: z.array(
      z.strictObject({
        id,
        name: text.describe('名称'),
        kind: z
          .enum(['phone', 'wechat', 'window', 'group', 'online'])
          .describe('phone 电话，wechat 微信，window 窗口，group 群，online 网上'),
        value: z.string().describe('号码、账号或地点；还没有就写 ""'),
        scope: text.describe('能问什么'),
        not_for: z.string().default('').describe('不能问什么'),
        then: id.nullable().default(null).describe('找了它也没解决时，接着看的条目编号'),
        how: z.string().default('').describe('怎么联系'),
        topics: z.array(id).default([]).describe('用户要找人时，哪些主题转到这里'),
      }),
    ),
    links: z.array(
      z.strictObject({ id, name: text.describe('名称'), url: text.describe('网址'), code: z.string().default('').describe('提取码') }),
    ),
  }),
  figures: z.strictObject({
    figures: z.array(
      z.strictObject({
        id,
        name: text.describe('名称'),
        value: text.describe('数值，加引号'),
        unit: z.string().default('').describe('单位'),
        year: z.int().min(2000).max(2100).nullable().default(null).describe('年度；与年度无关的不写'),
      }),
    ),
  }),
  forms: z.strictObject({
    forms: z.array(
      z.strictObject({
        id,
        name: text,
        source: z.array(text).min(1),
        head: z.array(formField).describe('表头'),
        columns: z.array(formField).min(1).describe('各栏'),
        foot: z.array(formField).describe('表尾'),
        notes: texts.describe('说明'),
        promise: texts.describe('承诺的要点；没有就写 []'),
      }),
    ),
  }),
  offices: z.strictObject({
    offices: z.array(
      z.strictObject({
        id,
        name: text.describe('全称'),
        aliases: texts.describe('平时的叫法'),
        address: z.string().describe('地址；还没有就写 ""'),
        phone: z.string().describe('电话；还没有就写 ""'),
      }),
    ),
  }),
  elsewhere: z.strictObject({
    elsewhere: z.array(z.strictObject({ id, title: text, where: z.string().default('').describe('该去哪里问') })),
  }),
  ambiguous: z.strictObject({
    ambiguous: z.array(
      z.strictObject({
        id,
        title: text,
        choices: z.array(id).min(2, '至少两个选择').max(5, '最多五个选择').describe('请用户选的条目编号'),
      }),
    ),
  }),
  smalltalk: z.strictObject({ smalltalk: z.array(z.strictObject({ id, reply: text.describe('怎么回') })) }),
  lexicon: z.strictObject({
    terms: z.array(z.strictObject({ id, words: texts.min(1).describe('意思相同的词，一个词只写在一处') })).describe('行话和大家的叫法'),
    fillers: texts.describe('不影响意思的话'),
    latin: texts.describe('不是拼音的字母词'),
  }),
  hours: z.strictObject({
    weekly: z
      .array(
        z.strictObject({
          days: z.array(day).min(1).describe('星期几'),
          from: time.describe('几点开始，如 "08:30"'),
          to: time.describe('几点结束，如 "12:00"'),
        }),
      )
      .default([])
      .describe('每周上班时间，一段一行；还没有就写 []'),
    holidays: z
      .array(z.strictObject({ from: date.describe('第一天'), to: date.describe('最后一天'), name: text.describe('什么节') }))
      .default([])
      .describe('放假的日子'),
    workdays: z
      .array(z.strictObject({ date: date.describe('哪一天'), like: day.describe('照星期几上班') }))
      .default([])
      .describe('调休上班的日子'),
  }),
  messages: z.record(id, text),
} as const;

/** Kinds of knowledge file. */
export type SchemaKind = keyof typeof schemas;
