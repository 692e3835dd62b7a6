import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { Renderer } from '../conversation/render';
import type { AccountsStore } from '../storage/accounts-store';
import type { CaseResult, CasesStore, StoredCase } from '../storage/cases-store';
import { isStorableId, type DeskStore, type StoredActivity } from '../storage/store';
import { staffOf } from './access';
import type { Refusal } from './api/account';
import type {
  CannedResponse,
  CaseActionResponse,
  CaseMessagesResponse,
  CaseResponse,
  CasesResponse,
  ClaimRequest,
  ReplyRequest,
  SeenRequest,
} from './api/inbox';
import { cannedReplies } from './canned';
import type { InboxEvents } from './inbox-events';
import { pathOf, slipOf, toItem, toMessage } from './inbox-view';
import { refuse } from './refusals';
import type { StaffContent } from './content';

/** What the inbox works with. */
export interface InboxParts {
  readonly accounts: AccountsStore;
  readonly cases: CasesStore;
  readonly store: Pick<DeskStore<unknown>, 'history' | 'activitiesAfter'>;
  readonly events: InboxEvents;
  readonly content: () => StaffContent;
}

const PAGE = 30;
const MESSAGES = 50;
/** Turns before a hand-off among which the way through flows is looked for. */
const TURNS = 60;
const MAX_TEXT = 2000;

const QUERY = z.object({
  status: z.enum(['waiting', 'claimed', 'closed']),
  mine: z.literal('1').optional(),
  channel: z.string().max(40).optional(),
  after: z
    .string()
    .regex(/^\d{1,15},./)
    .optional(),
});
const CLAIM: z.ZodType<ClaimRequest> = z.strictObject({ from: z.string().min(1).max(200).exactOptional() });
const REPLY: z.ZodType<ReplyRequest> = z.strictObject({ id: z.string().min(1).max(100), text: z.string().trim().min(1).max(MAX_TEXT) });
const SEEN: z.ZodType<SeenRequest> = z.strictObject({
  sequence: z
    .int()
    .min(0)
    .max(2 ** 31 - 1),
});
const POSITION = z.coerce.number().int().min(0);

