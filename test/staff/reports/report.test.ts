import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { ReportResponse, ReportTotals } from '../../../src/staff/api/reports';
import { dateOf, dayOf, readRange } from '../../../src/staff/reports/days';
import { reportSheet } from '../../../src/staff/reports/sheet';
import { openStorage } from '../../../src/storage/open-store';
import { keyOf } from '../../../src/storage/unanswered';
import { OPENING_TIMEOUT } from '../../support/desk';
import { startServer, type TestServer } from '../../support/server';
import { addAccount, StaffClient } from '../../support/staff';
import { maskAll } from '../../support/stores';
import { writeSample } from './sample';

const MONTH = 'from=2026-10-01&to=2026-10-31';
const NO_TOTALS: ReportTotals = {
  ...{ conversations: 0, answered: 0, guided: 0, clarified: 0, declined: 0, handoffs: 0, chosen: 0, solved: 0, unsolved: 0 },
};

describe('the days of a report', () => {
  const now = Date.parse('2026-11-05T00:30:00+08:00');
  const range = (query: Record<string, unknown>): string => {
    const found = readRange(query, now);
    return found === null ? 'none' : `${dateOf(found.first)} ${dateOf(found.last)}`;
  };

  test('are the last thirty in China when nothing is said', () => {
    expect(range({})).toBe('2026-10-07 2026-11-05');
  });

  test.each([
    [{ from: '2026-02-01', to: '2026-02-28' }, '2026-02-01 2026-02-28'],
    [{ from: '2026-02-01', to: '2026-02-01' }, '2026-02-01 2026-02-01'],
    [{ from: '2025-11-05', to: '2026-11-05' }, '2025-11-05 2026-11-05'],
  ])('are those of %j', (query, days) => {
    expect(range(query)).toBe(days);
  });

  test.each([
    { from: '2026-02-01' },
    { from: '2026-02-02', to: '2026-02-01' },
    { from: '2026-02-30', to: '2026-03-01' },
    { from: '2026-2-1', to: '2026-03-01' },
    { from: '2025-11-04', to: '2026-11-05' },
    { from: ['2026-02-01'], to: '2026-02-01' },
    { from: '1960-01-01', to: '1960-01-02' },
    { from: 'yesterday', to: '2026-02-01' },
  ])('are refused for %j', (query) => {
    expect(range(query)).toBe('none');
  });

  test('are named alike both ways', () => {
    expect(dateOf(dayOf('2024-02-29') ?? 0)).toBe('2024-02-29');
  });
});

