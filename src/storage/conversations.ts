import type { Kysely } from 'kysely';
import type { Outcome } from '../domain/turn';
import { toCaseState } from './case-turns';
import { prepare } from './prepared';
import type { ConversationRow, Tables } from './schema';
import { type ConversationInfo, type LoadedState, type TurnRecord, UnknownConversation, VersionConflict } from './store';

/** A change of a conversation's row. */
interface StateChange {
  readonly conversation: string;
  readonly channel: string;
  readonly state: unknown;
  readonly version: number;
  /** Null leaves it as it is. */
  readonly outcome: Outcome | null;
  /** The flow that waits for the user, and its step; null when none does. */
  readonly flow: TurnRecord['flow'];
  /** How many activities are going to be added. */
  readonly activities: number;
  readonly now: number;
}

/** The values of a state's change. */
interface StateValues {
  readonly id: string;
  readonly channel: string;
  readonly state: string;
  /** Version that was read. */
  readonly read: number;
  readonly version: number;
  readonly outcome: Outcome | null;
  readonly activities: number;
  readonly now: number;
  readonly flow: string | null;
  readonly step: string | null;
  /** When the flow began to wait; null when none does. */
  readonly waits: number | null;
}

type StateRow = Pick<ConversationRow, 'state_json' | 'version'> & Parameters<typeof toCaseState>[0];

const selectState = prepare<{ id: string }, StateRow>((db, value) =>
  db
    .selectFrom('conversations as c')
    .leftJoin('cases as k', 'k.conversation', 'c.id')
    .select(['c.state_json', 'c.version', 'k.status', 'k.ending', 'k.touched_at', 'k.heard_at'])
    .where(
      'c.id',
      '=',
      value((v) => v.id),
    ),
);

const insertState = prepare<StateValues, Pick<ConversationRow, 'watermark'>>((db, value) =>
  db
    .insertInto('conversations')
    .values((eb) => ({
      id: value((v) => v.id),
      channel: value((v) => v.channel),
      user_id: null,
      state_json: value((v) => v.state),
      version: value((v) => v.version),
      watermark: value((v) => v.activities),
      outcome: eb.fn.coalesce(eb.val(value((v) => v.outcome)), eb.val<Outcome>('open')),
      created_at: value((v) => v.now),
      updated_at: value((v) => v.now),
      flow_id: value((v) => v.flow),
      flow_step: value((v) => v.step),
      flow_at: value((v) => v.waits),
    }))
    // A conversation may be open without a state.
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet((eb) => ({
          state_json: value((v) => v.state),
          version: value((v) => v.version),
          watermark: eb(
            'conversations.watermark',
            '+',
            value((v) => v.activities),
          ),
          outcome: eb.fn.coalesce(eb.val(value((v) => v.outcome)), 'conversations.outcome'),
          updated_at: value((v) => v.now),
          flow_id: value((v) => v.flow),
          flow_step: value((v) => v.step),
          flow_at: value((v) => v.waits),
        }))
        .where(
          'conversations.version',
          '=',
          value((v) => v.read),
        ),
    )
    .returning('watermark'),
);

const updateState = prepare<StateValues, Pick<ConversationRow, 'watermark'>>((db, value) =>
  db
    .updateTable('conversations')
    .set((eb) => ({
      state_json: value((v) => v.state),
      version: value((v) => v.version),
      watermark: eb(
        'watermark',
        '+',
        value((v) => v.activities),
      ),
      outcome: eb.fn.coalesce(eb.val(value((v) => v.outcome)), 'outcome'),
      updated_at: value((v) => v.now),
      flow_id: value((v) => v.flow),
      flow_step: value((v) => v.step),
      flow_at: value((v) => v.waits),
    }))
    .where(
      'id',
      '=',
      value((v) => v.id),
    )
    .where(
      'version',
      '=',
      value((v) => v.read),
    )
    .returning('watermark'),
);

/** The stored state with the conversation's case; null when there is none. */
export async function loadState<T>(db: Kysely<Tables>, id: string): Promise<LoadedState<T> | null> {
  const [row] = (await selectState(db, { id })).rows;
  if (row === undefined || row.state_json === null) return null;
  const held = toCaseState(row);
  return { value: JSON.parse(row.state_json) as T, version: row.version, ...(held === null ? {} : { held }) };
}

/**
 * Writes the state and reserves sequence numbers; resolves to the last one. Rejects with {@link VersionConflict} when
 * the version has changed. Being one statement, it makes concurrent writers of a conversation wait for each other.
 */
export async function writeState(db: Kysely<Tables>, change: StateChange): Promise<number> {
  const { conversation: id, channel, version: read, outcome, flow, activities, now } = change;
  const waiting = { flow: flow?.id ?? null, step: flow?.step ?? null, waits: flow === null ? null : now };
  const values = { id, channel, state: JSON.stringify(change.state), read, version: read + 1, outcome, activities, now, ...waiting };
  const [row] = (await (read === 0 ? insertState : updateState)(db, values)).rows;
  if (row === undefined) throw new VersionConflict(id);
  return row.watermark;
}

/** Reserves the next sequence number. Rejects with {@link UnknownConversation}. */
export async function nextSequence(db: Kysely<Tables>, id: string, now: number): Promise<number> {
  const row = await db
    .updateTable('conversations')
    .set((eb) => ({ watermark: eb('watermark', '+', 1), updated_at: now }))
    .where('id', '=', id)
    .returning('watermark')
    .executeTakeFirst();
  if (row === undefined) throw new UnknownConversation(id);
  return row.watermark;
}

/** Opens a conversation; false when there is one. */
export async function createConversation(
  db: Kysely<Tables>,
  { id, channel, user }: { readonly id: string; readonly channel: string; readonly user: string | null },
  now: number,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('conversations')
    .values({ id, channel, user_id: user, state_json: null, version: 0, watermark: 0, outcome: 'open', created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The head of a conversation; null when there is none. */
export async function findConversation(db: Kysely<Tables>, id: string): Promise<ConversationInfo | null> {
  const row = await db
    .selectFrom('conversations')
    .select(['channel', 'user_id', 'outcome', 'watermark', 'created_at', 'updated_at'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { channel, user_id, outcome, watermark, created_at, updated_at } = row;
  return { id, channel, user: user_id, outcome, watermark, createdAt: created_at, updatedAt: updated_at };
}
