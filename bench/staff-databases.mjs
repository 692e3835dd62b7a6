// SQLite and PostgreSQL, each with the desk's storage open on it, a quick way to fill it, and a record of what is asked of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFile, openStorage } from '../dist/storage/open-store.js';
import { startPostgres } from './postgres.mjs';

const require = createRequire(import.meta.url);
const Database = require('better-sqlite3');
const pg = require('pg');

/** Rows that PostgreSQL takes in one statement. */
const ROWS = 5000;
const plain = { mask: (text) => text };

/** An empty SQLite file. */
export async function sqliteDatabase() {
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-staff-bench-'));
  const settings = { dataDir, databaseUrl: null };
  await migrated(settings);
  const file = databaseFile(settings);
  const recorder = record(Database.prototype, 'prepare', (text) => ({ text, values: [] }));
  return {
    name: 'SQLite',
    settings,
    env: { SHEBAO_DATA_DIR: dataDir },
    recorder,
    fill: (batches) => fillSqlite(file, batches),
    /** Without statistics, as an embedded database is in the office. */
    settle: () => Promise.resolve(),
    open: () => openStorage(settings, plain),
    plans: (queries) => sqlitePlans(file, queries),
    close: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
  };
}

/** An empty database of a PostgreSQL server of its own. */
export async function postgresDatabase() {
  const server = await startPostgres();
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-staff-bench-'));
  const settings = { dataDir, databaseUrl: server.url };
  await migrated(settings);
  const recorder = record(pg.Client.prototype, 'query', (text, values) =>
    typeof text === 'string' ? { text, values: values ?? [] } : null,
  );
  return {
    name: 'PostgreSQL',
    settings,
    env: { SHEBAO_DATA_DIR: dataDir, DATABASE_URL: server.url },
    recorder,
    fill: (batches) => withClient(server.url, (client) => fillPostgres(client, batches)),
    /** What the server does by itself some minutes later. */
    settle: () => withClient(server.url, (client) => client.query('vacuum analyze')),
    open: () => openStorage(settings, plain),
    plans: (queries) => withClient(server.url, (client) => postgresPlans(client, queries)),
    close: async () => {
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function migrated(settings) {
  const { store } = await openStorage(settings, plain);
  await store.close();
}

/** Notes the statements that go through a method while it is on. */
function record(prototype, method, read) {
  const original = prototype[method];
  const seen = new Map();
  let on = false;
  prototype[method] = function (...given) {
    const query = on ? read(...given) : null;
    if (query !== null && /^\s*(?:select|with)\b/i.test(query.text) && !seen.has(query.text)) seen.set(query.text, query);
    return original.apply(this, given);
  };
  return {
    start: () => {
      seen.clear();
      on = true;
    },
    stop: () => {
      on = false;
      return [...seen.values()];
    },
  };
}

async function fillSqlite(file, batches) {
  const database = new Database(file);
  database.pragma('journal_mode = OFF');
  database.pragma('synchronous = OFF');
  database.pragma('cache_size = -2000000');
  const statements = new Map();
  const counts = {};
  for (const tables of batches) {
    database.exec('begin');
    for (const [table, rows] of Object.entries(tables)) {
      counts[table] = (counts[table] ?? 0) + rows.length;
      if (rows.length === 0) continue;
      const columns = Object.keys(rows[0]);
      const insert =
        statements.get(table) ??
        database.prepare(`insert into ${table} (${columns.join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`);
      statements.set(table, insert);
      for (const row of rows) insert.run(row);
    }
    database.exec('commit');
  }
  database.pragma('journal_mode = WAL');
  database.close();
  return counts;
}

async function fillPostgres(client, batches) {
  const types = new Map();
  const { rows: columns } = await client.query(
    `select table_name as table, column_name as name, data_type as type from information_schema.columns where table_schema = 'public'`,
  );
  for (const { table, name, type } of columns) types.set(`${table}.${name}`, type);
  const counts = {};
  for (const tables of batches) {
    await client.query('begin');
    for (const [table, rows] of Object.entries(tables)) {
      counts[table] = (counts[table] ?? 0) + rows.length;
      for (let from = 0; from < rows.length; from += ROWS) {
        const names = Object.keys(rows[from]);
        const arrays = names.map((_, i) => `$${i + 1}::${types.get(`${table}.${names[i]}`)}[]`);
        const part = rows.slice(from, from + ROWS);
        await client.query(
          `insert into ${table} (${names.join(', ')}) select * from unnest(${arrays.join(', ')})`,
          names.map((name) => part.map((row) => row[name])),
        );
      }
    }
    await client.query('commit');
  }
  return counts;
}

async function withClient(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** How each statement reads each of its tables: `search` by an index, or `scan` of all of it. */
function sqlitePlans(file, queries) {
  const database = new Database(file, { readonly: true });
  const plans = queries.map(({ text }) => {
    const names = aliases(text);
    const values = Array(text.split('?').length - 1).fill(null);
    const rows = database.prepare(`explain query plan ${text}`).all(...values);
    const reads = rows.flatMap(({ detail }) => {
      const [, how, name, rest = ''] = /^(SCAN|SEARCH) (\S+)(.*)$/.exec(detail) ?? [];
      if (how === undefined) return [];
      const index = /USING (?:COVERING )?INDEX (\S+)/.exec(rest)?.[1] ?? (/PRIMARY KEY/.test(rest) ? 'primary key' : null);
      return [{ table: names.get(name) ?? name, index, whole: how === 'SCAN', covering: rest.includes('COVERING') }];
    });
    return { text, reads };
  });
  database.close();
  return plans;
}

async function postgresPlans(client, queries) {
  const plans = [];
  for (const { text, values } of queries) {
    const { rows } = await client.query(`explain (format json) ${text}`, values);
    plans.push({ text, reads: readsOf(rows[0]['QUERY PLAN'][0].Plan) });
  }
  return plans;
}

function readsOf(node) {
  const below = (node.Plans ?? []).flatMap(readsOf);
  const { 'Node Type': type, 'Relation Name': table, 'Index Name': index } = node;
  if (type === 'Bitmap Index Scan') return [{ table: '', index, whole: node['Index Cond'] === undefined, covering: false }, ...below];
  if (table === undefined || type === 'Bitmap Heap Scan') return below;
  const whole = type.includes('Seq Scan') || (type.startsWith('Index') && node['Index Cond'] === undefined);
  return [{ table, index: index ?? null, whole, covering: type === 'Index Only Scan' }, ...below];
}

/** Tables by the names that a statement gives them. */
function aliases(text) {
  return new Map([...text.matchAll(/"(\w+)" as "(\w+)"/g)].map(([, table, alias]) => [alias, table]));
}
