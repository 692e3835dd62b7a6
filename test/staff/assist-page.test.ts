import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { OPENING_TIMEOUT } from '../support/desk';
import { startServer, type TestServer } from '../support/server';
import { addAccount } from '../support/staff';
import { builtPages, LOOKS, openAs } from '../support/staff-browser';
import { launch, picture, violations, type WatchedPage } from '../widget/support/browser';

const CHAT = [
  '吉祥物流-小周 10:02',
  '登录出现502怎么办',
  '',
  '华康医疗-苏苏 10:03',
  '怎么增员啊',
  '',
  '大刘 10:04',
  '登录的时候报502了怎么弄',
  '',
  '大刘 10:05',
  '好的谢谢',
  '',
  '小文 10:06',
  '公积金怎么提取',
].join('\n');

let browser: Browser;
let desk: TestServer;
beforeAll(async () => {
  browser = await launch('current');
  desk = await startServer({}, builtPages());
  await addAccount(desk.accounts, 'anna', 'answer');
}, OPENING_TIMEOUT);
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

/** Pastes a text where the focus is, as Ctrl+V does. */
async function paste(page: Page, text: string): Promise<void> {
  await page.evaluate(`{
    const data = new DataTransfer();
    data.setData('text/plain', ${JSON.stringify(text)});
    (document.activeElement ?? document.body).dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }`);
}

async function open(options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const watched = await openAs(browser, `${desk.url}/staff/assist`, 'anna', { viewport: { width: 1280, height: 844 }, ...options });
  await watched.page.getByLabel('把群里的问题').waitFor();
  return watched;
}

const draftOf = (page: Page): Promise<string> => page.locator('.draft').innerText();
const focused = (page: Page): Promise<string> => page.evaluate('document.activeElement.textContent');

describe.each(LOOKS)('$name', ({ name, ...look }) => {
  test('is accessible, empty and with questions and while editing', async () => {
    const { page, errors, close } = await open(look);
    expect(await violations(page)).toEqual([]);
    await paste(page, CHAT);
    await page.getByText('找到 3 个问题').waitFor();
    await picture(page, `staff-assist-${name}`);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('e');
    await page.getByRole('textbox', { name: '答复草稿' }).waitFor();
    await picture(page, `staff-assist-edit-${name}`);
    expect(await violations(page)).toEqual([]);
    // Nothing is wider than the window.
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(errors).toEqual([]);
    await close();
  });
});

