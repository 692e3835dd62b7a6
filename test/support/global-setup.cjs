const { spawn } = require('node:child_process');
const { existsSync, mkdtempSync, openSync, writeFileSync } = require('node:fs');
const { once } = require('node:events');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/**
 * The tests of the command line run the built program, so it must be there; running it once learns the content for all
 * tests. Meanwhile a PostgreSQL server for all tests starts, for which only those wait that need it.
 */
module.exports = async () => {
  const program = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');
  if (!existsSync(program)) throw new Error('dist/ is missing. Run: npm run build');
  startPostgres();
  const child = spawn(process.execPath, [program, 'ask', '登录出现502怎么办'], { stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`The content cannot be opened. Run: npm run build && node dist/cli/main.js kb check\n${errors}`);
};

/** Its address, or what it says when it fails, goes into files of a folder that the tests are told. */
function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'shebao-test-postgres-'));
  process.env.SHEBAO_TEST_POSTGRES = folder;
  const child = spawn(process.execPath, [join(__dirname, 'postgres-server.mjs')], {
    stdio: ['pipe', openSync(join(folder, 'address'), 'w'), openSync(join(folder, 'errors'), 'w')],
  });
  child.once('exit', () => {
    if (existsSync(folder)) writeFileSync(join(folder, 'ended'), '');
  });
  globalThis.testPostgres = { child, folder };
}
