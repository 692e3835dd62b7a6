import { Router } from 'express';
import type { KnownQuestion, SuggestResponse, TopicsResponse } from '../channels/web/protocol';
import type { Entry } from '../domain/knowledge';
import { type FaqContent, findEntries, MAX_QUERY } from './pages/faq';

const MAX_SUGGESTIONS = 5;

/** What the chat page looks up beside the conversation: suggestions while typing, and the menu of topics. */
export function lookups(content: () => FaqContent, mostAsked: () => readonly string[]): Router {
  const router = Router();
  router.get('/suggest', (request, response) => {
    const { q } = request.query;
    const query = typeof q === 'string' ? q.trim().slice(0, MAX_QUERY) : '';
    const found = query === '' ? mostAskedFirst(content().knowledge.entries, mostAsked()) : findEntries(content(), query);
    const body: SuggestResponse = { questions: found.slice(0, MAX_SUGGESTIONS).map(known) };
    response.setHeader('cache-control', 'no-store').json(body);
  });
  router.get('/topics', (_request, response) => {
    const { topics, entries } = content().knowledge;
    const body: TopicsResponse = {
      topics: topics.map(({ id, title }) => ({ id, title, questions: entries.filter(({ topic }) => topic === id).map(known) })),
    };
    response.setHeader('cache-control', 'no-cache').json(body);
  });
  return router;
}

function known({ id, title }: Entry): KnownQuestion {
  return { id, title };
}

/** Entries by how often they were asked; those never asked follow in the knowledge's order. */
function mostAskedFirst(entries: readonly Entry[], asked: readonly string[]): readonly Entry[] {
  const first = [...new Set(asked)].flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
  return [...first, ...entries.filter((entry) => !first.includes(entry))];
}
