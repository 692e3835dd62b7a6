import { type Kysely, type Migration, Migrator } from 'kysely';
import type { Tables } from '../schema';
import { up as accounts } from './accounts';
import { up as cases } from './cases';
import { up as initial } from './initial';
import { up as learning } from './learning';
import { up as reports } from './reports';

/** Steps by name, in the order of their names; a step that has been released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-initial': { up: initial },
  '002-accounts': { up: accounts },
  '003-cases': { up: cases },
  '004-learning': { up: learning },
  '005-reports': { up: reports },
};

/** Brings a database to the present tables. Throws when it cannot, also for a database that a newer program has changed. */
export async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error && error.message.startsWith('corrupted migrations')) {
    throw new Error('数据库是由更新版本的程序建立的，请用新版本的程序打开它。', { cause: error });
  }
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed', { cause: error });
}
