import type { Kysely } from 'kysely';
import type { StoredCase } from './cases-store';
import type { CaseRow, Tables } from './schema';
import type { CaseChange, CaseState, HandoffRecord } from './store';

/** Opens the conversation's case for the turn that hands off; `sequence` is that of the user's message. One that waits keeps its place. */
export async function openCase(
  db: Kysely<Tables>,
  { conversation, turn, sequence }: { readonly conversation: string; readonly turn: number; readonly sequence: number },
  { contacts, problem }: HandoffRecord,
  now: number,
): Promise<void> {
  const said = { turn, problem, contacts_json: JSON.stringify(contacts), updated_at: now };
  const opened = { status: 'waiting', claimed_by: null, ending: null, touched_at: null, heard_at: null, closed_at: null } as const;
  await db
    .insertInto('cases')
    .values({ conversation, ...said, ...opened, seen: sequence - 1, opened_at: now })
    .onConflict((conflict) =>
      conflict.column('conversation').doUpdateSet((eb) => ({
        ...said,
        ...opened,
        seen: eb
          .case()
          .when('cases.status', '=', 'closed')
          .then(sequence - 1)
          .else(eb.ref('cases.seen'))
          .end(),
        opened_at: eb.case().when('cases.status', '=', 'closed').then(now).else(eb.ref('cases.opened_at')).end(),
      })),
    )
    .execute();
}

/** Changes the conversation's case, which is open, by a turn. */
export async function changeCase(db: Kysely<Tables>, conversation: string, change: CaseChange, now: number): Promise<void> {
  await db
    .updateTable('cases')
    .set((eb) => ({ ...caseAfter(change, now), ...(change === 'heard' ? { heard_at: eb.fn.coalesce('heard_at', eb.val(now)) } : {}) }))
    .where('conversation', '=', conversation)
    .execute();
}

/** The columns that a turn changes; `heard` also begins the user's wait unless it has begun. */
export function caseAfter(change: CaseChange, now: number): Partial<CaseRow> {
  switch (change) {
    case 'heard':
      return { updated_at: now };
    case 'returned':
      return { ...QUEUED, updated_at: now };
    case 'left':
    case 'solved':
      return { ...QUEUED, status: 'closed', ending: change, closed_at: now, updated_at: now };
  }
}

/** The columns of a case that goes back to the queue. */
export const QUEUED = { status: 'waiting', claimed_by: null, touched_at: null, heard_at: null } as const;

/** What a turn has to know of a case; null when there is none. */
export function toCaseState({
  status,
  ending,
  touched_at,
  heard_at,
}: { readonly [K in 'status' | 'ending' | 'touched_at' | 'heard_at']: CaseRow[K] | null }): CaseState | null {
  switch (status) {
    case null:
      return null;
    case 'waiting':
      return { status };
    case 'claimed':
      return { status, touchedAt: touched_at ?? 0, heardAt: heard_at };
    case 'closed':
      return { status, ending: ending ?? 'solved' };
  }
}

/** What the inbox shows of a case besides its row: its conversation's head, the unread messages and the last one. */
export type CaseContext = Pick<StoredCase, 'channel' | 'watermark' | 'unread' | 'last'>;

/** A case as the inbox lists it. */
export function toStoredCase(row: CaseRow, { channel, watermark, unread, last }: CaseContext): StoredCase {
  return {
    conversation: row.conversation,
    channel,
    status: row.status,
    problem: row.problem,
    contacts: JSON.parse(row.contacts_json) as string[],
    turn: row.turn,
    holder: row.claimed_by,
    ending: row.ending,
    openedAt: row.opened_at,
    heardAt: row.heard_at,
    closedAt: row.closed_at,
    updatedAt: row.updated_at,
    unread: row.status === 'closed' ? 0 : unread,
    watermark,
    last,
  };
}
