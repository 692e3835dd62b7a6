const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { join } = require('node:path');

/** The tests of the command line run the built program, so it must be there; running it once learns the content for all tests. */
module.exports = () => {
  const program = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');
  if (!existsSync(program)) throw new Error('dist/ is missing. Run: npm run build');
  const { status, stderr } = spawnSync(process.execPath, [program, 'ask', '登录出现502怎么办'], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`The content cannot be opened. Run: npm run build && node dist/cli/main.js kb check\n${stderr}`);
};
