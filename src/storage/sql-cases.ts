import { type ExpressionBuilder, type Kysely, sql } from 'kysely';
import { activityRow, insertActivities, readActivities, toInteger } from './activities';
import {
  type CaseBackground,
  type CaseCounts,
  type CaseQuery,
  type CaseResult,
  type CasesStore,
  INBOX,
  type StoredCase,
} from './cases-store';
import { QUEUED, toStoredCase } from './case-turns';
import { checkIds, type Cleaner } from './clean';
import type { CaseRow, Tables } from './schema';
import type { ActivityFeed, NewActivity, StoredActivity } from './store';

/** What the inbox needs of an open database. */
export interface SqlCasesParts {
  readonly db: Kysely<Tables>;
  readonly cleaner: Cleaner;
  /** Told of new activities and of every change of the inbox once they are written. */
  readonly feed: ActivityFeed;
  /** Resolves when everything written so far is lasting. */
  readonly settle: () => Promise<void>;
}

/** A change of a case that holds only while the case is as expected. */
interface Change {
  readonly conversation: string;
  /** How the case must stand. */
  readonly expected: (eb: ExpressionBuilder<Tables, 'cases'>) => ReturnType<ExpressionBuilder<Tables, 'cases'>['and']>;
  readonly set: (now: number) => Partial<CaseRow>;
  readonly activity: NewActivity;
  /** What becomes of the conversation; left out when nothing. */
  readonly outcome?: 'resolved' | 'open';
  /** Looks, in the transaction, for an activity that makes the change superfluous. */
  readonly done?: (db: Kysely<Tables>) => Promise<StoredActivity | null>;
}

/** Activities among which a reply that comes again is looked for. */
const RECENT = 50;

/** Thrown to undo a change whose case is not as expected. */
class NotAsExpected extends Error {}

/** Keeps the inbox in SQLite or PostgreSQL, whose tables are up to date. */
export class SqlCases implements CasesStore {
  constructor(private readonly parts: SqlCasesParts) {}

  async list({ status, account, channel, after, limit }: CaseQuery): Promise<StoredCase[]> {
    const rows = await caseRows(this.parts.db)
      .where('k.status', '=', status)
      .$if(account !== undefined, (query) => query.where('k.claimed_by', '=', account ?? ''))
      .$if(channel !== undefined, (query) => query.where('c.channel', '=', channel ?? ''))
      .$if(after !== undefined, (query) =>
        query.where((eb) =>
          eb.or([
            eb('k.updated_at', '<', after?.updatedAt ?? 0),
            eb.and([eb('k.updated_at', '=', after?.updatedAt ?? 0), eb('k.conversation', '<', after?.conversation ?? '')]),
          ]),
        ),
      )
      .orderBy('k.updated_at', 'desc')
      .orderBy('k.conversation', 'desc')
      .limit(toInteger(limit))
      .execute();
    return rows.map(toCase);
  }

  async counts(account: string): Promise<CaseCounts> {
    const { db } = this.parts;
    const count = sql<number>`count(*)`.as('count');
    const rows = await db
      .selectFrom('cases')
      .select(['status', count])
      .where('status', 'in', ['waiting', 'claimed'])
      .groupBy('status')
      .execute();
    const mine = await caseRows(db).where('k.status', '=', 'claimed').where('k.claimed_by', '=', account).execute();
    const of = (status: string): number => rows.find((row) => row.status === status)?.count ?? 0;
    return {
      waiting: of('waiting'),
      claimed: of('claimed'),
      mine: mine.length,
      unread: mine.reduce((sum, { unread }) => sum + (unread ?? 0), 0),
    };
  }

  async find(conversation: string): Promise<StoredCase | null> {
    checkIds(conversation);
    const row = await caseRows(this.parts.db).where('k.conversation', '=', conversation).executeTakeFirst();
    return row === undefined ? null : toCase(row);
  }

  async background({ conversation, turn }: Pick<StoredCase, 'conversation' | 'turn'>, limit: number): Promise<CaseBackground> {
    const { db } = this.parts;
    const turns = await db
      .selectFrom('turns as t')
      .leftJoin('activities as a', (join) => join.onRef('a.conversation', '=', 't.conversation').onRef('a.sequence', '=', 't.sequence'))
      .select(['t.sequence', 't.replies', 't.flow_id', 't.flow_step', 'a.text'])
      .where('t.conversation', '=', conversation)
      .where('t.number', '<=', turn)
      .orderBy('t.number', 'desc')
      .limit(toInteger(limit))
      .execute();
    const last = turns[0];
    const replies = last === undefined ? [] : await readActivities(db, conversation, { after: last.sequence, limit: last.replies });
    return {
      turns: turns.reverse().map(({ text, flow_id, flow_step }) => ({
        text: text ?? '',
        flow: flow_id === null ? null : { id: flow_id, step: flow_step ?? '' },
      })),
      replies: replies.map(({ text }) => text),
    };
  }

  claim(conversation: string, account: string, line: string, from?: string): Promise<CaseResult> {
    return this.change({
      conversation,
      expected: (eb) =>
        from === undefined
          ? eb.and([eb('status', '=', 'waiting')])
          : eb.and([eb('status', '=', 'claimed'), eb('claimed_by', '=', from), eb('claimed_by', '!=', account)]),
      set: (now) => ({ status: 'claimed', claimed_by: account, touched_at: now, heard_at: now }),
      activity: { author: 'system', text: line, data: { by: account } },
    });
  }

