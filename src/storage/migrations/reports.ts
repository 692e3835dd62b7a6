import { type Kysely, PostgresAdapter, sql } from 'kysely';

/** A column that may already be there. */
interface NewColumn {
  readonly table: string;
  readonly name: string;
  readonly type: 'text' | 'integer' | 'bigint';
  /** Value of the rows that are there; null makes the column one that may be empty. */
  readonly initial: string | number | null;
}

const COLUMNS: readonly NewColumn[] = [
  { table: 'turns', name: 'day', type: 'integer', initial: 0 },
  { table: 'turns', name: 'channel', type: 'text', initial: '' },
  { table: 'turns', name: 'kind', type: 'text', initial: 'other' },
  { table: 'turns', name: 'entry', type: 'text', initial: null },
  { table: 'feedback', name: 'entry', type: 'text', initial: null },
  { table: 'conversations', name: 'flow_id', type: 'text', initial: null },
  { table: 'conversations', name: 'flow_step', type: 'text', initial: null },
  { table: 'conversations', name: 'flow_at', type: 'bigint', initial: null },
];

/** What the reports count, with an index for each of their questions. Every statement can be repeated; see the first migration. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const postgres = db.getExecutor().adapter instanceof PostgresAdapter;
  await addColumns(db, postgres);
  await db.schema
    .createTable('flow_ends')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('flow', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('way', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('flow_ends_key', ['conversation', 'turn'])
    .addForeignKeyConstraint('flow_ends_turn', ['conversation', 'turn'], 'turns', ['conversation', 'number'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await describeOldTurns(db, postgres);
  await addIndexes(db);
}

async function addColumns(db: Kysely<unknown>, postgres: boolean): Promise<void> {
  // SQLite cannot be told to add a column only where it is missing.
  const tables = postgres ? [] : await db.introspection.getTables();
  const known = new Set(tables.flatMap(({ name, columns }) => columns.map((column) => `${name}.${column.name}`)));
  for (const { table, name, type, initial } of COLUMNS.filter((column) => !known.has(`${column.table}.${column.name}`))) {
    await db.schema
      .alterTable(table)
      .addColumn(name, type, (empty) => {
        const column = postgres ? empty.ifNotExists() : empty;
        return initial === null ? column : column.notNull().defaultTo(initial);
      })
      .execute();
  }
}

/** Fills in the columns for turns written before they were there, as far as can be told from what was kept. */
async function describeOldTurns(db: Kysely<unknown>, postgres: boolean): Promise<void> {
  const inMatch = (list: string): ReturnType<typeof sql> =>
    postgres
      ? sql`(match_json::jsonb #>> ${sql.lit(`{decision,${list},0,id}`)})`
      : sql`json_extract(match_json, ${sql.lit(`$.decision.${list}[0].id`)})`;
  await sql`
    update turns set
      channel = coalesce((select c.channel from conversations c where c.id = turns.conversation), ''),
      kind = case
        when exists (select 1 from handoffs h where h.conversation = turns.conversation and h.turn = turns.number) then 'handoff'
        when decision = 'answer' and flow_id is not null then 'guide'
        when decision in ('answer', 'clarify', 'decline') then decision
        when decision is null and flow_id is not null then 'step'
        else 'other' end,
      entry = case decision when 'answer' then ${inMatch('answers')} when 'clarify' then ${inMatch('choices')} end,
      day = (created_at + 28800000) / 86400000
    where day = 0`.execute(db);
  await sql`
    update feedback set entry = (select t.entry from turns t where t.conversation = feedback.conversation and t.number = feedback.turn)
    where entry is null`.execute(db);
}

async function addIndexes(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema.createIndex('turns_report').ifNotExists().on('turns').columns(['day', 'channel', 'kind', 'entry']).execute();
  await sql`create index if not exists turns_contacts on turns (day, contacts_json) where contacts_json <> '[]'`.execute(db);
  await sql`create index if not exists turns_first on turns (day, channel) where number = 1`.execute(db);
  await sql`create index if not exists conversations_flow on conversations (flow_at, flow_id, flow_step) where flow_at is not null`.execute(
    db,
  );
  await schema.createIndex('flow_ends_time').ifNotExists().on('flow_ends').columns(['created_at', 'flow', 'step', 'way']).execute();
  await schema.createIndex('feedback_time').ifNotExists().on('feedback').columns(['created_at', 'entry', 'solved']).execute();
}
