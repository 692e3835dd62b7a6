import type { Kysely } from 'kysely';
import type { PlainData, Reply } from '../domain/turn';
import { prepare, type Prepared } from './prepared';
import type { ActivityRow, Tables } from './schema';
import type { NewActivity, StoredActivity } from './store';

/** Queries that add 1, 2, … rows. */
const inserts: Prepared<readonly ActivityRow[], never>[] = [];

/** Adds activities, whose sequence numbers are reserved. */
export async function insertActivities(db: Kysely<Tables>, rows: readonly ActivityRow[]): Promise<void> {
  const insert = (inserts[rows.length] ??= prepare<readonly ActivityRow[], never>((to, value) =>
    to.insertInto('activities').values(rows.map((_, i) => activityValues((read) => value((given) => read(given[i]!))))),
  ));
  await insert(db, rows);
}

/** The values of a row, each read by the given function. */
function activityValues(value: <V>(read: (row: ActivityRow) => V) => V): ActivityRow {
  return {
    conversation: value((row) => row.conversation),
    sequence: value((row) => row.sequence),
    turn: value((row) => row.turn),
    author: value((row) => row.author),
    text: value((row) => row.text),
    choices_json: value((row) => row.choices_json),
    data_json: value((row) => row.data_json),
    created_at: value((row) => row.created_at),
  };
}

/** A cleaned message as a row; `choices` and `data` are left empty when there are none. */
export function activityRow(
  head: Pick<ActivityRow, 'conversation' | 'sequence' | 'turn' | 'created_at'>,
  { author, text, choices, data }: Omit<NewActivity, 'author' | 'data'> & { author: ActivityRow['author']; data?: PlainData | null },
): ActivityRow {
  return {
    ...head,
    author,
    text,
    choices_json: choices === undefined || choices.length === 0 ? null : JSON.stringify(choices),
    data_json: data === undefined || data === null ? null : JSON.stringify(data),
  };
}

/** Largest number that fits the columns. */
const MAX_INTEGER = 2 ** 31 - 1;

/** A number from outside as a sequence or turn number: whole and within what the columns take; 0 for none. */
export function toInteger(number: number): number {
  return Number.isNaN(number) ? 0 : Math.min(MAX_INTEGER, Math.max(0, Math.trunc(number)));
}

/** Activities behind a watermark or, without one, the last before `before`; always oldest first. */
export async function readActivities(
  db: Kysely<Tables>,
  conversation: string,
  range: { readonly after: number; readonly limit: number } | { readonly before: number | null; readonly limit: number },
): Promise<StoredActivity[]> {
  const query = db
    .selectFrom('activities as a')
    .leftJoin('turns as t', (join) => join.onRef('t.conversation', '=', 'a.conversation').onRef('t.number', '=', 'a.turn'))
    .select([
      'a.sequence',
      'a.author',
      'a.text',
      'a.choices_json',
      'a.data_json',
      'a.turn',
      'a.created_at',
      't.message_id',
      't.sequence as asked',
    ])
    .where('a.conversation', '=', conversation)
    .limit(toInteger(range.limit));
  const rows =
    'after' in range
      ? await query.where('a.sequence', '>', toInteger(range.after)).orderBy('a.sequence').execute()
      : await query
          .where('a.sequence', '<', range.before === null ? MAX_INTEGER : toInteger(range.before))
          .orderBy('a.sequence', 'desc')
          .execute();
  if (!('after' in range)) rows.reverse();
  return rows.map((row) => ({
    sequence: row.sequence,
    author: row.author,
    text: row.text,
    choices: readChoices(row.choices_json),
    data: readData(row.data_json),
    turn: row.turn,
    messageId: row.author === 'user' ? row.message_id : null,
    answers: row.author === 'user' ? null : row.asked,
    at: row.created_at,
  }));
}

/** A row as a reply of the desk. */
export function toReply({ text, choices_json, data_json }: Pick<ActivityRow, 'text' | 'choices_json' | 'data_json'>): Reply {
  const reply = { text, choices: readChoices(choices_json) };
  const data = readData(data_json);
  return data === null ? reply : { ...reply, data };
}

/** The choices of a row. */
export function readChoices(json: string | null): string[] {
  return json === null ? [] : (JSON.parse(json) as string[]);
}

/** The data of a row. */
export function readData(json: string | null): PlainData | null {
  return json === null ? null : (JSON.parse(json) as PlainData);
}
