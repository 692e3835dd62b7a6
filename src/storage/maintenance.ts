import { setImmediate as yieldToOthers } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import type { Outcome } from '../domain/turn';
import type { Tables } from './schema';
import type { PurgeCounts, StoreStats } from './store';

/** Conversations looked at in one round, so that turns need not wait long. */
const BATCH = 200;

/**
 * Deletes what was written before a time, in milliseconds since 1970, going through the conversations by id: no index
 * by time is needed, which every turn would have to keep up.
 */
export async function purge(db: Kysely<Tables>, before: number): Promise<PurgeCounts> {
  const counts = { conversations: 0, turns: 0, messages: 0 };
  for (let last = ''; ;) {
    const page = await db
      .selectFrom('conversations')
      .select(['id', 'created_at'])
      .where('id', '>', last)
      .orderBy('id')
      .limit(BATCH)
      .execute();
    for (const { id } of page.filter(({ created_at }) => created_at < before)) {
      counts.messages += await deletedOf(db.deleteFrom('activities').where('conversation', '=', id).where('created_at', '<', before));
      counts.turns += await deletedOf(db.deleteFrom('turns').where('conversation', '=', id).where('created_at', '<', before));
      await db.deleteFrom('cases').where('conversation', '=', id).where('updated_at', '<', before).execute();
      counts.conversations += await deletedOf(db.deleteFrom('conversations').where('id', '=', id).where('updated_at', '<', before));
    }
    if (page.length < BATCH) return counts;
    last = page.at(-1)?.id ?? last;
    await yieldToOthers();
  }
}

async function deletedOf(query: { executeTakeFirst(): Promise<{ numDeletedRows: bigint } | undefined> }): Promise<number> {
  return Number((await query.executeTakeFirst())?.numDeletedRows ?? 0n);
}

/** Counts what lies in the store. */
export async function readStats(db: Kysely<Tables>): Promise<StoreStats> {
  const count = sql<number>`count(*)`.as('count');
  const outcomes = await db.selectFrom('conversations').select(['outcome', count]).groupBy('outcome').execute();
  const decisions = await db.selectFrom('turns').select(['decision', count]).groupBy('decision').orderBy('decision').execute();
  const judgements = await db.selectFrom('feedback').select(['solved', count]).groupBy('solved').execute();
  const handoffs = await db.selectFrom('handoffs').select(count).executeTakeFirstOrThrow();
  const messages = await db
    .selectFrom('activities')
    .select((eb) => [count, eb.fn.min('created_at').as('oldest'), eb.fn.max('created_at').as('newest')])
    .executeTakeFirstOrThrow();
  const outcome = (wanted: Outcome): number => outcomes.find((row) => row.outcome === wanted)?.count ?? 0;
  const judged = (wanted: number): number => judgements.find((row) => row.solved === wanted)?.count ?? 0;
  return {
    conversations: outcomes.reduce((sum, row) => sum + row.count, 0),
    outcomes: { open: outcome('open'), resolved: outcome('resolved'), escalated: outcome('escalated') },
    turns: decisions.reduce((sum, row) => sum + row.count, 0),
    messages: messages.count,
    decisions: Object.fromEntries(decisions.map((row) => [row.decision ?? 'none', row.count])),
    feedback: { solved: judged(1), unsolved: judged(0) },
    handoffs: handoffs.count,
    oldest: messages.oldest,
    newest: messages.newest,
  };
}
