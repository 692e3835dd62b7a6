import { Renderer } from '../conversation/render';
import type { Entry } from '../domain/knowledge';
import type { CannedResponse } from './api/inbox';
import type { StaffContent } from './content';

/** Answers that are offered at once. */
const MAX_REPLIES = 8;
/** Entries less likely than this are no answer. */
const LIKELY = 0.02;
/** Characters of a query that are looked at. */
const MAX_QUERY = 200;

/** Answers of the knowledge for a piece of a title, or for a question, as one would send them. */
export function cannedReplies({ knowledge, matcher, today }: StaffContent, query: string): CannedResponse['replies'] {
  const text = query.trim().slice(0, MAX_QUERY);
  if (text === '') return [];
  const renderer = new Renderer(knowledge, today);
  const named = knowledge.entries.filter(({ title, question }) => title.includes(text) || question.includes(text));
  const meant = matcher
    .match(text)
    .candidates.filter(({ confidence }) => confidence >= LIKELY)
    .flatMap(({ id }) => knowledge.entries.find((entry) => entry.id === id) ?? []);
  const found = new Set<Entry>([...named, ...meant]);
  return [...found].slice(0, MAX_REPLIES).map((entry) => ({ id: entry.id, title: entry.title, text: renderer.entry(entry) }));
}
