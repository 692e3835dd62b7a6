import type { Kysely } from 'kysely';

/** Questions without an answer and what is proposed to be taught. Every statement can be repeated; see the first migration. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('unanswered')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('unanswered_key', ['conversation', 'turn'])
    .addForeignKeyConstraint('unanswered_turn', ['conversation', 'turn'], 'turns', ['conversation', 'number'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  // Holds all that a look at a period needs, so that it reads one stretch of the index and nothing else.
  await schema.createIndex('unanswered_period').ifNotExists().on('unanswered').columns(['created_at', 'kind', 'key', 'text']).execute();
  await schema
    .createTable('settled')
    .ifNotExists()
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('until', 'bigint', (column) => column.notNull())
    .addColumn('proposal', 'text')
    .addColumn('by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema.createIndex('settled_proposal').ifNotExists().on('settled').column('proposal').execute();
  await schema
    .createTable('proposals')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('target', 'text', (column) => column.notNull())
    .addColumn('texts_json', 'text', (column) => column.notNull())
    .addColumn('entry_json', 'text')
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('proposed_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('decided_by', 'text')
    .addColumn('decided_at', 'bigint')
    .addColumn('applied_at', 'bigint')
    .addColumn('fault', 'text')
    .addColumn('effect_stamp', 'text')
    .addColumn('effect_json', 'text')
    .execute();
  await schema.createIndex('proposals_status').ifNotExists().on('proposals').columns(['status', 'created_at']).execute();
}
