import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launch, openPage, picture } from './support/browser';
import { FakeDesk, GREETING } from './support/fake-desk';
import { REPLIES } from './support/replies';

let browser: Browser;
const desk = new FakeDesk();

beforeAll(async () => {
  browser = await launch('86');
  desk.answer = (text) => REPLIES[text] ?? [{ text: `收到：${text}` }];
  await desk.start();
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

// Playwright's locators need a younger browser; plain expressions do not.

/** Waits until an expression is true in the page. */
async function until(page: Page, expression: string): Promise<void> {
  for (let i = 0; i < 100; i++) {
    if ((await page.evaluate(expression)) === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never true: ${expression}\n${String(await page.evaluate('document.body.innerText'))}`);
}

function shows(page: Page, text: string): Promise<void> {
  return until(page, `document.body.innerText.includes(${JSON.stringify(text)})`);
}

/** Clicks the enabled button, or the heading of a list, whose text or label begins so. */
async function click(page: Page, label: string): Promise<void> {
  const found = `[...document.querySelectorAll('button:enabled, summary')].reverse().find((e) => (e.getAttribute('aria-label') || e.textContent).startsWith(${JSON.stringify(label)}))`;
  await until(page, `${found} !== undefined`);
  await page.evaluate(`${found}.click()`);
}

async function say(page: Page, text: string): Promise<void> {
  await page.evaluate(`document.getElementById('input').focus()`);
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
}

test('Chromium 86 shows the same chat: stream, choices, walk-through, menu, picture, reload', async () => {
  expect(browser.version()).toMatch(/^86\./);
  const { page, errors, close } = await openPage(browser, desk.url);
  await shows(page, GREETING);
  await say(page, '登录不上');
  await click(page, '1. 登录出现502怎么办');
  await click(page, '一步一步带我做');
  await shows(page, '第 1 步');
  await picture(page, 'chromium-86');
  await click(page, '目录');
  await click(page, '增员减员');
  await click(page, '增员怎么操作');
  await shows(page, '收到：增员怎么操作');
  await say(page, '看图');
  await click(page, '放大查看：登录按钮');
  await until(page, 'document.querySelector("dialog.image[open]") !== null');
  await picture(page, 'chromium-86-image');
  await page.keyboard.press('Escape');
  await until(page, 'document.querySelector("dialog") === null');
  const texts = '[...document.querySelectorAll(".bubble")].map((e) => e.textContent).join("|")';
  const before = await page.evaluate(texts);
  await page.reload();
  await shows(page, '就是这个按钮');
  expect(await page.evaluate(texts)).toBe(before);
  // The stream, not polling: the policy of the page lets the socket through.
  for (let i = 0; i < 50 && desk.streamsOpen === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(desk.streamsOpen).toBe(1);
  expect(errors).toEqual([]);
  await close();
});
