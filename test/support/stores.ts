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
  stop(): Promise<void>;
  place<T>(): Promise<Place<T>>;
}

/** A kind of store that keeps everything, also what belongs to the staff desk. */
export interface DatabaseBackend extends Backend {
  place<T>(): Promise<Place<T, Storage<T>>>;
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

/** Databases on a server of its own. */
export function postgres(): DatabaseBackend {
  let server: TestPostgres | null = null;
  const opened: Storage<never>[] = [];
  return {
    name: 'PostgreSQL',
    lasting: true,
    start: async () => {
      server = await startPostgres();
    },
    stop: async () => {
      await closeAll(opened);
      await server?.stop();
    },
    place: async <T>() => {
      if (server === null) throw new Error('not started');
      const databaseUrl = await server.createDatabase();
      const settings = { dataDir: '', databaseUrl };
      return { open: opener<T>(settings, opened), raw: () => rawTables(databaseUrl), settings };
    },
  };
}

function opener<T>(settings: StorageSettings, opened: Storage<never>[]): Place<T, Storage<T>>['open'] {
  return async (mask = maskAll) => {
    const storage = await openStorage<T>(settings, { mask });
    opened.push(storage as unknown as Storage<never>);
    return storage;
  };
}

/** Closing twice does no harm. */
async function closeAll(opened: readonly Storage<never>[]): Promise<void> {
  for (const { store } of opened) await store.close();
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
