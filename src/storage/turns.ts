import type { Kysely } from 'kysely';
import type { MatchResult } from '../domain/decision';
import { activityRow, insertActivities, readData, toReply } from './activities';
import { changeCase, openCase } from './case-turns';
import { writeState } from './conversations';
import { recordFlowEnd } from './flow-ends';
import { recordHandoff } from './handoffs';
import { prepare } from './prepared';
import { chinaDay } from './report-store';
import type { ActivityRow, Tables, TurnRow } from './schema';
import { type StoredTurn, type TurnCommit, VersionConflict } from './store';
import { recordUnanswered } from './unanswered';

const insertRow = prepare<TurnRow, never>((db, value) =>
  db
    .insertInto('turns')
    .values({
      conversation: value((v) => v.conversation),
      number: value((v) => v.number),
      message_id: value((v) => v.message_id),
      sequence: value((v) => v.sequence),
      replies: value((v) => v.replies),
      decision: value((v) => v.decision),
      match_json: value((v) => v.match_json),
      flow_id: value((v) => v.flow_id),
      flow_step: value((v) => v.flow_step),
      outcome: value((v) => v.outcome),
      contacts_json: value((v) => v.contacts_json),
      micros: value((v) => v.micros),
      created_at: value((v) => v.created_at),
      day: value((v) => v.day),
      channel: value((v) => v.channel),
      kind: value((v) => v.kind),
      entry: value((v) => v.entry),
    })
    .onConflict((conflict) => conflict.columns(['conversation', 'message_id']).doNothing()),
);

const selectRow = prepare<{ conversation: string; message: string }, TurnRow>((db, value) =>
  db
    .selectFrom('turns')
    .selectAll()
    .where(
      'conversation',
      '=',
      value((v) => v.conversation),
    )
    .where(
      'message_id',
      '=',
      value((v) => v.message),
    ),
);

/** Writes one cleaned turn with everything that belongs to it; to be called in a transaction. */
export async function insertTurn(db: Kysely<Tables>, commit: TurnCommit<unknown>, now: number): Promise<StoredTurn> {
  const { conversation, channel, state, version, turn, handoff, held, summary } = commit;
  const number = version + 1;
  const activities = 1 + turn.replies.length;
  // The first statement writes: in SQLite a transaction that begins by reading fails when another process writes meanwhile.
  const last = await writeState(db, { conversation, channel, state, version, outcome: turn.outcome, flow: turn.flow, activities, now });
  const sequence = last - turn.replies.length;
  const { numAffectedRows } = await insertRow(db, turnRow(commit, sequence, now));
  if (numAffectedRows !== 1n) throw new VersionConflict(conversation);
  await insertActivities(db, turnActivities(commit, sequence, now));
  await recordUnanswered(db, { conversation, turn: number, text: turn.text }, turn.match, summary, now);
  if (summary?.ended != null) await recordFlowEnd(db, conversation, number, summary.ended, now);
  if (held !== undefined) await changeCase(db, conversation, held, now);
  if (handoff !== null) {
    await recordHandoff(db, conversation, number, handoff, now);
    await openCase(db, { conversation, turn: number, sequence }, handoff, now);
  }
  return { ...turn, number, sequence, at: now };
}

/** The turn that a message has brought; null when it has not been seen. */
export async function findTurn(db: Kysely<Tables>, conversation: string, messageId: string): Promise<StoredTurn | null> {
  const [row] = (await selectRow(db, { conversation, message: messageId })).rows;
  if (row === undefined) return null;
  const activities = await db
    .selectFrom('activities')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('sequence', '>=', row.sequence)
    .where('sequence', '<=', row.sequence + row.replies)
    .orderBy('sequence')
    .execute();
  return toTurn(row, activities);
}

/** Puts a turn together from its row and its activities, in order. */
export function toTurn(row: TurnRow, [said, ...replies]: readonly ActivityRow[]): StoredTurn {
  return {
    number: row.number,
    messageId: row.message_id,
    sequence: row.sequence,
    text: said?.text ?? '',
    data: readData(said?.data_json ?? null),
    match: row.match_json === null ? null : (JSON.parse(row.match_json) as MatchResult),
    replies: replies.map(toReply),
    flow: row.flow_id === null ? null : { id: row.flow_id, step: row.flow_step ?? '' },
    outcome: row.outcome,
    contacts: JSON.parse(row.contacts_json) as string[],
    micros: row.micros,
    at: row.created_at,
  };
}

function turnRow({ conversation, channel, version, turn, summary }: TurnCommit<unknown>, sequence: number, now: number): TurnRow {
  return {
    conversation,
    number: version + 1,
    message_id: turn.messageId,
    sequence,
    replies: turn.replies.length,
    decision: turn.match?.decision.kind ?? null,
    match_json: turn.match === null ? null : jsonOf(turn.match),
    flow_id: turn.flow?.id ?? null,
    flow_step: turn.flow?.step ?? null,
    outcome: turn.outcome,
    contacts_json: JSON.stringify(turn.contacts),
    micros: turn.micros,
    created_at: now,
    day: chinaDay(now),
    channel,
    kind: summary?.kind ?? 'other',
    entry: summary?.entry ?? null,
  };
}

/** Results as they are stored; the same one comes with every turn that asks the same. */
const stored = new WeakMap<MatchResult, string>();

function jsonOf(match: MatchResult): string {
  const json = stored.get(match) ?? JSON.stringify(match);
  stored.set(match, json);
  return json;
}

function turnActivities({ conversation, version, turn }: TurnCommit<unknown>, sequence: number, now: number): ActivityRow[] {
  const head = { conversation, turn: version + 1, created_at: now };
  return [
    activityRow({ ...head, sequence }, { author: 'user', text: turn.text, data: turn.data }),
    ...turn.replies.map((reply, i) => activityRow({ ...head, sequence: sequence + 1 + i }, { author: 'desk', ...reply })),
  ];
}
