import type { Kysely } from 'kysely';

/** The first tables. Every statement can be repeated, because SQLite may be left in the middle of a migration. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db;
  await schema
    .createTable('conversations')
    .ifNotExists()
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('channel', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text')
    .addColumn('state_json', 'text')
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('watermark', 'integer', (column) => column.notNull())
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute();
  await schema
    .createTable('turns')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('message_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('replies', 'integer', (column) => column.notNull())
    .addColumn('decision', 'text')
    .addColumn('match_json', 'text')
    .addColumn('flow_id', 'text')
    .addColumn('flow_step', 'text')
    .addColumn('outcome', 'text', (column) => column.notNull())
    .addColumn('contacts_json', 'text', (column) => column.notNull())
    .addColumn('micros', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('turns_key', ['conversation', 'number'])
    .addUniqueConstraint('turns_message', ['conversation', 'message_id'])
    .execute();
  await schema
    .createTable('activities')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull().references('conversations.id').onDelete('cascade'))
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('turn', 'integer')
    .addColumn('author', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('choices_json', 'text')
    .addColumn('data_json', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('activities_key', ['conversation', 'sequence'])
    .execute();
  await schema
    .createTable('feedback')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('solved', 'integer', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('feedback_key', ['conversation', 'turn'])
    .addForeignKeyConstraint('feedback_turn', ['conversation', 'turn'], 'turns', ['conversation', 'number'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await schema
    .createTable('handoffs')
    .ifNotExists()
    .addColumn('conversation', 'text', (column) => column.notNull())
    .addColumn('turn', 'integer', (column) => column.notNull())
    .addColumn('contacts_json', 'text', (column) => column.notNull())
    .addColumn('problem', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('handoffs_key', ['conversation', 'turn'])
    .addForeignKeyConstraint('handoffs_turn', ['conversation', 'turn'], 'turns', ['conversation', 'number'], (key) =>
      key.onDelete('cascade'),
    )
    .execute();
  await schema
    .createTable('secrets')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute();
}
