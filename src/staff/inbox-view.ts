import { Renderer } from '../conversation/render';
import type { FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { CaseBackground, StoredCase } from '../storage/cases-store';
import type { StoredActivity } from '../storage/store';
import type { CaseItem, CaseMessage, CaseStep } from './api/inbox';
import type { StaffContent } from './content';

/** A case as the page shows it. */
export function toItem(found: StoredCase, { contacts }: Pick<Knowledge, 'contacts'>): CaseItem {
  const { conversation, channel, status, holder, ending, problem, openedAt, heardAt, updatedAt, unread, last } = found;
  const names = found.contacts.map((id) => contacts.find((contact) => contact.id === id)?.name ?? id);
  return { conversation, channel, status, holder, ending, problem, contacts: names, openedAt, heardAt, updatedAt, unread, last };
}

/** A line of the conversation as the page shows it. */
export function toMessage({ sequence, author, text, choices, data, at }: StoredActivity): CaseMessage {
  const by = data?.['by'];
  return {
    sequence,
    author,
    by: author === 'staff' && typeof by === 'string' ? by : null,
    text,
    choices,
    pictures: picturesOf(data?.['attachments']),
    at,
  };
}

/** The questions of the walk-throughs before the hand-off, each with what the user said to it. */
export function pathOf({ turns }: CaseBackground, { knowledge, dialogs, today }: StaffContent): CaseStep[] {
  const renderer = new Renderer(knowledge, today);
  return turns.flatMap(({ flow }, i) => {
    if (flow === null) return [];
    const walk = dialogs.flows.find(({ id }) => id === flow.id);
    const step = walk?.steps[flow.step];
    const question = step === undefined ? flow.step : renderer.fill(questionOf(step, knowledge) ?? flow.step);
    return [{ flow: walk?.title ?? flow.id, question, answer: turns[i + 1]?.text ?? null }];
  });
}

/** The 咨询单 in what the desk said at the hand-off; empty when there was none. */
export function slipOf({ replies }: CaseBackground, { messages }: Pick<Knowledge, 'messages'>): string {
  const title = messages['slip-title'] ?? '';
  const text = title === '' ? undefined : replies.find((reply) => reply.includes(title));
  return (
    text
      ?.slice(text.indexOf(title) + title.length)
      .split('\n\n')[0]
      ?.trim() ?? ''
  );
}

/** What a step of a flow asks; null for steps that do not wait for the user. */
function questionOf(step: FlowStep, { entries }: Pick<Knowledge, 'entries'>): string | null {
  switch (step.kind) {
    case 'ask':
    case 'input':
      return step.ask;
    case 'guide':
      return entries.find(({ id }) => id === step.entry)?.title ?? null;
    case 'say':
    case 'answer':
    case 'call':
    case 'goto':
    case 'estimate':
    case 'escalate':
    case 'end':
      return null;
  }
}

/** Addresses of our own pictures; others are not shown. */
function picturesOf(attachments: unknown): string[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((attachment: unknown) => {
    const address = typeof attachment === 'object' && attachment !== null && 'contentUrl' in attachment ? attachment.contentUrl : null;
    return typeof address === 'string' && /^\/[\w-]/.test(address) ? [address.slice(1)] : [];
  });
}
