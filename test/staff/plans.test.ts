import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';

const BENCH = join(__dirname, '..', '..', 'bench', 'staff.mjs');
const TIMEOUT = 180_000;
const run = promisify(execFile);

describe('the queries of the staff pages', () => {
  // The benchmark fails when a query reads a large table as a whole; so does this, with fewer rows and without timing.
  test.each(['sqlite', 'postgres'])(
    'read parts of the large tables by their indexes on %s',
    async (database) => {
      const { stdout } = await run(process.execPath, [BENCH, '--turns', '20000', '--plans', 'only', '--database', database]);
      expect(stdout).not.toContain('READS ALL');
      expect(Number(/plans of (\d+) queries/.exec(stdout)?.[1])).toBeGreaterThan(15);
      const reads = stdout.split('\n').filter((line) => /^(?:turns|activities|conversations):/.test(line));
      expect(reads.length).toBeGreaterThan(4);
      expect(reads.filter((line) => line.includes('all of it'))).toEqual([]);
      for (const index of ['turns_report', 'turns_contacts', 'turns_first', 'conversations_flow', 'flow_ends_time', 'feedback_time'])
        expect(stdout).toContain(`a part, by nothing but ${index}`);
      for (const index of ['cases_status', 'unanswered_period']) expect(stdout).toContain(index);
    },
    TIMEOUT,
  );
});
