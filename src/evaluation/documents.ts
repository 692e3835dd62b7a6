import { z } from 'zod';
import type { SearchDocument } from '../matching/document-search';
import { LineError, parseJsonLines } from './json-lines';

const document = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  title: z.string().min(1),
  phrasings: z.array(z.string()).nullish(),
  answer: z.string().nullish(),
});

/** Parses JSON lines of a question-and-answer set. Throws `LineError` at the first fault or at an id used twice. */
export function parseDocuments(text: string, name: string): SearchDocument[] {
  const seen = new Map<string, number>();
  return parseJsonLines(text, name, document, '{"id":"编号","title":"标题","phrasings":["别的问法"],"answer":"答案"}，后两项可以不写').map(
    ({ line, value }) => {
      const before = seen.get(value.id);
      if (before !== undefined) throw new LineError(name, line, `编号 ${value.id} 在第 ${String(before)} 行已经用过。`);
      seen.set(value.id, line);
      return { id: value.id, title: value.title, phrasings: value.phrasings ?? [], answer: value.answer ?? '' };
    },
  );
}