describe('by keys alone', () => {
  let watched: WatchedPage;
  let page: Page;
  beforeEach(async () => {
    watched = await open({ permissions: ['clipboard-read', 'clipboard-write'] });
    ({ page } = watched);
    await paste(page, CHAT);
    await page.getByText('找到 3 个问题').waitFor();
  });

  const clipboard = (): Promise<string> => page.evaluate('navigator.clipboard.readText()');

  test('a paste is searched at once; ↑ ↓ move, Enter copies the open draft, what is copied is marked', async () => {
    await expect(focused(page)).resolves.toContain('1. 登录出现502怎么办');
    const first = await draftOf(page);
    await page.keyboard.press('Enter');
    await page.getByText('第 1 个问题的答复已复制').waitFor();
    expect(await clipboard()).toBe(first);
    await page.keyboard.press('ArrowDown');
    await expect(focused(page)).resolves.toContain('2. 怎么增员啊');
    expect(await draftOf(page)).not.toBe(first);
    await page.keyboard.press('Enter');
    await page.getByText('第 2 个问题的答复已复制').waitFor();
    expect(await clipboard()).toBe(await draftOf(page));
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await expect(focused(page)).resolves.toContain('3. 公积金怎么提取');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await expect(focused(page)).resolves.toContain('1. 登录出现502怎么办');
    expect(await page.locator('.tag.done').count()).toBe(2);
    expect(await page.getByText('认出的屏幕提示：502').count()).toBe(1);
    expect(await page.getByText('吉祥物流-小周、大刘 问').count()).toBe(1);
    expect(await page.getByText('同一个问题，2 种问法').count()).toBe(1);
    expect(watched.errors).toEqual([]);
    await watched.close();
  });

  test('1 to 3 pick the reply, which Enter copies', async () => {
    const own = await draftOf(page);
    await page.keyboard.press('2');
    const second = await draftOf(page);
    await page.keyboard.press('3');
    const third = await draftOf(page);
    expect(new Set([own, second, third]).size).toBe(3);
    await page.keyboard.press('Enter');
    await page.getByText('第 1 个问题的答复已复制').waitFor();
    expect(await clipboard()).toBe(third);
    await page.keyboard.press('1');
    expect(await draftOf(page)).toBe(own);
    expect(await page.locator('.pick[aria-pressed="true"]').innerText()).toMatch(/^1/);
    await page.keyboard.press('4');
    await page.keyboard.press('Control+2');
    expect(await draftOf(page)).toBe(own);
    await watched.close();
  });

  test('E edits, Esc leaves, and keys in the text are only text', async () => {
    const own = await draftOf(page);
    await page.keyboard.press('e');
    const area = page.getByRole('textbox', { name: '答复草稿' });
    await area.waitFor();
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n还不行就找我 e123');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await area.waitFor({ state: 'detached' });
    expect(await draftOf(page)).toBe(`${own}\n还不行就找我 e123`);
    await expect(focused(page)).resolves.toContain('1. 登录出现502怎么办');
    await page.keyboard.press('Enter');
    await page.getByText('第 1 个问题的答复已复制').waitFor();
    expect(await clipboard()).toBe(`${own}\n还不行就找我 e123`);
    // Another choice is not the edited one; coming back, it still is.
    await page.keyboard.press('2');
    expect(await draftOf(page)).not.toContain('找我');
    await page.keyboard.press('1');
    expect(await draftOf(page)).toContain('找我');
    await page.getByRole('button', { name: '恢复原稿' }).click();
    expect(await draftOf(page)).toBe(own);
    await watched.close();
  });

  test('what is typed right after E gets into the draft, however slowly the page is painted', async () => {
    const own = await draftOf(page);
    await page.evaluate(
      'window.requestAnimationFrame = () => 0; const wait = setTimeout; window.setTimeout = (run, time) => wait(run, (time ?? 0) < 200 ? 3000 : time)',
    );
    await page.keyboard.press('e');
    await page.keyboard.press('Control+End');
    await page.keyboard.type('好');
    expect(await page.getByRole('textbox', { name: '答复草稿' }).inputValue()).toBe(`${own}好`);
    await watched.close();
  });

  test('A puts the names in front, and takes them away, leaving the rest as it was', async () => {
    const own = await draftOf(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('2');
    await page.keyboard.press('a');
    await page.getByText('@华康医疗-苏苏').waitFor();
    expect(await page.locator('.pick[aria-pressed="true"]').innerText()).toMatch(/^2/);
    await page.keyboard.press('ArrowUp');
    expect(await draftOf(page)).toBe(`@吉祥物流-小周 @大刘 ${own}`);
    await page.keyboard.press('a');
    await page.getByText('@吉祥物流-小周').waitFor({ state: 'detached' });
    expect(await draftOf(page)).toBe(own);
    await watched.close();
  });

  test('another paste anywhere begins anew', async () => {
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await paste(page, '基数申报截止到什么时候');
    await page.getByText('找到 1 个问题').waitFor();
    await expect(focused(page)).resolves.toContain('1. 基数申报截止到什么时候');
    expect(await page.locator('.tag.done').count()).toBe(0);
    await paste(page, '早上好');
    await page.getByText('没有找到要答复的问题').waitFor();
    await watched.close();
  });

  test('nothing is kept in the browser', async () => {
    const kept = await page.evaluate(
      'JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href, history.state, document.cookie])',
    );
    expect(kept).not.toMatch(/502|增员|公积金|小周/);
    await page.reload();
    await page.getByLabel('把群里的问题').waitFor();
    expect(await page.getByLabel('把群里的问题').inputValue()).toBe('');
    await watched.close();
  });
});

test('where the browser gives no clipboard, copying works all the same', async () => {
  const { page, errors, close } = await open();
  await page.evaluate(`navigator.clipboard.writeText = () => Promise.reject(new DOMException('', 'NotAllowedError'))`);
  await paste(page, CHAT);
  await page.getByText('找到 3 个问题').waitFor();
  await page.evaluate(
    `document.addEventListener('copy', () => { window.copied = document.activeElement.value ?? String(getSelection()); })`,
  );
  await page.keyboard.press('Enter');
  await page.getByText('第 1 个问题的答复已复制').waitFor();
  expect(await page.evaluate('window.copied')).toBe(await draftOf(page));
  await expect(focused(page)).resolves.toContain('1. 登录出现502怎么办');
  // And where even that is forbidden, the draft is marked for the browser's own copying.
  await page.evaluate(`document.execCommand = () => false`);
  await page.keyboard.press('Enter');
  await page.getByText('浏览器不让复制').first().waitFor();
  expect(await page.evaluate('String(getSelection())')).toBe(await draftOf(page));
  expect(errors).toEqual([]);
  await close();
});
