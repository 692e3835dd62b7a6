import { z } from 'zod';

const question = z.object({ q: z.string(), gold: z.array(z.string()), kind: z.string().default('') });

/** A labelled question: `gold` holds the source ids of right answers, none for a question that is not ours. */
export type Question = z.output<typeof question>;

/** Parses JSON lines of questions; throws an error that names the line of the first fault. */
export function parseQuestions(text: string, name: string): Question[] {
  const questions: Question[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new Error(`${name} 第 ${String(index + 1)} 行不是合法的 JSON。`);
    }
    const result = question.safeParse(value);
    if (!result.success) throw new Error(`${name} 第 ${String(index + 1)} 行应为 {"q":"问题","gold":["原文编号"],"kind":"类别"}。`);
    questions.push(result.data);
  });
  return questions;
}
