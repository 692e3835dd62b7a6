import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { FlowEnd, TurnKind, TurnSummary } from '../../../src/domain/turn';
import type { Storage } from '../../../src/storage/open-store';
import { chinaDay, type DayRange, type ReportCounts, startOfDay } from '../../../src/storage/report-store';
import type { TurnCommit, TurnRecord } from '../../../src/storage/store';
import { POSTGRES_TIMEOUT } from '../../support/postgres';
import { databases } from '../../support/stores';

const MINUTE = 60_000;
const KINDS: readonly TurnKind[] = ['answer', 'guide', 'clarify', 'decline', 'choice', 'handoff', 'step', 'other'];
const WAYS: readonly FlowEnd[] = ['solved', 'open', 'handoff', 'quit', 'switch'];
const ENTRIES = ['login-502', 'ukey-pin', null];
const CONTACTS = [[], [], ['business-hotline'], ['business-hotline', 'tax-hotline'], ['tax-hotline']];
const FLOWS = [null, { id: 'ukey', step: 'plugged' }, { id: 'ukey', step: 'light' }, { id: 'login', step: 'browser' }];
/** The first of October 2025 in China, when a month begins. */
const OCTOBER = chinaDay(Date.parse('2025-10-01T00:00:00+08:00'));

/** Something that was stored, as the reports are computed from it by hand. */
interface Written {
  readonly conversation: string;
  readonly channel: string;
  readonly at: number;
  readonly number: number;
  readonly turn: TurnRecord;
  readonly summary: TurnSummary;
}

interface Judged {
  readonly at: number;
  readonly turn: Written;
  readonly solved: boolean;
}

