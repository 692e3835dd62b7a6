import type { Kysely } from 'kysely';
import { toInteger } from './activities';
import type { Tables } from './schema';

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
    .selectFrom('turns')
    .select('number')
    .where('conversation', '=', conversation)
    .where('number', '=', turn)
    .executeTakeFirst();
  if (known === undefined) return false;
  const judgement = { solved: solved ? 1 : 0, reason, created_at: now } as const;
  await db
    .insertInto('feedback')
    .values({ conversation, turn, ...judgement })
    .onConflict((conflict) => conflict.columns(['conversation', 'turn']).doUpdateSet(judgement))
    .execute();
  return true;
}
