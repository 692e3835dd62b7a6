const { once } = require('node:events');
const { rmSync } = require('node:fs');

/** Ends the PostgreSQL server of the tests. */
module.exports = async () => {
  const { child, folder } = globalThis.testPostgres;
  child.stdin.end();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  rmSync(folder, { recursive: true, force: true });
};