/** Numbers in an order that a seed fixes. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % below;
  };
}

describe('days in China', () => {
  test.each([
    ['2025-10-31T23:59:59.999+08:00', 30],
    ['2025-11-01T00:00:00+08:00', 31],
    ['2025-10-01T00:00:00+08:00', 0],
    ['2025-09-30T23:59:59.999+08:00', -1],
    ['2025-09-30T16:00:00Z', 0],
  ])('%s lies %i days behind the first of October', (time, days) => {
    expect(chinaDay(Date.parse(time)) - OCTOBER).toBe(days);
  });

  test('a day begins at midnight', () => {
    expect(new Date(startOfDay(OCTOBER)).toISOString()).toBe('2025-09-30T16:00:00.000Z');
    expect(chinaDay(startOfDay(OCTOBER))).toBe(OCTOBER);
    expect(chinaDay(startOfDay(OCTOBER) - 1)).toBe(OCTOBER - 1);
  });
});

describe.each(databases())('counts for reports in $name', (backend) => {
  let storage: Storage<string>;
  let clock: number;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  beforeEach(async () => {
    const place = await backend.place<string>();
    storage = await place.open();
    jest.spyOn(Date, 'now').mockImplementation(() => clock);
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await backend.clear();
  });

  async function say(at: number, conversation: string, version: number, changes: Partial<Written> = {}): Promise<Written> {
    clock = at;
    const turn: TurnRecord = {
      messageId: `m${String(version)}`,
      text: '问题',
      data: null,
      match: null,
      replies: [],
      flow: null,
      outcome: 'open',
      contacts: [],
      micros: 1,
      ...changes.turn,
    };
    const summary: TurnSummary = { kind: 'answer', entry: null, ended: null, ...changes.summary };
    const channel = changes.channel ?? 'web';
    const commit: TurnCommit<string> = { conversation, channel, state: '', version, turn, handoff: null, summary };
    const { number } = await storage.store.commitTurn(commit);
    return { conversation, channel, at, number, turn, summary };
  }

  const counts = (range: DayRange, now = clock): Promise<ReportCounts> => storage.reports.counts(range, now);

  test('are those of a computation by hand over some hundred turns, for any days', async () => {
    const random = randomNumbers(7);
    const pick = <V>(values: readonly V[]): V => values[random(values.length)] as V;
    const written: Written[] = [];
    const judged: Judged[] = [];
    for (let c = 0; c < 60; c++) {
      let at = startOfDay(OCTOBER - 3) + random(8 * 24 * 60) * MINUTE;
      const channel = pick(['web', 'wechat']);
      for (let version = 0; version < 1 + random(6); version++) {
        const ended = random(4) === 0 ? { flow: 'ukey', step: pick(['plugged', 'light']), way: pick(WAYS) } : null;
        const summary = { kind: pick(KINDS), entry: pick(ENTRIES), ended };
        const turn = { messageId: `m${String(version)}`, flow: pick(FLOWS), contacts: pick(CONTACTS) } as unknown as TurnRecord;
        const one = await say(at, `c${String(c)}`, version, { channel, turn, summary });
        written.push({ ...one, turn: { ...one.turn, ...turn } });
        if (random(3) === 0) {
          clock = at += random(1000) * MINUTE;
          const solved = random(2) === 0;
          await storage.store.feedback(one.conversation, one.number, solved, '');
          judged.push({ at, turn: one, solved });
        }
        at += random(300) * MINUTE;
      }
    }
    expect(written.length).toBeGreaterThan(100);
    const last = startOfDay(OCTOBER + 30);
    for (const [first, end] of [
      [-3, 30],
      [0, 0],
      [-1, 1],
      [2, 4],
      [20, 29],
    ] as const) {
      // prettier-ignore
      const range = { first: OCTOBER + first, last: OCTOBER + end };
      expect(sorted(await counts(range, last))).toEqual(sorted(byHand(range, last, written, judged)));
    }
    const now = startOfDay(OCTOBER + 2);
    const range = { first: OCTOBER - 3, last: OCTOBER + 30 };
    expect(sorted(await counts(range, now)).flowEnds).toEqual(sorted(byHand(range, now, written, judged)).flowEnds);
  });

  test('put what happened at midnight into the day that it belongs to in China', async () => {
    const night = startOfDay(OCTOBER);
    await say(night - MINUTE, 'c1', 0, { summary: { kind: 'answer', entry: 'before', ended: null } });
    await say(night + MINUTE, 'c1', 1, { summary: { kind: 'answer', entry: 'behind', ended: { flow: 'f', step: 's', way: 'quit' } } });
    await say(startOfDay(OCTOBER + 31) - MINUTE, 'c2', 0, { turn: { flow: { id: 'g', step: 't' } } as TurnRecord });
    clock = startOfDay(OCTOBER + 31) + MINUTE;
    await storage.store.feedback('c2', 1, true, '');
    clock += 30 * MINUTE;
    const month = (first: number, last: number): Promise<ReportCounts> => counts({ first: OCTOBER + first, last: OCTOBER + last });
    const september = await month(-30, -1);
    expect(september.turns).toEqual([{ day: OCTOBER - 1, channel: 'web', kind: 'answer', count: 1 }]);
    expect(september.entries).toEqual([{ kind: 'answer', entry: 'before', count: 1 }]);
    const october = await month(0, 30);
    expect(october.turns.map(({ day, count }) => [day - OCTOBER, count])).toEqual([
      [0, 1],
      [30, 1],
    ]);
    expect(october.conversations).toEqual([{ day: OCTOBER + 30, channel: 'web', count: 1 }]);
    expect(october.flowEnds).toEqual([
      { flow: 'f', step: 's', way: 'quit', count: 1 },
      { flow: 'g', step: 't', way: 'silent', count: 1 },
    ]);
    expect(october.judgements).toEqual([]);
    expect((await month(31, 60)).judgements).toEqual([{ entry: null, solved: 1, unsolved: 0 }]);
  });

  test('take nobody for having left who wrote within the last half hour, went on, or changed his mind about the answer', async () => {
    const noon = startOfDay(OCTOBER) + 720 * MINUTE;
    const flow = { turn: { flow: { id: 'ukey', step: 'light' } } as TurnRecord };
    const today = { first: OCTOBER, last: OCTOBER };
    await say(noon, 'c1', 0, flow);
    expect((await counts(today, noon + 29 * MINUTE)).flowEnds).toEqual([]);
    expect((await counts(today, noon + 31 * MINUTE)).flowEnds).toEqual([{ flow: 'ukey', step: 'light', way: 'silent', count: 1 }]);
    await say(noon + 40 * MINUTE, 'c1', 1);
    expect((await counts(today, noon + 300 * MINUTE)).flowEnds).toEqual([]);
    await storage.store.feedback('c1', 2, false, '看不懂');
    await storage.store.feedback('c1', 2, true, '');
    expect((await counts(today)).judgements).toEqual([{ entry: null, solved: 1, unsolved: 0 }]);
  });

  test('are none for days without anything, and for what was purged', async () => {
    const nothing: ReportCounts = { turns: [], entries: [], conversations: [], judgements: [], flowEnds: [], contacts: [] };
    expect(await counts({ first: OCTOBER, last: OCTOBER + 30 }, 0)).toEqual(nothing);
    await say(startOfDay(OCTOBER), 'c1', 0, {
      turn: { contacts: ['tax-hotline'], flow: { id: 'ukey', step: 'light' } } as unknown as TurnRecord,
      summary: { kind: 'step', entry: null, ended: { flow: 'ukey', step: 'light', way: 'quit' } },
    });
    await storage.store.feedback('c1', 1, true, '');
    await storage.store.purge(startOfDay(OCTOBER + 1));
    expect(await counts({ first: OCTOBER, last: OCTOBER + 30 }, Infinity)).toEqual(nothing);
  });

  test('count a turn without a summary for nothing but its conversation', async () => {
    clock = startOfDay(OCTOBER);
    const turn = {
      messageId: 'm',
      text: '',
      data: null,
      match: null,
      replies: [],
      flow: null,
      outcome: 'open',
      contacts: [],
      micros: 1,
    } as const;
    await storage.store.commitTurn({ conversation: 'c1', channel: 'web', state: '', version: 0, turn, handoff: null });
    const { turns, conversations } = await counts({ first: OCTOBER, last: OCTOBER });
    expect([turns, conversations]).toEqual([[], [{ day: OCTOBER, channel: 'web', count: 1 }]]);
  });
});

/** The counts, computed turn by turn. */
function byHand(range: DayRange, now: number, written: readonly Written[], judged: readonly Judged[]): ReportCounts {
  const within = ({ at }: { readonly at: number }): boolean => chinaDay(at) >= range.first && chinaDay(at) <= range.last;
  const turns = written.filter(within);
  const latest = written.filter(
    (one) => !written.some(({ conversation, number }) => conversation === one.conversation && number > one.number),
  );
  const silent = latest.filter((one) => within(one) && one.at < now - 30 * MINUTE);
  const told = turns.filter(({ summary: { kind } }) => kind !== 'step' && kind !== 'other');
  const judgements = judged.filter(within);
  return {
    turns: count(told.map(({ at, channel, summary: { kind } }) => ({ day: chinaDay(at), channel, kind }))),
    entries: count(told.map(({ summary: { kind, entry } }) => ({ kind, entry }))),
    conversations: count(turns.filter(({ number }) => number === 1).map(({ at, channel }) => ({ day: chinaDay(at), channel }))),
    judgements: count(judgements.map(({ turn }) => ({ entry: turn.summary.entry }))).map(({ entry, count: all }) => {
      const solved = judgements.filter((one) => one.solved && one.turn.summary.entry === entry).length;
      return { entry, solved, unsolved: all - solved };
    }),
    flowEnds: [
      ...count(turns.flatMap(({ summary }) => (summary.ended === null ? [] : [summary.ended]))),
      ...count(silent.flatMap(({ turn: { flow } }) => (flow === null ? [] : [{ flow: flow.id, step: flow.step, way: 'silent' as const }]))),
    ],
    contacts: count(turns.flatMap(({ turn }) => turn.contacts.map((contact) => ({ contact })))),
  };
}

/** How often each value is there. */
function count<V extends object>(values: readonly V[]): (V & { readonly count: number })[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(JSON.stringify(value), (counts.get(JSON.stringify(value)) ?? 0) + 1);
  return [...counts].map(([value, times]) => ({ ...(JSON.parse(value) as V), count: times }));
}

/** Lists in an order that depends only on what is in them. */
function sorted(counts: ReportCounts): Record<string, string[]> {
  const line = (row: object): string => JSON.stringify(Object.fromEntries(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))));
  return Object.fromEntries(Object.entries(counts).map(([name, rows]) => [name, (rows as readonly object[]).map(line).sort()]));
}
