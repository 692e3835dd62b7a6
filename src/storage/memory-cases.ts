import {
  type CaseBackground,
  type CaseCounts,
  type CaseQuery,
  type CaseResult,
  type CasesStore,
  INBOX,
  type StoredCase,
} from './cases-store';
import { caseAfter, QUEUED, toCaseState, toStoredCase } from './case-turns';
import type { Cleaner } from './clean';
import type { MemoryConversation } from './memory-maintenance';
import type { CaseRow } from './schema';
import type { ActivityFeed, CaseChange, CaseState, HandoffRecord, NewActivity, StoredActivity } from './store';

/** A change of a case that holds only while the case is as expected. */
interface Change {
  readonly expected: (found: CaseRow) => boolean;
  readonly set: (now: number) => Partial<CaseRow>;
  readonly activity: NewActivity;
  readonly outcome?: 'resolved' | 'open';
}

/** The inbox of a store in memory. */
export class MemoryCases implements CasesStore {
  constructor(
    private readonly conversations: ReadonlyMap<string, MemoryConversation>,
    private readonly cleaner: Cleaner,
    private readonly feed: ActivityFeed,
  ) {}

  async list({ status, account, channel, after, limit }: CaseQuery): Promise<StoredCase[]> {
    await Promise.resolve();
    return this.all()
      .filter((found) => found.status === status && (account === undefined || found.holder === account))
      .filter((found) => channel === undefined || found.channel === channel)
      .sort(latestFirst)
      .filter((found) => after === undefined || latestFirst(after, found) < 0)
      .slice(0, limit);
  }

  async counts(account: string): Promise<CaseCounts> {
    await Promise.resolve();
    const claimed = this.all().filter(({ status }) => status === 'claimed');
    const mine = claimed.filter(({ holder }) => holder === account);
    const waiting = this.all().filter(({ status }) => status === 'waiting').length;
    return { waiting, claimed: claimed.length, mine: mine.length, unread: mine.reduce((sum, { unread }) => sum + unread, 0) };
  }

  async find(conversation: string): Promise<StoredCase | null> {
    await Promise.resolve();
    return this.all().find((found) => found.conversation === conversation) ?? null;
  }

  async background({ conversation, turn }: Pick<StoredCase, 'conversation' | 'turn'>, limit: number): Promise<CaseBackground> {
    await Promise.resolve();
    const turns = (this.conversations.get(conversation)?.turns ?? []).filter(({ number }) => number <= turn).slice(-limit);
    return {
      turns: turns.map(({ text, flow }) => ({ text, flow })),
      replies: turns.at(-1)?.replies.map(({ text }) => text) ?? [],
    };
  }

  claim(conversation: string, account: string, line: string, from?: string): Promise<CaseResult> {
    return this.change(conversation, {
      expected: ({ status, claimed_by }) =>
        from === undefined ? status === 'waiting' : status === 'claimed' && claimed_by === from && from !== account,
      set: (now) => ({ status: 'claimed', claimed_by: account, touched_at: now, heard_at: now }),
      activity: { author: 'system', text: line, data: { by: account } },
    });
  }

  async reply(conversation: string, account: string, { id, text }: { readonly id: string; readonly text: string }): Promise<CaseResult> {
    const earlier = this.conversations.get(conversation)?.activities.find(({ author, data }) => author === 'staff' && data?.['id'] === id);
    if (earlier !== undefined) return { ok: true, activity: earlier };
    return this.change(conversation, {
      expected: ({ status, claimed_by }) => status === 'claimed' && claimed_by === account,
      set: (now) => ({ touched_at: now, heard_at: null }),
      activity: { author: 'staff', text, data: { by: account, id } },
    });
  }

  end(conversation: string, account: string, ending: 'solved' | 'handed-back', line: string): Promise<CaseResult> {
    return this.change(conversation, {
      expected: ({ status, claimed_by }) =>
        (status === 'claimed' && claimed_by === account) || (status === 'waiting' && ending === 'solved'),
      set: (now) => ({ status: 'closed', ending, claimed_by: account, heard_at: null, closed_at: now }),
      activity: { author: 'system', text: line, data: { by: account } },
      outcome: ending === 'solved' ? 'resolved' : 'open',
    });
  }

