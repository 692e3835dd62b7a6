import { z } from 'zod';
import { parseJsonLines } from './json-lines';

const identifier = z.union([z.string().min(1), z.number().transform(String)]);
const gold = z.union([z.array(identifier), identifier.transform((id) => [id])]);
const question = z.object({ q: z.string(), gold, kind: z.string().default('') });

/** A labelled question: `gold` holds the ids of the right answers, none for a question that has no answer here. */
export type Question = z.output<typeof question>;

/** Parses JSON lines of questions; `gold` may be one id. Throws `LineError` at the first fault. */
export function parseQuestions(text: string, name: string): Question[] {
  return parseJsonLines(text, name, question, '{"q":"问题","gold":["编号"],"kind":"类别"}，没有答案的问题 gold 写 []').map(
    ({ value }) => value,
  );
}
