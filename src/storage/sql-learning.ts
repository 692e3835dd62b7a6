import { randomBytes } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { NewEntry, TeachingEffect } from '../domain/teaching';
import type { Cleaner } from './clean';
import {
  type AskedTexts,
  type LearningStore,
  type NewProposal,
  type Proposal,
  type ProposalStatus,
  UNANSWERED_KINDS,
  type UnansweredPeriod,
  type UnansweredText,
} from './learning-store';
import { chinaDay } from './report-store';
import type { ProposalRow, SettledRow, Tables } from './schema';

/** What learning needs of an open database. */
export interface SqlLearningParts {
  readonly db: Kysely<Tables>;
  readonly cleaner: Cleaner;
  /** Resolves when everything written so far is lasting. */
  readonly settle: () => Promise<void>;
}

/** A time that does not come, in milliseconds since 1970. */
const FOR_GOOD = 8.64e15;
/** Rows that are added by one statement. */
const BATCH = 200;

/** Keeps what is to be learnt in SQLite or PostgreSQL, whose tables are up to date. */
export class SqlLearning implements LearningStore {
  constructor(private readonly parts: SqlLearningParts) {}

  async unanswered({ kinds: wanted, from, middle, to }: UnansweredPeriod, limit: number): Promise<UnansweredText[]> {
    if (wanted.length === 0) return [];
    const inPeriod = sql<boolean>`u.created_at >= ${middle}`;
    const rows = await this.parts.db
      .selectFrom('unanswered as u')
      .leftJoin('settled as s', 's.key', 'u.key')
      .select((eb) => [
        'u.key',
        eb.fn.min('u.text').as('text'),
        ...UNANSWERED_KINDS.map((kind) => sql<number>`count(*) filter (where ${inPeriod} and u.kind = ${kind})`.as(kind)),
        sql<number>`count(*) filter (where not ${inPeriod})`.as('earlier'),
        eb.fn.max('u.created_at').as('at'),
      ])
      .where('u.created_at', '>=', from)
      .where('u.created_at', '<', to)
      .where('u.kind', 'in', wanted)
      .where((eb) => eb.or([eb('s.until', 'is', null), eb('u.created_at', '>', eb.ref('s.until'))]))
      .groupBy('u.key')
      .orderBy(sql`count(*) filter (where ${inPeriod})`, 'desc')
      .orderBy('at', 'desc')
      .orderBy('u.key')
      .limit(limit)
      .execute();
    return rows.map(({ key, text, earlier, at, ...kinds }) => ({ key, text, kinds, earlier, at }));
  }

  dismiss(keys: readonly string[], by: string): Promise<void> {
    return this.written((db) => settle(db, { keys, proposal: null, by }));
  }

  async propose({ keys, kind, target, texts, entry, by }: NewProposal): Promise<Proposal> {
    const { cleaner } = this.parts;
    const id = randomBytes(12).toString('base64url');
    const row: ProposalRow = {
      id,
      kind,
      target,
      texts_json: JSON.stringify(texts.map((text) => cleaner.text(text))),
      entry_json: entry === null ? null : JSON.stringify(cleaner.data({ ...entry })),
      status: 'proposed',
      proposed_by: by,
      created_at: Date.now(),
      decided_by: null,
      decided_at: null,
      applied_at: null,
      fault: null,
      effect_stamp: null,
      effect_json: null,
    };
    await this.written(async (db) => {
      await db.insertInto('proposals').values(row).execute();
      await settle(db, { keys, proposal: id, by });
    });
    return toProposal(row);
  }

  async proposals(statuses: readonly ProposalStatus[], limit: number): Promise<Proposal[]> {
    if (statuses.length === 0) return [];
    const rows = await this.parts.db
      .selectFrom('proposals')
      .selectAll()
      .where('status', 'in', statuses)
      .orderBy('created_at', 'desc')
      .orderBy('id')
      .limit(limit)
      .execute();
    return rows.map(toProposal);
  }

  async proposal(id: string): Promise<Proposal | null> {
    const row = await this.parts.db.selectFrom('proposals').selectAll().where('id', '=', id).executeTakeFirst();
    return row === undefined ? null : toProposal(row);
  }

