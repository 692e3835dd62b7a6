// npm run bench: accuracy and speed beside other libraries, growth with the number of titles and texts, and cold start. See README.md.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareSystems } from './systems.mjs';
import { compareGrouping } from './grouping.mjs';
import { compareGrowth } from './growth.mjs';
import { compareColdStart } from './cold-start.mjs';
import { compareConversation } from './conversation.mjs';

const folder = join(import.meta.dirname, '..', 'test', 'questions');
const sampleAt = process.argv.indexOf('--sample');
const sample = sampleAt < 0 ? 240 : Number(process.argv[sampleAt + 1]);
if (!Number.isInteger(sample) || sample < 1) {
  console.error('Usage: npm run bench -- [--sample NUMBER]');
  process.exit(2);
}

const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
const questions = files.flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => JSON.parse(line)),
);

const checks = [
  ...(await compareSystems(questions, sample)),
  ...(await compareGrowth()),
  ...(await compareGrouping(questions)),
  ...(await compareConversation()),
  ...compareColdStart(),
];

console.log('\nREQUIREMENTS');
for (const { what, holds, seen } of checks) console.log(`${holds ? 'holds' : 'FAILS'}  ${what}: ${seen}`);
if (checks.some(({ holds }) => !holds)) process.exitCode = 1;
