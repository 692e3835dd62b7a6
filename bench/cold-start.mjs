import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { millis, printTable, quantile } from './measure.mjs';

const MAIN = join(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
const ROUNDS = 11;
/** Most milliseconds that `shebao ask` may take beyond an empty program. */
const ALLOWED = 400;

/** New processes of `shebao ask` and of an empty program by turns; returns the requirement on the difference. */
export function compareColdStart() {
  console.log(`\nCOLD START: new processes, medians of ${ROUNDS}, what was learned being stored`);
  run([MAIN, 'ask', '登录出现502怎么办']);
  const empty = [];
  const ask = [];
  for (let round = 0; round < ROUNDS; round++) {
    empty.push(run(['-e', '0']));
    ask.push(run([MAIN, 'ask', '登录出现502怎么办']));
  }
  const medians = [quantile(empty, 0.5), quantile(ask, 0.5)];
  printTable([
    ['', 'median ms', 'slowest ms'],
    ['node -e 0', millis(medians[0]), millis(Math.max(...empty))],
    ['shebao ask', millis(medians[1]), millis(Math.max(...ask))],
  ]);
  const difference = medians[1] - medians[0];
  return [{ what: `a cold shebao ask within ${ALLOWED} ms of node -e 0`, holds: difference <= ALLOWED, seen: `${millis(difference)} ms` }];
}

function run(args) {
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return performance.now() - start;
}
