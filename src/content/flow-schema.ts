import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, '编号只能用小写字母、数字和短横线');
const text = z.string().min(1, '不能为空').max(400, '最多400个字，太长的拆成两步');
const words = z.array(z.string().min(1, '不能为空'));

const option = z.strictObject({
  label: z.string().min(1).max(14, '选项最多14个字'),
  polarity: z.enum(['yes', 'no']).nullable().default(null),
  say: words.default([]),
  note: z.string().default(''),
  to: id,
});

const ask = z.strictObject({ ask: text, again: text, options: z.array(option).min(2, '至少两个选项').max(5, '最多五个选项') });
const input = z.strictObject({
  input: z.enum(['amount', 'percent', 'place']),
  ask: text,
  again: text,
  as: id,
  to: id,
  skip: z.string().nullable().default(null),
  skip_to: id.nullable().default(null),
});
const say = z.strictObject({ say: text, to: id });
const answer = z.strictObject({ answer: id, to: id });
const guide = z.strictObject({ guide: id, to: id });
const call = z.strictObject({ call: id, to: id });
const jump = z.strictObject({ goto: id });
const estimate = z.strictObject({ estimate: z.strictObject({ wage: id, injury: id }), to: id });
const escalate = z.strictObject({ escalate: z.array(id).min(1), say: text });
const end = z.strictObject({ end: z.enum(['resolved', 'open']), say: text });

/** Schemas of the steps by the key that tells them apart. */
export const stepSchemas = { ask, input, say, answer, guide, call, goto: jump, estimate, escalate, end } as const;

/** Schema of a flow file; each step is checked by its own schema of {@link stepSchemas}. */
export const flowSchema = z.strictObject({
  title: z.string().min(1).max(20),
  topic: id,
  begin: z.enum(['direct', 'offer']),
  answer_first: z.array(id).default([]),
  contact: id,
  start: id.nullable().default(null),
  starts: z.record(id, id).refine((starts) => Object.keys(starts).length > 0, '至少写一个起点'),
  stuck: id.nullable().default(null),
  steps: z.record(id, z.record(z.string(), z.unknown())),
});

/** Schema of `dialogs/commands.yaml`. */
export const commandsSchema = z.strictObject({
  human: words,
  quit: words,
  back: words,
  next: words,
  restart: words,
  menu: words,
  stuck: words,
  solved: words,
  later: words,
  unclear: words,
  yes: words,
  no: words,
  none: words,
  openings: words,
  endings: words,
});
