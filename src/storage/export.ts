import type { Kysely } from 'kysely';
import { readChoices, readData } from './activities';
import type { ActivityRow, Tables } from './schema';
import type { ExportRecord } from './store';
import { toTurn } from './turns';

/** Conversations, and turns of one, read at a time. */
const PAGE = 200;

/** Everything, conversation by conversation, in the order of their ids. What is written meanwhile may or may not be in it. */
export async function* exportAll(db: Kysely<Tables>): AsyncGenerator<ExportRecord> {
  for (let last = ''; ;) {
    const page = await db.selectFrom('conversations').selectAll().where('id', '>', last).orderBy('id').limit(PAGE).execute();
    for (const row of page) {
      const { id: conversation, channel, user_id: user, outcome } = row;
      const times = { createdAt: isoTime(row.created_at), updatedAt: isoTime(row.updated_at) };
      yield { kind: 'conversation', conversation, channel, user, outcome, ...times };
      yield* exportActivities(db, conversation);
    }
    if (page.length < PAGE) return;
    last = page.at(-1)?.id ?? last;
  }
}

/** Pages through the user's messages and those outside of turns; each brings its turn along. */
async function* exportActivities(db: Kysely<Tables>, conversation: string): AsyncGenerator<ExportRecord> {
  for (let last = 0; ;) {
    const heads = await db
      .selectFrom('activities')
      .selectAll()
      .where('conversation', '=', conversation)
      .where('sequence', '>', last)
      .where((eb) => eb.or([eb('author', '=', 'user'), eb('turn', 'is', null)]))
      .orderBy('sequence')
      .limit(PAGE)
      .execute();
    const turns = await readTurns(db, conversation, heads);
    for (const head of heads) {
      const record = head.turn === null ? toMessage(head) : turns.get(head.turn);
      if (record !== undefined) yield record;
    }
    if (heads.length < PAGE) return;
    last = heads.at(-1)?.sequence ?? last;
  }
}

async function readTurns(db: Kysely<Tables>, conversation: string, heads: readonly ActivityRow[]): Promise<Map<number, ExportRecord>> {
  const numbers = heads.flatMap(({ turn }) => (turn === null ? [] : [turn]));
  if (numbers.length === 0) return new Map();
  const rows = await db.selectFrom('turns').selectAll().where('conversation', '=', conversation).where('number', 'in', numbers).execute();
  const end = Math.max(...rows.map(({ sequence, replies }) => sequence + replies));
  const activities = await db
    .selectFrom('activities')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('sequence', '>=', heads[0]?.sequence ?? 0)
    .where('sequence', '<=', end)
    .orderBy('sequence')
    .execute();
  const judgements = await db
    .selectFrom('feedback')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('turn', 'in', numbers)
    .execute();
  const handoffs = await db
    .selectFrom('handoffs')
    .selectAll()
    .where('conversation', '=', conversation)
    .where('turn', 'in', numbers)
    .execute();
  return new Map(
    rows.map((row) => {
      const own = activities.filter(({ turn }) => turn === row.number);
      const judgement = judgements.find(({ turn }) => turn === row.number);
      const handoff = handoffs.find(({ turn }) => turn === row.number);
      const record: ExportRecord = {
        kind: 'turn',
        conversation,
        ...toTurn(row, own),
        at: isoTime(row.created_at),
        feedback:
          judgement === undefined ? null : { solved: judgement.solved === 1, reason: judgement.reason, at: isoTime(judgement.created_at) },
        handoff: handoff === undefined ? null : { contacts: JSON.parse(handoff.contacts_json) as string[], problem: handoff.problem },
      };
      return [row.number, record];
    }),
  );
}

function toMessage({ conversation, sequence, author, text, choices_json, data_json, created_at }: ActivityRow): ExportRecord {
  const at = isoTime(created_at);
  return { kind: 'message', conversation, sequence, author, text, choices: readChoices(choices_json), data: readData(data_json), at };
}

/** A time in milliseconds since 1970 as ISO 8601 in UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