describe('the reports', () => {
  let desk: TestServer;
  let anna: StaffClient;

  beforeAll(async () => {
    desk = await startServer();
    await addAccount(desk.accounts, 'anna', 'teach');
    anna = await StaffClient.signIn(desk.url, 'anna');
    const left = { id: 'ukey-trouble', step: 'plugged' };
    await writeSample(desk.store as never, [
      { conversation: 'c0', time: '2026-09-30T23:59', kind: 'answer', entry: 'login-502' },
      { conversation: 'c1', time: '2026-10-01T00:01', kind: 'answer', entry: 'login-502', solved: true },
      { conversation: 'c1', time: '2026-10-01T00:05', kind: 'clarify', entry: 'login-502' },
      { conversation: 'c1', time: '2026-10-01T00:06', kind: 'choice', entry: 'login-502', solved: false },
      { conversation: 'c1', time: '2026-10-01T00:07', kind: 'handoff', entry: 'login-502', contacts: ['business-hotline', 'no-more'] },
      { conversation: 'c2', time: '2026-10-15T10:00', kind: 'decline', text: '=HYPERLINK("http://x","股票")', channel: 'wechat' },
      { conversation: 'c2', time: '2026-10-15T10:01', kind: 'decline', text: '=hyperlink("http://x","股票")！', channel: 'wechat' },
      { conversation: 'c3', time: '2026-10-31T23:58', kind: 'guide', entry: 'removed-entry', flow: left },
      { conversation: 'c3', time: '2026-10-31T23:59', kind: 'step', ended: { flow: 'gone', step: 'first', way: 'quit' }, flow: left },
      { conversation: 'c4', time: '2026-11-01T00:00', kind: 'answer', entry: 'login-502' },
    ]);
  }, OPENING_TIMEOUT);
  afterAll(() => desk.stop());

  async function report(query = MONTH): Promise<ReportResponse> {
    const response = await anna.get(`reports?${query}`);
    expect(response.status).toBe(200);
    return (await response.json()) as ReportResponse;
  }

  test('count a month from its first minute to its last', async () => {
    const { from, to, totals, before, days } = await report();
    expect([from, to, days.length]).toEqual(['2026-10-01', '2026-10-31', 31]);
    expect(totals).toEqual({
      ...NO_TOTALS,
      ...{ conversations: 3, answered: 1, guided: 1, clarified: 1, declined: 2, handoffs: 1, chosen: 1, solved: 1, unsolved: 1 },
    });
    expect(before).toEqual({ ...NO_TOTALS, conversations: 1, answered: 1 });
    expect(days[0]).toMatchObject({ day: '2026-10-01', conversations: 1, answered: 1, clarified: 1, handoffs: 1 });
    expect(days[30]).toMatchObject({ day: '2026-10-31', guided: 1 });
    expect(days[1]).toMatchObject({ conversations: 0, answered: 0 });
  });

  test('give names to topics, channels, entries, flows, steps and contacts, also to those removed since', async () => {
    const { topics, channels, entries, flows, steps, contacts } = await report();
    expect(topics.map(({ title, answered, solved }) => [title, answered, solved])).toContainEqual(['登录', 1, 1]);
    expect(channels.map(({ name, declined }) => [name, declined])).toEqual([
      ['网页', 0],
      ['微信', 2],
    ]);
    expect(entries.map(({ title, questions }) => [title, questions])).toEqual([
      [expect.stringContaining('502'), 2],
      ['removed-entry（已删除）', 1],
    ]);
    expect(flows.map(({ walks, left }) => [walks, left])).toEqual([
      [1, 1],
      [1, 1],
    ]);
    expect(steps).toContainEqual({ flow: 'gone（已删除）', step: 'first（已删除）', quit: 1, switched: 0, silent: 0, handoffs: 0 });
    expect(steps.map(({ silent }) => silent)).toContain(1);
    expect(contacts.map(({ count }) => count)).toEqual([1, 1]);
    expect(contacts.map(({ name }) => name)).toContain('no-more（已删除）');
  });

  test('count one wording written in two ways as one, and show when it has been taught', async () => {
    const counted = async (): Promise<unknown[]> =>
      (await report()).unanswered.map(({ count, clarified, unsolved, settled }) => [count, clarified, unsolved, settled]);
    expect(await counted()).toEqual([
      [2, 0, 0, false],
      [2, 1, 1, false],
    ]);
    const other = await openStorage({ dataDir: desk.dataDir, databaseUrl: null }, { mask: maskAll });
    await other.learning.dismiss([keyOf('怎么办')], 'anna');
    await other.store.close();
    expect(await counted()).toEqual([
      [2, 0, 0, false],
      [2, 1, 1, true],
    ]);
  });

  test('are an Excel file too, in which nothing that users wrote is a formula', async () => {
    const response = await anna.get(`reports/sheet?${MONTH}`);
    expect(response.headers.get('content-type')).toContain('spreadsheetml');
    expect(decodeURIComponent(response.headers.get('content-disposition') ?? '')).toContain('社保问答报表 2026-10-01 至 2026-10-31.xlsx');
    const workbook = await readWorkbook(Buffer.from(await response.arrayBuffer()));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual([
      ...['概况', '每天', '主题', '问得最多的', '渠道', '带办流程', '中断的步骤', '没答上的问题', '给出的联系方式'],
    ]);
    expect(rows(workbook, '概况')).toContainEqual(['提问数', 5, 1]);
    expect(rows(workbook, '概况')).toContainEqual(['解决率', 0.5, null]);
    expect(rows(workbook, '每天')).toHaveLength(32);
    expect(rows(workbook, '没答上的问题')[1]?.[0]).toMatch(/^=HYPERLINK/i);
    expect(formulas(workbook)).toEqual([]);
  });

  test('hold no formula and no character that breaks the file, whatever a text is', async () => {
    const texts = ['=1+1', '+1', '-1', '@SUM(1)', '\t=1', "'=1", '\u0000\u0007坏字', '\ud800半个', '<b>&"', '长'.repeat(8000)];
    const made = await report();
    const unanswered = texts.map((text) => ({ text, count: 1, clarified: 0, unsolved: 0, settled: true }));
    const workbook = await readWorkbook(await reportSheet({ ...made, unanswered, contacts: texts.map((name) => ({ name, count: 1 })) }));
    expect(formulas(workbook)).toEqual([]);
    const read = rows(workbook, '没答上的问题').slice(1);
    expect(read.map(([text]) => String(text).slice(0, 20))).toEqual(
      texts.map((text) =>
        text
          .replace(/[\u0000\u0007]/g, '')
          .toWellFormed()
          .slice(0, 20),
      ),
    );
    expect(read.every((row) => row.at(-1) === '已处理')).toBe(true);
  });

  test('refuse days that are none, and accounts that only answer', async () => {
    expect((await anna.get('reports?from=2026-02-30&to=2026-03-01')).status).toBe(400);
    expect((await anna.get('reports/sheet?from=2026-03-02&to=2026-03-01')).status).toBe(400);
    await addAccount(desk.accounts, 'bob', 'answer');
    const bob = await StaffClient.signIn(desk.url, 'bob');
    expect([(await bob.get('reports')).status, (await bob.get('reports/sheet')).status]).toEqual([403, 403]);
    expect((await fetch(`${desk.url}/staff/api/reports`)).status).toBe(401);
  });

  test('are empty, not broken, where there is nothing', async () => {
    const empty = await report('from=2020-02-01&to=2020-02-29');
    expect(empty.totals).toEqual(NO_TOTALS);
    expect(empty.days).toHaveLength(29);
    expect([empty.topics, empty.entries, empty.channels, empty.flows, empty.steps, empty.unanswered, empty.contacts].flat()).toEqual([]);
    expect(rows(await readWorkbook(await reportSheet(empty)), '概况')).toContainEqual(['答上率', null, null]);
  });
});

async function readWorkbook(file: Buffer): Promise<ExcelJS.Workbook> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(file as never);
  return workbook;
}

/** A sheet's cells, row by row. */
function rows(workbook: ExcelJS.Workbook, name: string): unknown[][] {
  const sheet = workbook.getWorksheet(name);
  const found: unknown[][] = [];
  sheet?.eachRow((row) => found.push(Array.from({ length: sheet.columnCount }, (_, i) => row.getCell(i + 1).value)));
  return found;
}

function formulas(workbook: ExcelJS.Workbook): string[] {
  const found: string[] = [];
  for (const sheet of workbook.worksheets)
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        if (cell.type === ExcelJS.ValueType.Formula || cell.type === ExcelJS.ValueType.Hyperlink) found.push(cell.address);
      });
    });
  return found;
}
