import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { ask, say } from '../support/chat-browser';
import { endServed, folder, serve } from '../support/served';
import { launch, openPage, picture, violations } from '../widget/support/browser';

let browser: Browser;

beforeAll(async () => {
  // What is learned here is in the cache for the process.
  await openRealDesk();
  browser = await launch('current');
}, OPENING_TIMEOUT);
afterAll(async () => {
  await browser.close();
  endServed();
});

test('from the start to an answer, through a flow, over a crash, with what only looks like markup', async () => {
  const dataDir = folder();
  const served = await serve({ SHEBAO_DATA_DIR: dataDir });
  const { page, errors, close } = await openPage(browser, served.url);
  const button = (name: string): ReturnType<Page['getByRole']> => page.getByRole('button', { name, exact: true });
  const log = page.getByRole('log');
  await page.getByText('大家常问').waitFor();
  await picture(page, 'real-1-start');
  const found = await violations(page);

  await ask(page, '登录出现502怎么办');
  await log.getByText('zzhrss.zaozhuang.gov.cn').first().waitFor();
  await picture(page, 'real-2-answer');
  found.push(...(await violations(page)));

  await ask(page, 'Ukey密码是多少');
  await log.getByText('12345678').first().waitFor();

  await ask(page, '怎么增员');
  await button('先处理这个').click();
  await button('一步一步带我做').click();
  await button('还没生成').click();
  await button('下一步').click();
  await log.getByText('第 2 步').first().waitFor();
  await picture(page, 'real-3-flow');
  found.push(...(await violations(page)));
  await page.setViewportSize({ width: 1280, height: 800 });
  await picture(page, 'real-4-desktop');
  await button('关怀版').click();
  await page.setViewportSize({ width: 390, height: 844 });
  await button('深色').click();
  // The end stays in sight, however large the window and the letters.
  await button('上一步').last().hover({ timeout: 5000 });
  expect(await page.getByText('回到底部').count()).toBe(0);
  await picture(page, 'real-5-care-dark');
  found.push(...(await violations(page)));

  await ask(page, '<img src=x onerror=alert(1)> javascript:alert(1) \u202eabc <script>alert(1)</script>');
  await log.getByText('<img src=x onerror=alert(1)>').first().waitFor();
  expect(await log.locator('img, script, a[href^="javascript"]').count()).toBe(0);

  served.child.kill('SIGKILL');
  await served.exited;
  await say(page, '缴费基数最低多少');
  await page.getByText('连接中断，正在重连').waitFor();
  await picture(page, 'real-6-down');
  found.push(...(await violations(page)));
  await serve({ SHEBAO_DATA_DIR: dataDir, PORT: served.port });
  await log.getByText('3457').first().waitFor();
  await page.reload();
  await log.getByText('3457').first().waitFor();
  expect(await log.getByText('缴费基数最低多少', { exact: true }).count()).toBe(1);
  expect(found).toEqual([]);
  expect(errors).toEqual([]);
  await close();
}, 120_000);

test('the pages without script have nothing that axe objects to, in light and dark, on a phone and on a desk', async () => {
  const { url } = await serve({ SHEBAO_DATA_DIR: folder() });
  const looks = [{}, { colorScheme: 'dark', viewport: { width: 1280, height: 800 } }] as const;
  for (const [i, look] of looks.entries()) {
    for (const path of ['faq', 'faq?q=502', 'faq/login-502', 'forms', 'flows', 'flows/login-errors', 'no/such/page']) {
      const { page, errors, close } = await openPage(browser, `${url}/${path}`, look);
      await picture(page, `real-${path.replace(/\W+/g, '-')}-${String(i)}`);
      expect([path, ...(await violations(page)), ...errors]).toEqual([path]);
      await close();
    }
  }
}, 120_000);