/** Routes of the inbox, for accounts that may answer; to be mounted at `inbox`. */
export function inboxRoutes({ accounts, cases, store, events, content }: InboxParts): Router {
  const router = Router();

  router.get('/events', (_request, response) => {
    events.begin(response);
  });

  router.get('/canned', (request, response) => {
    const { q } = request.query;
    const body: CannedResponse = { replies: cannedReplies(content(), typeof q === 'string' ? q : '') };
    response.json(body);
  });

  router.get('/cases', async (request, response) => {
    const { data } = QUERY.safeParse(request.query);
    if (data === undefined) {
      refuse(response, 'BadRequest');
      return;
    }
    const { name } = staffOf(response);
    const { status, mine, channel, after } = data;
    const found = await cases.list({
      status,
      limit: PAGE + 1,
      ...(mine === undefined ? {} : { account: name }),
      ...(channel === undefined ? {} : { channel }),
      ...(after === undefined ? {} : { after: readCursor(after) }),
    });
    const shown = found.slice(0, PAGE);
    const last = found.length > PAGE ? shown.at(-1) : undefined;
    const { knowledge } = content();
    const body: CasesResponse = {
      cases: shown.map((one) => toItem(one, knowledge)),
      next: last === undefined ? null : `${String(last.updatedAt)},${last.conversation}`,
      counts: await cases.counts(name),
    };
    response.json(body);
  });

  /** Lets only ids through that a conversation can have. */
  const named: RequestHandler<{ id: string }> = (request, response, next) => {
    if (isStorableId(request.params.id)) next();
    else refuse(response, 'NotFound');
  };

  router.get('/cases/:id', named, async (request, response) => {
    const { id } = request.params;
    const found = await cases.find(id);
    if (found === null) {
      refuse(response, 'NotFound');
      return;
    }
    const [messages, background] = await Promise.all([store.history(id, { limit: MESSAGES }), cases.background(found, TURNS)]);
    const now = content();
    const body: CaseResponse = {
      case: toItem(found, now.knowledge),
      messages: messages.map(toMessage),
      earlier: isMore(messages),
      path: pathOf(background, now),
      slip: slipOf(background, now.knowledge),
    };
    response.json(body);
  });

  router.get('/cases/:id/messages', named, async (request, response) => {
    const { id } = request.params;
    const { data: before } = POSITION.safeParse(request.query['before']);
    const { data: after } = POSITION.safeParse(request.query['after']);
    if ((before === undefined) === (after === undefined)) {
      refuse(response, 'BadRequest');
      return;
    }
    // Only conversations that were handed off are for staff to read.
    if ((await cases.find(id)) === null) {
      refuse(response, 'NotFound');
      return;
    }
    const messages =
      after === undefined
        ? await store.history(id, { limit: MESSAGES, before: before ?? 0 })
        : await store.activitiesAfter(id, after, MESSAGES);
    const more = after === undefined ? isMore(messages) : messages.length === MESSAGES;
    const body: CaseMessagesResponse = { messages: messages.map(toMessage), more };
    response.json(body);
  });

  router.post('/cases/:id/claim', named, async (request, response) => {
    const { data } = CLAIM.safeParse(request.body);
    if (data === undefined) refuse(response, 'BadRequest');
    else {
      const { id } = request.params;
      const { name } = staffOf(response);
      const { from } = data;
      const result = await cases.claim(id, name, line(from === undefined ? 'staff-joined' : 'staff-took-over', name), from);
      await act(response, result, id, from === undefined ? 'case-claim' : 'case-take-over', from === undefined ? {} : { from });
    }
  });

  router.post('/cases/:id/reply', named, async (request, response) => {
    const { data } = REPLY.safeParse(request.body);
    if (data === undefined) refuse(response, 'BadRequest');
    else await act(response, await cases.reply(request.params.id, staffOf(response).name, data), request.params.id, null);
  });

  router.post('/cases/:id/back', named, async (request, response) => {
    const { id } = request.params;
    const { name } = staffOf(response);
    await act(response, await cases.end(id, name, 'handed-back', line('staff-back', name)), id, 'case-back');
  });

  router.post('/cases/:id/close', named, async (request, response) => {
    const { id } = request.params;
    const { name } = staffOf(response);
    await act(response, await cases.end(id, name, 'solved', line('staff-closed', name)), id, 'case-close');
  });

  router.post('/cases/:id/seen', named, async (request, response) => {
    const { data } = SEEN.safeParse(request.body);
    if (data === undefined) {
      refuse(response, 'BadRequest');
      return;
    }
    await cases.seen(request.params.id, staffOf(response).name, data.sequence);
    response.status(204).end();
  });
  return router;

  /** A line that the user reads. */
  function line(key: string, name: string): string {
    const { knowledge, today } = content();
    return new Renderer(knowledge, today).message(key, { name });
  }

  /** Answers with what an attempt has brought, and notes it in the log of actions unless it is a mere word. */
  async function act(
    response: Response,
    result: CaseResult,
    target: string,
    action: string | null,
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    if (!result.ok) {
      refuseChanged(response, result.found);
      return;
    }
    if (action !== null) await accounts.audit({ actor: staffOf(response).name, action, target, detail });
    const body: CaseActionResponse = { message: toMessage(result.activity) };
    response.json(body);
  }
}

/** Says how a case stands that is not as the page thinks. */
function refuseChanged(response: Response, found: StoredCase | null): void {
  if (found === null) {
    refuse(response, 'NotFound');
    return;
  }
  const body: Refusal = { error: { code: 'CaseChanged', message: standingOf(found, staffOf(response).name) } };
  response.status(409).json(body);
}

function standingOf({ status, holder, ending }: StoredCase, name: string): string {
  switch (status) {
    case 'waiting':
      return '这个对话还没有人接待，请先点“接待”。';
    case 'claimed':
      return holder === name ? '这个对话已经由您接待。' : `这个对话已由 ${holder ?? ''} 接待。`;
    case 'closed':
      return ending === 'left' ? '用户已选择让机器人继续。' : '这个对话已经结束。';
  }
}

/** Whether there are messages before these, which are counted from 1 without a gap. */
function isMore(messages: readonly StoredActivity[]): boolean {
  return (messages[0]?.sequence ?? 1) > 1;
}

function readCursor(after: string): Pick<StoredCase, 'updatedAt' | 'conversation'> {
  const comma = after.indexOf(',');
  return { updatedAt: Number(after.slice(0, comma)), conversation: after.slice(comma + 1) };
}
