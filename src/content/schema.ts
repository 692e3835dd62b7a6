import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '编号只能用小写字母、数字和短横线');
const text = z.string().min(1, '不能为空');
const texts = z.array(text);
const optionalTexts = texts.default([]);

const entry = z.strictObject({
  id,
  title: text.max(24, '标题最多24个字'),
  question: text,
  source: z.array(text).min(1, '至少写一个原文条目编号'),
  audience: text,
  screens: optionalTexts,
  answer: z.strictObject({
    conclusion: text,
    steps: optionalTexts,
    notes: optionalTexts,
    links: z.array(id).default([]),
    contacts: z.array(id).default([]),
    form: id.nullable().default(null),
  }),
  related: z.array(id).default([]),
  flow: id.nullable().default(null),
});

const formField = z.strictObject({ name: text, required: z.boolean() });

/** Schemas of the knowledge files by kind; the JSON Schemas for editors are made from them. */
export const schemas = {
  topics: z.strictObject({ topics: z.array(z.strictObject({ id, title: text })) }),
  entries: z.strictObject({ entries: z.array(entry).min(1) }),
  phrasings: z.array(text),
  contacts: z.strictObject({
    contacts: z.array(
      z.strictObject({
        id,
        name: text,
        kind: z.enum(['phone', 'wechat', 'window', 'group', 'online']),
        value: z.string(),
        scope: text,
        not_for: z.string().default(''),
        how: z.string().default(''),
        topics: z.array(id).default([]),
      }),
    ),
    links: z.array(z.strictObject({ id, name: text, url: text, code: z.string().default('') })),
  }),
  figures: z.strictObject({
    figures: z.array(z.strictObject({ id, name: text, value: text, unit: z.string().default(''), year: z.int().min(2000).max(2100).nullable().default(null) })),
  }),
  forms: z.strictObject({
    forms: z.array(
      z.strictObject({
        id,
        name: text,
        source: z.array(text).min(1),
        head: z.array(formField),
        columns: z.array(formField).min(1),
        foot: z.array(formField),
        notes: texts,
        promise: texts,
      }),
    ),
  }),
  offices: z.strictObject({
    offices: z.array(z.strictObject({ id, name: text, aliases: texts, address: z.string(), phone: z.string() })),
  }),
  elsewhere: z.strictObject({ elsewhere: z.array(z.strictObject({ id, title: text, where: z.string().default('') })) }),
  ambiguous: z.strictObject({
    ambiguous: z.array(z.strictObject({ id, title: text, choices: z.array(id).min(2, '至少两个选择').max(5, '最多五个选择') })),
  }),
  smalltalk: z.strictObject({ smalltalk: z.array(z.strictObject({ id, reply: text })) }),
  lexicon: z.strictObject({
    terms: z.array(z.strictObject({ id, words: texts.min(1) })),
    fillers: texts,
    latin: texts,
  }),
  messages: z.record(id, text),
} as const;

/** Kinds of knowledge file. */
export type SchemaKind = keyof typeof schemas;
