import type { Kysely } from 'kysely';
import type { TurnSummary } from '../domain/turn';
import { prepare } from './prepared';
import type { FlowEndRow, Tables } from './schema';

const insertRow = prepare<FlowEndRow, never>((db, value) =>
  db.insertInto('flow_ends').values({
    conversation: value((v) => v.conversation),
    turn: value((v) => v.turn),
    flow: value((v) => v.flow),
    step: value((v) => v.step),
    way: value((v) => v.way),
    created_at: value((v) => v.created_at),
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
