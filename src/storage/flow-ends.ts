import type { Kysely } from 'kysely';
import type { TurnSummary } from '../domain/turn';
import { prepare } from './prepared';
import type { FlowEndRow, Tables } from './schema';

const insertRow = prepare<FlowEndRow, never>((db, value) =>
  db.insertInto('flow_ends').values({
    conversation: value('conversation'),
    turn: value('turn'),
    flow: value('flow'),
    step: value('step'),
    way: value('way'),
    created_at: value('created_at'),
  }),
);

/** Keeps how and where a walk through a flow ended; to be called in the turn's transaction. */
export async function recordFlowEnd(
  db: Kysely<Tables>,
  conversation: string,
  turn: number,
  ended: NonNullable<TurnSummary['ended']>,
  now: number,
): Promise<void> {
  await insertRow(db, { conversation, turn, ...ended, created_at: now });
}
