import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AccountsStore } from './accounts-store';
import type { CasesStore } from './cases-store';
import { Cleaner, type Mask } from './clean';
import { LocalFeed } from './feed';
import { migrate } from './migrations/migrate';
import type { LearningStore } from './learning-store';
import type { ReportStore } from './report-store';
import { SqlAccounts } from './sql-accounts';
import { SqlCases } from './sql-cases';
import { SqlLearning } from './sql-learning';
import { SqlReports } from './sql-reports';
import { SqlStore } from './sql-store';
import type { ActivityFeed, DeskStore } from './store';

/** Where conversations are kept. */
export interface StorageSettings {
  /** Folder of the embedded database. */
  readonly dataDir: string;
  /** Address of a PostgreSQL database; null for the embedded one. */
  readonly databaseUrl: string | null;
}

/** How a store is opened. */
export interface StorageOptions {
  /** Hides personal numbers in everything that is written. */
  readonly mask: Mask;
  /** False refuses to make an embedded database where there is none; true when left out. */
  readonly create?: boolean;
  /** Hears of lost connections, which are made good by themselves. */
  readonly onError?: (error: Error) => void;
}

/** A store, the feed that it tells of new activities, and what else lies in the same place; closing the store closes all. */
export interface Storage<T> {
  readonly store: DeskStore<T>;
  readonly feed: ActivityFeed;
  readonly accounts: AccountsStore;
  readonly cases: CasesStore;
  readonly learning: LearningStore;
  readonly reports: ReportStore;
}

/** The file of the embedded database. */
export function databaseFile({ dataDir }: Pick<StorageSettings, 'dataDir'>): string {
  return join(dataDir, 'desk.sqlite');
}

/** Opens the configured store and brings its tables up to date. Throws an error for people when it cannot. */
export function openStorage<T>(settings: StorageSettings, options: StorageOptions): Promise<Storage<T>> {
  const { databaseUrl } = settings;
  return databaseUrl === null ? openEmbedded(settings, options) : openShared(databaseUrl, options);
}

async function openEmbedded<T>(settings: StorageSettings, { mask, create = true }: StorageOptions): Promise<Storage<T>> {
  const file = databaseFile(settings);
  if (!create && !existsSync(file)) {
    throw new Error(`在 ${settings.dataDir} 里没有对话数据。请检查设置 SHEBAO_DATA_DIR，或先启动一次服务。`);
  }
  const { openSqlite } = await import('./sqlite.js');
  const feed = new LocalFeed();
  try {
    const database = await openSqlite(file);
    await database
      .alone(() => migrate(database.db))
      .catch(async (error: unknown) => {
        await database.close();
        throw error;
      });
    const close = async (): Promise<void> => {
      await feed.close();
      await database.close();
    };
    const parts = { ...database, cleaner: new Cleaner(mask) };
    return {
      store: new SqlStore<T>({ ...parts, oneConnection: true, feed, close }),
      feed,
      accounts: new SqlAccounts(parts),
      cases: new SqlCases({ ...parts, feed }),
      learning: new SqlLearning(parts),
      reports: new SqlReports(parts.db),
    };
  } catch (error) {
    throw new Error(`数据库 ${file} 打不开（${messageOf(error)}）。请检查设置 SHEBAO_DATA_DIR 指的文件夹能不能写。`, { cause: error });
  }
}

async function openShared<T>(url: string, { mask, onError = () => undefined }: StorageOptions): Promise<Storage<T>> {
  const [{ connectionConfig, openPostgres }, { PostgresFeed }] = await Promise.all([import('./postgres.js'), import('./postgres-feed.js')]);
  const config = connectionConfig(url);
  const { pool, db } = openPostgres(config, onError);
  try {
    await migrate(db);
    const feed = await PostgresFeed.open(config, pool, onError);
    const close = async (): Promise<void> => {
      await feed.close();
      await db.destroy();
    };
    const nothing = (): Promise<void> => Promise.resolve();
    const parts = { db, cleaner: new Cleaner(mask), settle: nothing };
    return {
      store: new SqlStore<T>({ ...parts, oneConnection: false, feed, scrub: nothing, close }),
      feed,
      accounts: new SqlAccounts(parts),
      cases: new SqlCases({ ...parts, feed }),
      learning: new SqlLearning(parts),
      reports: new SqlReports(parts.db),
    };
  } catch (error) {
    await db.destroy();
    // The address is not shown, because it holds a password.
    throw new Error(`连不上 PostgreSQL 数据库（${messageOf(error)}）。请检查设置 DATABASE_URL，以及数据库有没有启动。`, { cause: error });
  }
}

/** Connection errors come as a bundle with an empty message when a name has several addresses. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('；');
  return error instanceof Error ? error.message : String(error);
}
