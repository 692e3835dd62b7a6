import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteStatement } from 'kysely';
import { DiskSync } from './disk-sync';
import type { Tables } from './schema';

/** Milliseconds to wait for another process that is writing. */
const BUSY_TIMEOUT = 5000;
/** Memory for pages of the database, in KiB. */
const CACHE_KIB = 32_768;

/** An open database with the way to make its writes last. */
export interface OpenDatabase {
  readonly db: Kysely<Tables>;
  /** Does something in one transaction in which no other process writes; all of it or nothing. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
  /** Resolves when everything written so far survives a loss of power. */
  readonly settle: () => Promise<void>;
  /** Removes what was deleted from the disk as well. */
  readonly scrub: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a database file, made when missing, together with its folder, which only its owner can read. */
export async function openSqlite(file: string): Promise<OpenDatabase> {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const database = new Database(file, { timeout: BUSY_TIMEOUT });
  try {
    configure(database);
    const disk = await DiskSync.open(`${file}-wal`);
    return describe(database, disk);
  } catch (error) {
    database.close();
    throw error;
  }
}

function configure(database: Database.Database): void {
  database.pragma('journal_mode = WAL');
  // Commits are brought to the disk by DiskSync, before they are acknowledged.
  database.pragma('synchronous = NORMAL');
  database.pragma('foreign_keys = ON');
  // The same pages are written again and again: copied back from the log less often, they are copied less.
  database.pragma('wal_autocheckpoint = 8000');
  // Deleted personal texts are overwritten, not only unlinked.
  database.pragma('secure_delete = ON');
  database.pragma(`cache_size = ${String(-CACHE_KIB)}`);
  // Writing something makes the log file that DiskSync opens.
  database.pragma(`user_version = ${String(database.pragma('user_version', { simple: true }))}`);
}

function describe(database: Database.Database, disk: DiskSync): OpenDatabase {
  const statements = new Map<string, SqliteStatement>();
  const prepare = (text: string): SqliteStatement => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const statement = database.prepare(text) as unknown as SqliteStatement;
    statements.set(text, statement);
    return statement;
  };
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: { prepare, close: () => database.close() } }) });
  return {
    db,
    alone: async (work) => {
      database.exec('begin immediate');
      try {
        await work();
        database.exec('commit');
      } catch (error) {
        if (database.inTransaction) database.exec('rollback');
        throw error;
      }
    },
    settle: () => disk.sync(),
    scrub: () => {
      database.pragma('wal_checkpoint(TRUNCATE)');
      return disk.sync();
    },
    close: async () => {
      await db.destroy();
      // Kysely leaves a database open with which it has done nothing yet.
      database.close();
      await disk.close();
    },
  };
}
