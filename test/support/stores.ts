import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMask } from '../../src/conversation/masking';
import { LocalFeed } from '../../src/storage/feed';
import { MemoryStore } from '../../src/storage/memory-store';
import { openStorage, type Storage, type StorageSettings } from '../../src/storage/open-store';
import { runSql, startPostgres, type TestPostgres } from './postgres';

/** Hides every personal number; nothing counts as published. */
export const maskAll = createMask({ contacts: [], offices: [] });

/** An empty place to keep conversations in; `S` is what opening it gives. */
export interface Place<T, S = Pick<Storage<T>, 'store' | 'feed' | 'cases'>> {
  /** Opens it; for databases, each time anew on the same data, as another process would. Closed by {@link Backend.stop} at the latest. */
  open(mask?: (text: string) => string): Promise<S>;
  /** Everything that lies in it, as raw text. */
  raw(): Promise<string>;
  /** Where it is, for commands; null for memory. */
  readonly settings: StorageSettings | null;
}

/** A kind of store that the contract is held against. */
export interface Backend {
  readonly name: string;
  /** Whether what is stored outlives the store. */
  readonly lasting: boolean;
  start(): Promise<void>;
  /** Closes and empties the places that were given out, for later tests to have. */
  clear(): Promise<void>;
  stop(): Promise<void>;
  /** An empty place; `fresh` makes sure that nothing was ever opened there. */
  place<T>(fresh?: boolean): Promise<Place<T>>;
}

/** A kind of store that keeps everything, also what belongs to the staff desk. */
export interface DatabaseBackend extends Backend {
  place<T>(fresh?: boolean): Promise<Place<T, Storage<T>>>;
}

/** Memory, an SQLite file, and a real PostgreSQL. */
export function backends(): readonly Backend[] {
  return [memory(), ...databases()];
}

/** An SQLite file and a real PostgreSQL. */
export function databases(): readonly DatabaseBackend[] {
  return [sqlite(), postgres()];
}

function memory(): Backend {
  return {
    name: 'memory',
    lasting: false,
    start: () => Promise.resolve(),
    clear: () => Promise.resolve(),
    stop: () => Promise.resolve(),
    place: <T>() => {
      let store: MemoryStore<T> | null = null;
      const place: Place<T> = {
        open: (mask = maskAll) => {
          const feed = new LocalFeed();
          store = new MemoryStore<T>({ mask, feed });
          return Promise.resolve({ store, feed, cases: store.cases });
        },
        raw: async () => {
          const lines: string[] = [];
          for await (const record of store?.export() ?? []) lines.push(JSON.stringify(record));
          return lines.join('\n');
        },
        settings: null,
      };
      return Promise.resolve(place);
    },
  };
}

/** Databases in files of a temporary folder. */
export function sqlite(): DatabaseBackend {
  const folders: string[] = [];
  const opened: Storage<never>[] = [];
  return {
    name: 'SQLite',
    lasting: true,
    start: () => Promise.resolve(),
    clear: () => closeAll(opened),
    stop: async () => {
      await closeAll(opened);
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
    place: <T>() => {
      const dataDir = mkdtempSync(join(tmpdir(), 'shebao-sqlite-'));
      folders.push(dataDir);
      const settings = { dataDir, databaseUrl: null };
      return Promise.resolve({ open: opener<T>(settings, opened), raw: () => Promise.resolve(rawFiles(dataDir)), settings });
    },
  };
}

/** Databases on the tests' server. */
export function postgres(): DatabaseBackend {
  let server: TestPostgres | null = null;
  const opened: Storage<never>[] = [];
  // Making a database and its tables takes longer than most tests.
  const used: string[] = [];
  const cleared: string[] = [];
  return {
    name: 'PostgreSQL',
    lasting: true,
    start: async () => {
      server = await startPostgres();
    },
    clear: async () => {
      await closeAll(opened);
      for (const databaseUrl of used.splice(0)) {
        await runSql(databaseUrl, EMPTY_TABLES);
        cleared.push(databaseUrl);
      }
    },
    stop: async () => {
      await closeAll(opened);
      await server?.stop();
    },
    place: async <T>(fresh = false) => {
      if (server === null) throw new Error('not started');
      const databaseUrl = (fresh ? undefined : cleared.pop()) ?? (await server.createDatabase());
      used.push(databaseUrl);
      const settings = { dataDir: '', databaseUrl };
      return { open: opener<T>(settings, opened), raw: () => rawTables(databaseUrl), settings };
    },
  };
}

/** Leaves the tables, and what says which migrations made them. Deleting is quicker than truncating, which makes new files. */
const EMPTY_TABLES = `do $$
  declare name text;
  begin
    set local session_replication_role = replica;
    for name in select tablename from pg_tables where schemaname = 'public' and tablename not like 'kysely_%' loop
      execute format('delete from %I', name);
    end loop;
    perform setval(format('%I', sequencename)::regclass, 1, false) from pg_sequences where schemaname = 'public';
  end $$`;

function opener<T>(settings: StorageSettings, opened: Storage<never>[]): Place<T, Storage<T>>['open'] {
  return async (mask = maskAll) => {
    const storage = await openStorage<T>(settings, { mask });
    opened.push(storage as unknown as Storage<never>);
    return storage;
  };
}

/** Closing twice does no harm. */
async function closeAll(opened: Storage<never>[]): Promise<void> {
  for (const { store } of opened.splice(0)) await store.close();
}

function rawFiles(folder: string): string {
  return readdirSync(folder)
    .map((name) => readFileSync(join(folder, name)).toString('utf8'))
    .join('\n');
}

async function rawTables(url: string): Promise<string> {
  const tables = await runSql(url, `select table_name from information_schema.tables where table_schema = 'public'`);
  const rows = await Promise.all(tables.map(({ table_name }) => runSql(url, `select t::text as row from "${String(table_name)}" t`)));
  return rows
    .flat()
    .map(({ row }) => String(row))
    .join('\n');
}
