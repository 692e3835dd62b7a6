import type { Kysely } from 'kysely';
import type { Tables } from './schema';
import type { HandoffRecord } from './store';

/** Keeps that a turn sent the conversation to people. */
export async function recordHandoff(
  db: Kysely<Tables>,
  conversation: string,
  turn: number,
  { contacts, problem }: HandoffRecord,
  now: number,
): Promise<void> {
  await db
    .insertInto('handoffs')
    .values({ conversation, turn, contacts_json: JSON.stringify(contacts), problem, created_at: now })
    .execute();
}