  decide(id: string, status: 'accepted' | 'rejected', by: string): Promise<boolean> {
    return this.written(async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('proposals')
        .set({ status, decided_by: by, decided_at: Date.now(), fault: null })
        .where('id', '=', id)
        .where('status', 'in', status === 'accepted' ? ['proposed'] : ['proposed', 'accepted'])
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      if (status === 'rejected') await db.deleteFrom('settled').where('proposal', '=', id).execute();
      return true;
    });
  }

  async markApplied(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const now = Date.now();
    await this.written(async (db) => {
      await db
        .updateTable('proposals')
        .set({ status: 'applied', applied_at: now, fault: null })
        .where('id', 'in', ids)
        .where('status', '=', 'accepted')
        .execute();
      await db.updateTable('settled').set({ until: now }).where('proposal', 'in', ids).execute();
    });
  }

  noteFault(id: string, fault: string): Promise<void> {
    return this.written(async (db) => {
      await db.updateTable('proposals').set({ fault }).where('id', '=', id).where('status', '=', 'accepted').execute();
    });
  }

  noteEffect(id: string, stamp: string, found: TeachingEffect): Promise<void> {
    return this.written(async (db) => {
      await db
        .updateTable('proposals')
        .set({ effect_stamp: stamp, effect_json: JSON.stringify(found) })
        .where('id', '=', id)
        .execute();
    });
  }

  async asked(since: number, limit: number): Promise<AskedTexts> {
    const { db } = this.parts;
    const questions = db
      .selectFrom('turns as t')
      .innerJoin('activities as a', (join) => join.onRef('a.conversation', '=', 't.conversation').onRef('a.sequence', '=', 't.sequence'))
      // The index of the reports begins with the day.
      .where('t.day', '>=', chinaDay(since))
      .where('t.created_at', '>=', since)
      .where('t.decision', 'is not', null);
    const count = sql<number>`count(*)`.as('count');
    const texts = await questions
      .select(['a.text', count])
      .groupBy('a.text')
      .orderBy('count', 'desc')
      .orderBy('a.text')
      .limit(limit)
      .execute();
    const { count: asked } = await questions.select(count).executeTakeFirstOrThrow();
    return { texts, asked };
  }

  async purge(before: number): Promise<void> {
    await this.written(async (db) => {
      // Undecided ones too: they hold what users wrote.
      const age = sql<number>`coalesce(decided_at, created_at)`;
      const gone = db.selectFrom('proposals').select('id').where(age, '<', before);
      await db.deleteFrom('settled').where('proposal', 'in', gone).execute();
      await db.deleteFrom('settled').where('proposal', 'is', null).where('created_at', '<', before).execute();
      await db.deleteFrom('proposals').where(age, '<', before).execute();
    });
  }

  /** Writes in one transaction and waits until it lasts. */
  private async written<R>(write: (db: Kysely<Tables>) => Promise<R>): Promise<R> {
    const result = await this.parts.db.transaction().execute(write);
    await this.parts.settle();
    return result;
  }
}

async function settle(
  db: Kysely<Tables>,
  { keys, proposal, by }: { readonly keys: readonly string[]; readonly proposal: string | null; readonly by: string },
): Promise<void> {
  const distinct = [...new Set(keys)].filter((key) => key !== '');
  const mark = { until: FOR_GOOD, proposal, by, created_at: Date.now() };
  for (let start = 0; start < distinct.length; start += BATCH) {
    const rows: SettledRow[] = distinct.slice(start, start + BATCH).map((key) => ({ key, ...mark }));
    await db
      .insertInto('settled')
      .values(rows)
      .onConflict((conflict) => conflict.column('key').doUpdateSet(mark))
      .execute();
  }
}

function toProposal(row: ProposalRow): Proposal {
  const { id, kind, target, status, fault } = row;
  return {
    id,
    kind,
    target,
    texts: JSON.parse(row.texts_json) as string[],
    entry: row.entry_json === null ? null : (JSON.parse(row.entry_json) as NewEntry),
    status,
    by: row.proposed_by,
    createdAt: row.created_at,
    decidedBy: row.decided_by,
    decidedAt: row.decided_at,
    appliedAt: row.applied_at,
    fault,
    effect:
      row.effect_stamp === null || row.effect_json === null
        ? null
        : { stamp: row.effect_stamp, found: JSON.parse(row.effect_json) as TeachingEffect },
  };
}
