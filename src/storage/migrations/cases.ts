import type { Kysely } from 'kysely';

/** The inbox: one case for each conversation that was handed off. The list reads cases of one status, latest change first. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('cases')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.primaryKey().references('conversations.id').onDelete('cascade'))
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('problem', 'text', (column) => column.notNull())
    .addColumn('contacts_json', 'text', (column) => column.notNull())
    .addColumn('seen', 'integer', (column) => column.notNull())
    .addColumn('claimed_by', 'text')
    .addColumn('ending', 'text')
    .addColumn('opened_at', 'bigint', (column) => column.notNull())
    .addColumn('touched_at', 'bigint')
    .addColumn('heard_at', 'bigint')
    .addColumn('closed_at', 'bigint')
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('cases_status').ifNotExists().on('cases').columns(['status', 'updated_at', 'conversation']).execute();
}
