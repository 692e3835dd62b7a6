import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launch, openPage, picture, violations } from './support/browser';
import { FakeDesk, GREETING } from './support/fake-desk';

let browser: Browser;
const desk = new FakeDesk();

beforeAll(async () => {
  browser = await launch('current');
  await desk.start();
});
afterAll(async () => {
  await browser.close();
  await desk.stop();
});

test('one script line opens the chat on a strict site of another origin, in a frame of its own', async () => {
  const site = `${desk.url.replace('127.0.0.1', 'localhost')}host`;
  const { page, errors, close } = await openPage(browser, site, { viewport: { width: 1024, height: 800 } });
  const opener = page.getByRole('button', { name: '打开社保咨询' });
  await opener.waitFor();
  expect(page.frames()).toHaveLength(1);
  await opener.click();
  const frame = page.frameLocator('iframe');
  await frame.getByText(GREETING).waitFor();
  await picture(page, 'embed');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.type('你好');
  await page.keyboard.press('Enter');
  await frame.getByText('收到：你好').waitFor();
  // Esc in the input hides the frame and gives the focus back; what comes meanwhile is counted on the button.
  await page.keyboard.press('Escape');
  await opener.waitFor();
  expect(await page.evaluate('document.querySelector("[data-shebao-desk]").shadowRoot.activeElement.tagName')).toBe('BUTTON');
  desk.say([{ text: '稍后的消息' }]);
  await page.getByRole('button', { name: '打开社保咨询，1 条新消息' }).click();
  await frame.getByText('稍后的消息').waitFor();
  await frame.getByRole('button', { name: '收起' }).click();
  await opener.waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('on a phone the frame takes the whole window', async () => {
  const site = `${desk.url.replace('127.0.0.1', 'localhost')}host`;
  const { page, close } = await openPage(browser, site);
  await page.getByRole('button', { name: '打开社保咨询' }).click();
  await page.frameLocator('iframe').getByText(GREETING).waitFor();
  await picture(page, 'embed-phone');
  expect(await page.locator('iframe').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 });
  await close();
});

test('a chat that cannot be loaded can be closed', async () => {
  const site = `${desk.url.replace('127.0.0.1', 'localhost')}host`;
  const { page, close } = await openPage(browser, site);
  await page.route('**/?embed=1', (route) => route.abort());
  await page.getByRole('button', { name: '打开社保咨询' }).click();
  await picture(page, 'embed-broken');
  await page.getByRole('button', { name: '关闭' }).click();
  await page.getByRole('button', { name: '打开社保咨询' }).waitFor();
  expect(await page.locator('iframe').isVisible()).toBe(false);
  await close();
});
