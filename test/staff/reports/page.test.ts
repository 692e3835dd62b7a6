import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { type Period, periodOf } from '../../../src/staff/page/reports/period';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';
import { startServer, type TestServer } from '../../support/server';
import { addAccount } from '../../support/staff';
import { builtPages, LOOKS, signIn } from '../../support/staff-browser';
import { launch, openPage, picture, violations, type WatchedPage } from '../../widget/support/browser';
import { type SampleTurn, writeSample } from './sample';

const OCTOBER = 'from=2026-10-01&to=2026-10-31';
let browser: Browser;
let desk: TestServer;
const opened: WatchedPage[] = [];

beforeAll(async () => {
  browser = await launch('current');
  desk = await startServer({}, builtPages());
  await addAccount(desk.accounts, 'anna', 'teach');
  await addAccount(desk.accounts, 'bob', 'answer');
  await writeSample(desk.store as never, await october());
}, OPENING_TIMEOUT);
afterAll(async () => {
  await browser.close();
  await desk.stop();
  expect(opened.flatMap(({ errors }) => errors)).toEqual([]);
});

/** A month with some hundred turns, the same every time. */
async function october(): Promise<SampleTurn[]> {
  const { knowledge, dialogs } = await openRealDesk();
  const entries = knowledge.entries.map(({ id }) => id);
  const contacts = knowledge.contacts.map(({ id }) => id);
  const steps = dialogs.flows.flatMap((flow) =>
    Object.keys(flow.steps)
      .filter((step) => flow.steps[step]?.kind === 'ask')
      .slice(0, 2)
      .map((step) => ({ flow: flow.id, step })),
  );
  const at = <V>(values: readonly V[], i: number): V => values[i % values.length] as V;
  return Array.from({ length: 31 }, (_, day) => {
    const date = `2026-10-${String(day + 1).padStart(2, '0')}`;
    return Array.from({ length: 2 + ((day * 7) % 11) }, (__, i): SampleTurn[] => {
      const n = day * 5 + i;
      const head = { conversation: `${date}-${String(i)}`, channel: i % 3 === 0 ? 'wechat' : 'web' };
      const time = (minute: number): string => `${date}T${String(8 + (i % 10)).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
      const { flow, step } = at(steps, n * n);
      const way = at(['solved', 'solved', 'handoff', 'quit', 'switch', 'open'] as const, n);
      const first = { ...head, time: time(1), entry: at(entries, Math.floor(n / 9) + (i % 4)) };
      if (i % 5 === 1) return [{ ...head, time: time(1), kind: 'decline', text: `${at(['股票', '护照', '驾照'], n)}怎么办` }];
      if (i % 5 === 2)
        return [
          { ...first, kind: 'clarify', text: '登录不上' },
          { ...first, time: time(2), kind: 'choice', solved: n % 2 === 0 },
        ];
      if (i % 5 === 3) {
        const ended = { flow, step, way };
        const after: SampleTurn =
          way === 'handoff'
            ? { ...first, time: time(3), kind: 'handoff', ended, contacts: [at(contacts, n), at(contacts, n + 1)] }
            : { ...first, time: time(3), kind: 'step', ended };
        return [{ ...first, kind: 'guide', flow: { id: flow, step } }, after];
      }
      return [
        { ...first, kind: 'answer', contacts: n % 4 === 0 ? [at(contacts, n)] : [], ...(n % 3 === 0 ? { solved: n % 9 !== 0 } : {}) },
      ];
    }).flat();
  }).flat();
}

/** Opens a page of the staff desk as somebody and waits for its heading. */
async function open(path: string, name: string, options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  const watched = await openPage(browser, `${desk.url}/staff/${path}`, options);
  opened.push(watched);
  await signIn(watched.page, name);
  await watched.page.getByRole('heading', { level: 1 }).waitFor();
  return watched.page;
}

describe.each(LOOKS)('$name', ({ name, ...look }) => {
  test('the report has nothing that axe objects to and does not scroll sideways', async () => {
    const page = await open(`reports?${OCTOBER}`, 'anna', look);
    await page.getByRole('heading', { name: '按主题' }).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByText('看数字').click();
    await page.setViewportSize({ width: look.viewport.width, height: 3200 });
    await picture(page, `staff-reports-${name}`);
    expect(await violations(page)).toEqual([]);
  });
});

describe('the report', () => {
  test('says in words and in a table what its chart shows', async () => {
    const page = await open(`reports?${OCTOBER}`, 'anna', { viewport: { width: 1280, height: 844 } });
    const chart = page.getByRole('img', { name: '每天的提问' });
    await chart.waitFor();
    const words = await page.locator('#days-desc').textContent();
    const asked = Number(/共 (\d+) 个提问/.exec(words ?? '')?.[1]);
    expect(asked).toBeGreaterThan(100);
    await page.getByText('看数字').click();
    const cells = await page.locator('section[aria-labelledby="days"] tbody td:nth-of-type(2)').allInnerTexts();
    expect(cells).toHaveLength(31);
    expect(cells.reduce((sum, cell) => sum + Number(cell), 0)).toBe(asked);
    // As high as the parts of the whole say.
    const { heights, most } = await page.evaluate<{ heights: number[]; most: number }>(`(() => {
      const groups = [...document.querySelectorAll('.chart g')].filter((g) => g.querySelector('title'));
      const heights = groups.map((g) => [...g.querySelectorAll('rect.part')].reduce((sum, r) => sum + Number(r.getAttribute('height')), 0));
      return { heights, most: Math.max(...heights) };
    })()`);
    const highest = Math.max(...cells.map(Number));
    heights.forEach((height, i) => {
      expect(height / most).toBeCloseTo(Number(cells[i]) / highest, 5);
    });
  });

  test('is that of the days chosen, by button, by date and by the address', async () => {
    const page = await open('reports', 'anna', { viewport: { width: 1280, height: 844 } });
    const { from, to } = periodOf('last', Date.now());
    await page.getByRole('button', { name: '上月' }).click();
    await page.waitForURL(`**/reports?from=${from}&to=${to}`);
    expect(await page.getByRole('button', { name: '上月' }).getAttribute('aria-pressed')).toBe('true');
    await page.getByLabel('从').fill('2026-10-31');
    await page.getByLabel('到').fill('2026-10-01');
    await page.getByRole('button', { name: '查看' }).click();
    await page.getByText('请选择先后正确').waitFor();
    await page.getByLabel('从').fill('2026-10-01');
    await page.getByLabel('到').fill('2026-10-31');
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/reports?${OCTOBER}`);
    await page.getByRole('heading', { name: '按主题' }).waitFor();
    await page.goBack();
    await page.waitForURL(`**/reports?from=${from}&to=${to}`);
  });

  test('can be had as an Excel file', async () => {
    const page = await open(`reports?${OCTOBER}`, 'anna');
    const waiting = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 Excel' }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toBe('社保问答报表 2026-10-01 至 2026-10-31.xlsx');
    expect(await download.failure()).toBeNull();
  });

  test('prints on one or two sheets of A4, without buttons and menus', async () => {
    const page = await open(`reports?${OCTOBER}`, 'anna', { colorScheme: 'dark' });
    await page.getByRole('heading', { name: '按主题' }).waitFor();
    const path = join(process.env['SHEBAO_SCREENSHOTS'] ?? desk.dataDir, 'staff-reports.pdf');
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true, path })).toString('latin1');
    expect(pdf.match(/\/Type \/Page\b/g)?.length).toBeLessThanOrEqual(2);
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
    await page.setViewportSize({ width: 703, height: 2100 });
    await picture(page, 'staff-reports-print');
    expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(false);
    expect(await page.getByRole('navigation').isVisible()).toBe(false);
    expect(await page.getByText('社保网上办理问答报表').isVisible()).toBe(true);
    expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe('rgb(255, 255, 255)');
  });

  test('of days without questions says so', async () => {
    const page = await open('reports?from=2020-01-01&to=2020-01-31', 'anna');
    await page.getByText('这段时间没有人提问。').waitFor();
    expect(await violations(page)).toEqual([]);
  });

  test('is not for accounts that only answer', async () => {
    const page = await open(`reports?${OCTOBER}`, 'bob');
    await page.getByRole('heading', { name: '您的账号没有这个页面的权限' }).waitFor();
  });
});

describe('named periods', () => {
  test.each<[Parameters<typeof periodOf>[0], string, Period]>([
    ['month', '2026-10-31T23:59:00+08:00', { from: '2026-10-01', to: '2026-10-31' }],
    ['month', '2026-11-01T00:01:00+08:00', { from: '2026-11-01', to: '2026-11-01' }],
    ['last', '2026-01-01T00:01:00+08:00', { from: '2025-12-01', to: '2025-12-31' }],
    ['last', '2024-03-31T12:00:00+08:00', { from: '2024-02-01', to: '2024-02-29' }],
    ['week', '2026-03-03T00:00:00+08:00', { from: '2026-02-25', to: '2026-03-03' }],
    ['days', '2026-03-03T23:59:00+08:00', { from: '2026-02-02', to: '2026-03-03' }],
  ])('%s at %s', (preset, now, period) => {
    expect(periodOf(preset, Date.parse(now))).toEqual(period);
  });
});
