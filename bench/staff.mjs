// npm run bench:staff: how long the pages of the staff desk take on a store of a million turns, on SQLite and PostgreSQL, and
// whether their queries use indexes. See README.md.
// node bench/staff.mjs [--turns 1000000] [--days 180] [--database sqlite|postgresql] [--rounds 5] [--plans only] [--show plans]
import { chinaDay } from '../dist/storage/report-store.js';
import { millis, printTable } from './measure.mjs';
import { option } from './arguments.mjs';
import { postgresDatabase, sqliteDatabase } from './staff-databases.mjs';
import { measureRoutes } from './staff-routes.mjs';
import { storeRows } from './staff-store.mjs';

const turns = Number(option('turns', '1000000'));
const days = Number(option('days', '180'));
const rounds = Number(option('rounds', '5'));
const only = option('database', '');
const plansOnly = option('plans', '') === 'only';
const showPlans = option('show', '') === 'plans';
/** Milliseconds in which a page must answer. */
const LIMIT = 1000;
const DAY_MS = 86_400_000;
/** Tables that no page may read as a whole, because they grow with every message. */
const LARGE = new Set(['turns', 'activities', 'conversations']);

/** What the pages ask of the stores, as [page and what, call]. */
function callsOf({ store, cases, learning, reports }, now) {
  const today = chinaDay(now);
  const month = { first: today - 29, last: today };
  const list = (status, more = {}) => cases.list({ status, limit: 51, ...more });
  const unanswered = { kinds: ['decline', 'unsolved', 'clarify'], from: now - 60 * DAY_MS, middle: now - 30 * DAY_MS, to: now };
  const oneCase = async () => {
    const [first] = await list('waiting');
    await cases.find(first.conversation);
    await store.history(first.conversation, { limit: 100 });
    await cases.background(first, 50);
  };
  return [
    ['inbox: counts', () => cases.counts('anna')],
    ['inbox: waiting', () => list('waiting')],
    ['inbox: mine', () => list('claimed', { account: 'anna' })],
    ['inbox: closed', () => list('closed')],
    ['inbox: closed, next page', async () => list('closed', { after: (await list('closed')).at(-1) })],
    ['inbox: closed, one channel', () => list('closed', { channel: 'wechat' })],
    ['inbox: overdue', () => cases.overdue(now - 15 * 60_000)],
    ['inbox: one case', oneCase],
    ['learn: unanswered', () => learning.unanswered(unanswered, 2001)],
    ['learn: proposals', () => learning.proposals(['proposed', 'accepted'], 200)],
    ['reports: a month', () => reports.counts(month, now)],
    ['reports: top unanswered', () => reports.unanswered(month, 30)],
    [`reports: all ${days} days`, () => reports.counts({ first: today - days, last: today }, now)],
  ];
}

let failed = false;
for (const make of [sqliteDatabase, postgresDatabase]) {
  if (only !== '' && !make.name.startsWith(only)) continue;
  const database = await make();
  try {
    await measure(database);
  } finally {
    await database.close();
  }
}
if (failed) process.exitCode = 1;

async function measure(database) {
  const now = Date.now();
  const began = performance.now();
  const counts = await database.fill(storeRows({ turns, days, now }));
  await database.settle();
  const filled = Object.entries(counts).map(([table, count]) => `${table} ${count}`);
  console.log(`\n${database.name}: ${filled.join(', ')} (${Math.round((performance.now() - began) / 1000)} s to fill)`);

  const storage = await database.open();
  const calls = callsOf(storage, now);
  database.recorder.start();
  const rows = [];
  for (const [name, call] of calls) rows.push(await timed(name, call, plansOnly ? 1 : rounds));
  const queries = database.recorder.stop();
  await storage.store.close();
  if (!plansOnly) table(`${database.name}, calls of the stores`, rows);
  judge(database.name, await database.plans(queries));
  if (!plansOnly)
    table(`${database.name}, over HTTP`, await measureRoutes(database, { days, now, timed: (name, call) => timed(name, call, rounds) }));
}

/** Milliseconds of some calls, the first one too. */
async function timed(name, call, times) {
  const taken = [];
  for (let i = 0; i < times; i++) {
    const began = performance.now();
    await call();
    taken.push(performance.now() - began);
  }
  taken.sort((a, b) => a - b);
  return { name, min: taken[0], median: taken[Math.floor(times / 2)], max: taken.at(-1) };
}

function table(title, rows) {
  console.log(`\n${title}, ms`);
  printTable([['', 'min', 'median', 'max', ''], ...rows.map(({ name, min, median, max }) => [name, millis(min), millis(median), millis(max), max < LIMIT ? '' : 'TOO SLOW'])]); // prettier-ignore
  if (rows.some(({ max }) => max >= LIMIT)) failed = true;
}

/** Prints how the queries read the tables, and fails when one reads a large table as a whole. */
function judge(name, plans) {
  const uses = new Map();
  for (const { text, reads } of plans) {
    if (showPlans) console.log(`\n${text}\n${reads.map((read) => `  ${describe(read)}`).join('\n')}`);
    for (const read of reads) {
      uses.set(describe(read), (uses.get(describe(read)) ?? 0) + 1);
      if (!read.whole || !LARGE.has(read.table)) continue;
      failed = true;
      console.log(`READS ALL of ${read.table}: ${text}`);
    }
  }
  console.log(`\n${name}, plans of ${plans.length} queries`);
  for (const [use, count] of [...uses].sort()) console.log(`${use}${count > 1 ? ` (${count} times)` : ''}`);
}

function describe({ table: read, index, whole, covering }) {
  return `${read === '' ? '(bitmap)' : read}: ${whole ? 'all of it' : 'a part'}${index === null ? '' : `, by ${covering ? 'nothing but ' : ''}${index}`}`;
}
