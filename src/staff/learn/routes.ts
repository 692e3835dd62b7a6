import { type Response, Router } from 'express';
import { z } from 'zod';
import type { NewEntry } from '../../domain/teaching';
import type { AccountsStore } from '../../storage/accounts-store';
import { type LearningStore, type NewProposal, type Proposal, UNANSWERED_KINDS } from '../../storage/learning-store';
import { guard, staffOf } from '../access';
import type {
  AcceptRequest,
  ApplyResponse,
  DismissRequest,
  LearnEntriesResponse,
  LearnGroupResponse,
  LearnGroupsResponse,
  LearnNamesResponse,
  ProposalResponse,
  ProposalsResponse,
  ProposeRequest,
  ProposeResponse,
} from '../api/learn';
import type { StaffContent } from '../content';
import { refuse } from '../refusals';
import { EffectQueue, type OnMeasureError } from './effect-queue';
import { Groups } from './groups';
import { Names } from './names';
import { noteOutcome, type TeachingTools } from './tools';
import { toEffectView, toGroupView, toProposalItem } from './views';

/** What the learning page works with. */
export interface LearnParts {
  readonly accounts: AccountsStore;
  readonly learning: LearningStore;
  readonly tools: TeachingTools;
  readonly content: () => StaffContent;
  readonly onError: OnMeasureError;
}

/** Groups on one page. */
const PAGE = 30;
const MAX_KEYS = 2000;
const MAX_TEXTS = 100;
const MAX_TEXT = 200;
/** Proposals that are still to be dealt with, and past ones, in the list. */
const MAX_OPEN = 200;
const MAX_PAST = 30;
/** Entries proposed for a group. */
const NEAREST = 5;

const QUERY = z.object({
  days: z.coerce.number().int().min(1).max(366).default(30),
  kinds: z
    .string()
    .max(100)
    .default('decline,unsolved,clarify')
    .transform((text) => UNANSWERED_KINDS.filter((kind) => text.split(',').includes(kind))),
  from: z.coerce.number().int().min(0).max(100_000).default(0),
  id: z.string().max(40).default(''),
});
const SEARCH = z.object({ q: z.string().max(MAX_TEXT) });
const text = z.string().trim().min(1).max(MAX_TEXT);
const key = z.string().min(1).max(MAX_TEXT);
const lines = z.array(z.string().trim().max(600)).max(30);
const id = z.string().min(1).max(100);
const DISMISS: z.ZodType<DismissRequest> = z.strictObject({ keys: z.array(key).min(1).max(MAX_KEYS) });
const TAUGHT = { texts: z.array(text).max(MAX_TEXTS), keys: z.array(key).max(MAX_KEYS) };
const PROPOSE: z.ZodType<ProposeRequest> = z.discriminatedUnion('kind', [
  z.strictObject({ ...TAUGHT, kind: z.enum(['phrasing', 'elsewhere']), target: id }),
  z.strictObject({
    ...TAUGHT,
    kind: z.literal('entry'),
    entry: z.strictObject({
      ...{ topic: id, title: z.string().trim().min(1).max(24), question: text, audience: text },
      ...{ conclusion: z.string().trim().min(1).max(600), steps: lines, notes: lines },
    }),
  }),
]);
const ACCEPT: z.ZodType<AcceptRequest> = z.strictObject({ stamp: z.string().min(1).max(100) });

