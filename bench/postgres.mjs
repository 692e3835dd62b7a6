// A real PostgreSQL server of its own, the one that the tests use.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SERVER = fileURLToPath(new URL('../test/support/postgres-server.mjs', import.meta.url));

/** Starts a server; `stop` removes it with its data. */
export async function startPostgres() {
  const child = spawn(process.execPath, [SERVER], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [address] = await once(createInterface({ input: child.stdout }), 'line');
  const stop = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { url: `${address}/postgres`, stop };
}
