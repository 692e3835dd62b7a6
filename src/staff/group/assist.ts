import { createMask } from '../../conversation/masking';
import { Renderer } from '../../conversation/render';
import type { Candidate } from '../../domain/decision';
import type { Knowledge } from '../../domain/knowledge';
import type { AssistAnswer, AssistQuestion, AssistResponse, AssistRunnerUp } from '../api/assist';
import { chooseAlone, chooseQuestion, type Found } from './choose';
import { Collector } from './collect';
import { Drafter } from './draft';
import { mergeQuestions } from './merge';
import { readContent } from './message-content';
import { parseChat } from './parse-chat';
import { type GroupMatcher, Reader } from './reading';
import { reasonsOf } from './reasons';

/** What group assist works with. */
export interface AssistParts {
  readonly knowledge: Knowledge;
  readonly matcher: GroupMatcher;
  /** Made anew when left out. */
  readonly renderer?: Renderer;
}

/** How drafts are to be, and what is known of the group. */
export interface AssistOptions {
  /** Begin drafts with "@name "; off when left out. */
  readonly mention?: boolean;
  /** Names in the group of those who answer for the office, beside those whose name tells. */
  readonly staff?: readonly string[];
}

/** Runners-up that are given with each question. */
const RUNNERS_UP = 2;

/**
 * Finds the questions in a pasted text (one question, several, or a copied stretch of WeChat chat) and drafts a reply to
 * each. Pure; keeps nothing. Any text is accepted. Personal numbers are masked; names stand only in `by` and in drafts.
 */
export function assist(text: string, parts: AssistParts, options: AssistOptions = {}): AssistResponse {
  const { knowledge, matcher } = parts;
  const mask = createMask(knowledge);
  const messages = parseChat(text);
  const reader = new Reader(matcher, knowledge);
  const units = new Collector(messages, reader, options.staff ?? []).collect();
  const found = units.flatMap((unit) => chooseQuestion(unit, reader) ?? []);
  const [only] = messages;
  const alone =
    found.length === 0 && messages.length === 1 && only !== undefined
      ? chooseAlone(readContent(only.text, []).text, only.by, reader)
      : null;
  if (alone !== null) found.push(alone);
  const drafter = new Drafter(knowledge, parts.renderer ?? new Renderer(knowledge), options.mention === true);
  return { messages: messages.length, questions: mergeQuestions(found).map((one) => describe(one, knowledge, drafter, mask)) };
}

function describe(found: Found, knowledge: Knowledge, drafter: Drafter, mask: (text: string) => string): AssistQuestion {
  const { decision, chosen, reading, by } = found;
  const answer = ({ id, source, confidence }: Candidate): AssistAnswer => ({ id, title: drafter.title(id), source, confidence });
  const shown = new Set(decision === 'answer' ? chosen.map(({ id }) => id) : []);
  const runnersUp: AssistRunnerUp[] = reading.candidates
    .filter(({ id }) => !shown.has(id))
    .slice(0, RUNNERS_UP)
    .map((candidate) => ({ ...answer(candidate), draft: mask(drafter.single(candidate.id, reading.text, by)) }));
  return {
    text: mask(found.text),
    wordings: found.wordings.map(mask),
    by: by.map(mask),
    decision,
    answers: decision === 'decline' ? [] : chosen.map(answer),
    draft: mask(drafter.reply(found)),
    reason: reasonsOf(found, knowledge),
    runnersUp,
    screen: reading.screen,
  };
}