/** Routes of the learning page, for accounts that may teach; to be mounted at `learn`. */
export function learnRoutes({ accounts, learning, tools, content, onError }: LearnParts): Router {
  const router = Router();
  const groups = new Groups(learning);
  const queue = new EffectQueue(learning, tools, onError);
  const names = (): Names => new Names(content().knowledge, content().matcher);
  const audit = (response: Response, action: string, target: string, detail: Record<string, unknown> = {}): Promise<void> =>
    accounts.audit({ actor: staffOf(response).name, action, target, detail });

  router.get('/groups', async (request, response) => {
    const { data } = QUERY.safeParse(request.query);
    if (data === undefined) {
      refuse(response, 'BadRequest');
      return;
    }
    const found = await groups.find(content().matcher, data.days, data.kinds);
    const named = names();
    const next = data.from + PAGE;
    const body: LearnGroupsResponse = {
      groups: found.groups.slice(data.from, next).map((group) => toGroupView(group, named)),
      total: found.groups.length,
      next: next < found.groups.length ? next : null,
      cut: found.cut,
      asked: found.groups.reduce((sum, { count }) => sum + count, 0),
      earlier: found.groups.reduce((sum, { earlier }) => sum + earlier, 0),
    };
    response.json(body);
  });

  router.get('/group', async (request, response) => {
    const { data } = QUERY.safeParse(request.query);
    const found = data === undefined ? null : await groups.find(content().matcher, data.days, data.kinds);
    const group = found?.groups.find((one) => one.id === data?.id);
    if (group === undefined) {
      refuse(response, data === undefined ? 'BadRequest' : 'NotFound');
      return;
    }
    const named = names();
    const view = toGroupView(group, named);
    const body: LearnGroupResponse = {
      group: view,
      wordings: group.wordings.map(({ kinds, count, text: wording, key: name }) => ({
        ...{ key: name, text: wording, count, kinds, personal: tools.personalDetailIn(wording) },
      })),
      entries: content()
        .matcher.match(view.text)
        .candidates.slice(0, NEAREST)
        .map((candidate) => named.entry(candidate.id)),
      subjects: named.subjectsFor(view.text),
    };
    response.json(body);
  });

  router.get('/names', (_request, response) => {
    const { topics, elsewhere } = content().knowledge;
    const body: LearnNamesResponse = { topics, subjects: elsewhere.map(({ id: subject, title }) => ({ id: subject, title })) };
    response.json(body);
  });

  router.get('/entries', (request, response) => {
    const { data } = SEARCH.safeParse(request.query);
    const body: LearnEntriesResponse = { entries: data === undefined ? [] : names().find(data.q) };
    response.json(body);
  });

  router.post('/dismiss', async (request, response) => {
    const { data } = DISMISS.safeParse(request.body);
    if (data === undefined) {
      refuse(response, 'BadRequest');
      return;
    }
    await learning.dismiss(data.keys, staffOf(response).name);
    await audit(response, 'learn-dismiss', data.keys[0] ?? '', { wordings: data.keys.length });
    response.status(204).end();
  });

  router.post('/proposals', async (request, response) => {
    const { data } = PROPOSE.safeParse(request.body);
    const proposal = data === undefined ? null : await toProposal(data, response);
    if (proposal === null) {
      if (data === undefined) refuse(response, 'BadRequest');
      return;
    }
    const stored = await learning.propose(proposal);
    await audit(response, 'learn-propose', stored.target, { kind: stored.kind, texts: stored.texts });
    queue.add(stored.id);
    const body: ProposeResponse = { id: stored.id };
    response.status(201).json(body);
  });

  /** What a request proposes; null when it was refused. */
  async function toProposal(data: ProposeRequest, response: Response): Promise<NewProposal | null> {
    const { knowledge } = content();
    const written = data.kind === 'entry' ? [...data.texts, ...textsOf(data.entry)] : data.texts;
    const personal = written.flatMap((one) => {
      const detail = tools.personalDetailIn(one);
      return detail === null ? [] : [`“${one.slice(0, 40)}”里${detail}，请改掉再提交。`];
    });
    const known = data.kind === 'entry' ? knowledge.topics : data.kind === 'phrasing' ? knowledge.entries : knowledge.elsewhere;
    const target = data.kind === 'entry' ? data.entry.topic : data.target;
    if (data.texts.length === 0) refuse(response, 'NothingTaught');
    else if (personal[0] !== undefined) refuse(response, 'Personal', personal[0]);
    else if (!known.some((one) => one.id === target)) refuse(response, 'UnknownTarget');
    else {
      const entry = data.kind === 'entry' ? await newEntry(data.entry) : null;
      return { kind: data.kind, target: entry?.id ?? target, texts: data.texts, entry, keys: data.keys, by: staffOf(response).name };
    }
    return null;
  }

  async function newEntry(draft: Omit<NewEntry, 'id'>): Promise<NewEntry> {
    const open = await learning.proposals(['proposed', 'accepted'], MAX_OPEN);
    const taken = new Set([...content().knowledge.entries, ...open.map(({ target }) => ({ id: target }))].map((one) => one.id));
    const filled = (all: readonly string[]): string[] => all.filter((line) => line !== '');
    return { ...draft, steps: filled(draft.steps), notes: filled(draft.notes), id: tools.newId(draft.title, taken) };
  }

  router.get('/proposals', async (_request, response) => {
    const open = await learning.proposals(['proposed', 'accepted'], MAX_OPEN);
    const past = await learning.proposals(['applied', 'rejected'], MAX_PAST);
    const named = names();
    const stamp = tools.stamp();
    const body: ProposalsResponse = {
      proposals: [...open, ...past].map((proposal) => toProposalItem(proposal, named, stamp)),
      writable: tools.writable(),
    };
    response.json(body);
  });

  router.get('/proposals/:id', async (request, response) => {
    const proposal = await learning.proposal(request.params.id);
    if (proposal === null) {
      refuse(response, 'NotFound');
      return;
    }
    const named = names();
    const stamp = tools.stamp();
    const body: ProposalResponse = {
      proposal: toProposalItem(proposal, named, stamp),
      effect: toEffectView(proposal, named, stamp),
      measuring: queue.state(proposal.id),
    };
    response.json(body);
  });

  router.post('/proposals/:id/measure', async (request, response) => {
    const proposal = await learning.proposal(request.params.id);
    if (proposal === null) refuse(response, 'NotFound');
    else {
      if (proposal.effect?.stamp !== tools.stamp()) queue.add(proposal.id);
      response.status(204).end();
    }
  });

  router.post('/proposals/:id/accept', async (request, response) => {
    const { data } = ACCEPT.safeParse(request.body);
    const proposal = await learning.proposal(request.params.id);
    const stamp = tools.stamp();
    if (data === undefined) refuse(response, 'BadRequest');
    else if (proposal === null) refuse(response, 'NotFound');
    // Nobody accepts what he has not been shown.
    else if (data.stamp !== stamp || proposal.effect?.stamp !== stamp) refuse(response, 'NotMeasured');
    else if (proposal.effect.found.faults.length > 0) refuse(response, 'FaultyProposal');
    else await decide(proposal, 'accepted', response);
  });

  router.post('/proposals/:id/reject', async (request, response) => {
    const proposal = await learning.proposal(request.params.id);
    if (proposal === null) refuse(response, 'NotFound');
    else await decide(proposal, 'rejected', response);
  });

  async function decide({ id: proposal, target, kind }: Proposal, status: 'accepted' | 'rejected', response: Response): Promise<void> {
    if (await learning.decide(proposal, status, staffOf(response).name)) {
      await audit(response, status === 'accepted' ? 'learn-accept' : 'learn-reject', target, { kind, proposal });
      response.status(204).end();
    } else refuse(response, 'NotFound');
  }

  router.post('/apply', guard('admin'), async (_request, response) => {
    if (!tools.writable()) {
      refuse(response, 'NotWritable');
      return;
    }
    const outcome = await tools.apply(await learning.proposals(['accepted'], MAX_OPEN));
    await noteOutcome(learning, outcome);
    if (outcome.kind === 'applied')
      await audit(response, 'learn-apply', '', { proposals: outcome.proposals, files: outcome.files.map(({ path }) => path) });
    const body: ApplyResponse = outcome.kind === 'applied' ? { ...outcome, proposals: outcome.proposals.length } : outcome;
    response.json(body);
  });
  return router;
}

function textsOf({ title, question, audience, conclusion, steps, notes }: Omit<NewEntry, 'id'>): string[] {
  return [title, question, audience, conclusion, ...steps, ...notes];
}
