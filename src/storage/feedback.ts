import type { Kysely } from 'kysely';
import { toInteger } from './activities';
import type { Tables } from './schema';
import { recordUnsolved } from './unanswered';

/** A user's judgement of a turn. */
interface Judgement {
  readonly conversation: string;
  readonly turn: number;
  readonly solved: boolean;
  readonly reason: string;
}

/** Keeps a judgement in place of an earlier one; false when there is no such turn. */
export async function recordFeedback(
  db: Kysely<Tables>,
  { conversation, turn: named, solved, reason }: Judgement,
  now: number,
): Promise<boolean> {
  const turn = toInteger(named);
  const known = await db
    .selectFrom('turns as t')
    .innerJoin('activities as a', (join) => join.onRef('a.conversation', '=', 't.conversation').onRef('a.sequence', '=', 't.sequence'))
    .select(['a.text', 't.entry'])
    .where('t.conversation', '=', conversation)
    .where('t.number', '=', turn)
    .executeTakeFirst();
  if (known === undefined) return false;
  const judgement = { solved: solved ? 1 : 0, reason, entry: known.entry, created_at: now } as const;
  await db
    .insertInto('feedback')
    .values({ conversation, turn, ...judgement })
    .onConflict((conflict) => conflict.columns(['conversation', 'turn']).doUpdateSet(judgement))
    .execute();
  await recordUnsolved(db, { conversation, turn, text: known.text, solved }, now);
  return true;
}