  putBack(conversation: string, heardAt: number, line: string): Promise<CaseResult> {
    return this.change(conversation, {
      expected: ({ status, heard_at }) => status === 'claimed' && heard_at === heardAt,
      set: () => QUEUED,
      activity: { author: 'system', text: line },
    });
  }

  async overdue(before: number): Promise<{ conversation: string; heardAt: number }[]> {
    await Promise.resolve();
    return this.all().flatMap(({ conversation, status, heardAt }) =>
      status === 'claimed' && heardAt !== null && heardAt < before ? [{ conversation, heardAt }] : [],
    );
  }

  async seen(conversation: string, account: string, sequence: number): Promise<void> {
    await Promise.resolve();
    const found = this.conversations.get(conversation)?.case ?? null;
    if (found === null || found.seen >= sequence || (found.status !== 'waiting' && found.claimed_by !== account)) return;
    found.seen = sequence;
    this.feed.publish(INBOX);
  }

  private async change(conversation: string, { expected, set, activity, outcome }: Change): Promise<CaseResult> {
    await Promise.resolve();
    const kept = this.conversations.get(conversation);
    if (kept === undefined || kept.case === null || !expected(kept.case)) return { ok: false, found: await this.find(conversation) };
    const now = Date.now();
    const sequence = kept.info.watermark + 1;
    kept.version++;
    kept.info = { ...kept.info, watermark: sequence, updatedAt: now, outcome: outcome ?? kept.info.outcome };
    Object.assign(kept.case, set(now), { updated_at: now });
    const said = { author: activity.author, text: this.cleaner.text(activity.text), data: this.cleaner.data(activity.data) };
    const added: StoredActivity = { sequence, ...said, choices: [], turn: null, messageId: null, answers: null, at: now };
    kept.activities.push(added);
    this.feed.publish(conversation);
    this.feed.publish(INBOX);
    return { ok: true, activity: added };
  }

  private all(): StoredCase[] {
    return [...this.conversations.values()].flatMap((kept) => (kept.case === null ? [] : [toCase(kept, kept.case)]));
  }
}

/** Opens a conversation's case for the turn that hands off, whose message has the sequence number. */
export function openMemoryCase(
  kept: MemoryConversation,
  turn: number,
  sequence: number,
  { contacts, problem }: HandoffRecord,
  now: number,
): void {
  const stays = kept.case !== null && kept.case.status !== 'closed' ? kept.case : null;
  kept.case = {
    ...QUEUED,
    conversation: kept.info.id,
    turn,
    problem,
    contacts_json: JSON.stringify(contacts),
    seen: stays?.seen ?? sequence - 1,
    ending: null,
    opened_at: stays?.opened_at ?? now,
    closed_at: null,
    updated_at: now,
  };
}

/** Changes a conversation's case by a turn. */
export function changeMemoryCase(kept: MemoryConversation, change: CaseChange, now: number): void {
  if (kept.case === null) return;
  Object.assign(kept.case, caseAfter(change, now));
  if (change === 'heard') kept.case.heard_at ??= now;
}

/** What a turn has to know of a conversation's case; null when there is none. */
export function memoryCaseState({ case: found }: MemoryConversation): CaseState | null {
  return found === null ? null : toCaseState(found);
}

function toCase({ info, activities }: MemoryConversation, row: CaseRow): StoredCase {
  const last = activities.at(-1);
  return toStoredCase(row, {
    channel: info.channel,
    watermark: info.watermark,
    unread: activities.filter(({ author, sequence }) => author === 'user' && sequence > row.seen).length,
    last: last === undefined ? null : { author: last.author, text: last.text, at: last.at },
  });
}

type Place = Pick<StoredCase, 'updatedAt' | 'conversation'>;

/** The order of the list. */
function latestFirst(a: Place, b: Place): number {
  return b.updatedAt - a.updatedAt || (a.conversation < b.conversation ? 1 : a.conversation > b.conversation ? -1 : 0);
}
