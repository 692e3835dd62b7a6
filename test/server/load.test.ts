import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

const BENCH = join(__dirname, '..', '..', 'bench');

/** Runs a load command in its short form; rejects with what it prints when it finds a fault. */
async function run(name: string, ...options: readonly string[]): Promise<Record<string, unknown>[]> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(BENCH, name), ...options]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

// The whole are `npm run crash-test` and `npm run fuzz`.
test('nothing acknowledged is lost or done twice when the process is killed under load', async () => {
  const results = await run('crash.mjs', '--rounds', '2', '--conversations', '20');
  expect(results).toHaveLength(2);
  for (const { faults, acknowledged } of results) {
    expect(faults).toBe(0);
    expect(acknowledged).toBeGreaterThan(20);
  }
}, 240_000);

test('1,500 random and hostile requests bring no 5xx and no crash', async () => {
  const [result] = await run('fuzz.mjs', '--requests', '1500', '--slow', '0');
  expect(result).toMatchObject({ faults: 0 });
}, 240_000);