  reply(conversation: string, account: string, { id, text }: { readonly id: string; readonly text: string }): Promise<CaseResult> {
    const { cleaner } = this.parts;
    return this.change({
      conversation,
      expected: (eb) => eb.and([eb('status', '=', 'claimed'), eb('claimed_by', '=', account)]),
      set: (now) => ({ touched_at: now, heard_at: null }),
      activity: { author: 'staff', text, data: { by: account, id } },
      done: async (db) => {
        const recent = await readActivities(db, conversation, { before: null, limit: RECENT });
        return recent.find(({ author, data }) => author === 'staff' && data?.['id'] === cleaner.text(id)) ?? null;
      },
    });
  }

  end(conversation: string, account: string, ending: 'solved' | 'handed-back', line: string): Promise<CaseResult> {
    return this.change({
      conversation,
      expected: (eb) =>
        eb.or([
          eb.and([eb('status', '=', 'claimed'), eb('claimed_by', '=', account)]),
          ...(ending === 'solved' ? [eb('status', '=', 'waiting')] : []),
        ]),
      set: (now) => ({ status: 'closed', ending, claimed_by: account, heard_at: null, closed_at: now }),
      activity: { author: 'system', text: line, data: { by: account } },
      outcome: ending === 'solved' ? 'resolved' : 'open',
    });
  }

  putBack(conversation: string, heardAt: number, line: string): Promise<CaseResult> {
    return this.change({
      conversation,
      expected: (eb) => eb.and([eb('status', '=', 'claimed'), eb('heard_at', '=', heardAt)]),
      set: () => QUEUED,
      activity: { author: 'system', text: line },
    });
  }

  async overdue(before: number): Promise<{ conversation: string; heardAt: number }[]> {
    const rows = await this.parts.db
      .selectFrom('cases')
      .select(['conversation', 'heard_at'])
      .where('status', '=', 'claimed')
      .where('heard_at', '<', before)
      .execute();
    return rows.map(({ conversation, heard_at }) => ({ conversation, heardAt: heard_at ?? 0 }));
  }

  async seen(conversation: string, account: string, sequence: number): Promise<void> {
    checkIds(conversation);
    const { db, feed, settle } = this.parts;
    const { numUpdatedRows } = await db
      .updateTable('cases')
      .set({ seen: toInteger(sequence) })
      .where('conversation', '=', conversation)
      .where('seen', '<', toInteger(sequence))
      .where((eb) => eb.or([eb('status', '=', 'waiting'), eb('claimed_by', '=', account)]))
      .executeTakeFirst();
    await settle();
    if (numUpdatedRows > 0n) feed.publish(INBOX);
  }

  private async change({ conversation, expected, set, activity, outcome, done }: Change): Promise<CaseResult> {
    checkIds(conversation);
    const { db, cleaner, feed, settle } = this.parts;
    const now = Date.now();
    const cleaned = { ...activity, text: cleaner.text(activity.text), data: cleaner.data(activity.data) };
    const added = await db
      .transaction()
      .execute(async (transaction) => {
        // The first statement writes, which makes concurrent writers of a conversation wait for each other.
        const head = await transaction
          .updateTable('conversations')
          .set((eb) => ({
            version: eb('version', '+', 1),
            watermark: eb('watermark', '+', 1),
            updated_at: now,
            ...(outcome === undefined ? {} : { outcome }),
          }))
          .where('id', '=', conversation)
          .returning('watermark')
          .executeTakeFirst();
        const earlier = (await done?.(transaction)) ?? null;
        if (earlier !== null) throw new Superfluous(earlier);
        const { numUpdatedRows } = await transaction
          .updateTable('cases')
          .set({ ...set(now), updated_at: now })
          .where('conversation', '=', conversation)
          .where(expected)
          .executeTakeFirst();
        if (head === undefined || numUpdatedRows !== 1n) throw new NotAsExpected();
        const row = activityRow({ conversation, sequence: head.watermark, turn: null, created_at: now }, cleaned);
        await insertActivities(transaction, [row]);
        const outside = { choices: [], turn: null, messageId: null, answers: null, at: now };
        return { sequence: head.watermark, author: activity.author, text: cleaned.text, data: cleaned.data, ...outside };
      })
      .catch((error: unknown) => {
        if (error instanceof Superfluous) return error.activity;
        if (error instanceof NotAsExpected) return null;
        throw error;
      });
    if (added === null) return { ok: false, found: await this.find(conversation) };
    await settle();
    feed.publish(conversation);
    feed.publish(INBOX);
    return { ok: true, activity: added };
  }
}

/** Thrown to undo a change that has been made before. */
class Superfluous extends Error {
  constructor(readonly activity: StoredActivity) {
    super();
  }
}

/** Cases with their conversations' heads and last messages. */
function caseRows(db: Kysely<Tables>) {
  return db
    .selectFrom('cases as k')
    .innerJoin('conversations as c', 'c.id', 'k.conversation')
    .leftJoin('activities as a', (join) => join.onRef('a.conversation', '=', 'k.conversation').onRef('a.sequence', '=', 'c.watermark'))
    .selectAll('k')
    .select(['c.channel', 'c.watermark', 'a.author', 'a.text', 'a.created_at'])
    .select((eb) =>
      eb
        .selectFrom('activities as u')
        .select(sql<number>`count(*)`.as('count'))
        .whereRef('u.conversation', '=', 'k.conversation')
        .whereRef('u.sequence', '>', 'k.seen')
        .where('u.author', '=', 'user')
        .$castTo<{ count: number }>()
        .as('unread'),
    );
}

function toCase(row: Awaited<ReturnType<ReturnType<typeof caseRows>['execute']>>[number]): StoredCase {
  return toStoredCase(row, {
    channel: row.channel,
    watermark: row.watermark,
    unread: row.unread ?? 0,
    last: row.author === null || row.text === null ? null : { author: row.author, text: row.text, at: row.created_at ?? 0 },
  });
}
