import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { OPENING_TIMEOUT } from '../support/desk';
import { startProxy, type TestProxy } from '../support/proxy';
import { startServer, TestTalk, type TestServer } from '../support/server';
import { addAccount, StaffClient, TEST_PASSWORD } from '../support/staff';
import { builtPages, LOOKS, signIn } from '../support/staff-browser';
import { launch, openPage, picture, violations, type WatchedPage } from '../widget/support/browser';

const QUESTION = '登录时出现502怎么办';
const PHONE = { viewport: { width: 390, height: 844 } };
const WIDE = { viewport: { width: 1280, height: 800 } };

let browser: Browser;
let desk: TestServer;
let proxy: TestProxy;
let bao: StaffClient;
let talk: TestTalk;
let opened: WatchedPage[] = [];

beforeAll(async () => {
  browser = await launch('current');
  desk = await startServer({}, builtPages());
  proxy = await startProxy(desk.url, '/desk');
  await addAccount(desk.accounts, 'anna', 'answer');
  await addAccount(desk.accounts, 'bao', 'answer');
  bao = await StaffClient.signIn(desk.url, 'bao');
}, OPENING_TIMEOUT);
afterAll(async () => {
  await browser.close();
  await proxy.stop();
  await desk.stop();
});
beforeEach(async () => {
  talk = await handedOff();
});
afterEach(async () => {
  // So that the next test finds an empty list.
  for (const { conversation } of await desk.cases.list({ status: 'waiting', limit: 100 }))
    await desk.cases.end(conversation, 'bao', 'solved', '完');
  const errors = opened.flatMap((page) => page.errors);
  await Promise.all(opened.map(({ close }) => close()));
  opened = [];
  expect(errors).toEqual([]);
});

async function handedOff(): Promise<TestTalk> {
  const user = await TestTalk.start(desk.url);
  for (const text of [QUESTION, '没解决', '转人工']) await user.say(text);
  return user;
}

/** Opens the inbox as somebody; `path` goes behind its address. */
async function open(options: BrowserContextOptions = WIDE, path = '', name = 'anna', url = desk.url): Promise<Page> {
  const watched = await openPage(browser, `${url}/staff/inbox${path}`, options);
  opened.push(watched);
  const { page } = watched;
  // Shorter than the test's own time, so that a failure names what was waited for.
  page.setDefaultTimeout(15_000);
  await signIn(page, name);
  await page.getByRole('link', { name: /^等待/ }).or(page.getByRole('log')).first().waitFor();
  return page;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const row = (page: Page, { id } = talk): Locator => page.locator(`.inbox-row[href*="${id}"]`);
const box = (page: Page): Locator => page.getByRole('textbox', { name: '回复用户' });
/** Pixels between what is seen of the conversation and its end. */
const place = (page: Page): Promise<number> =>
  page.evaluate(
    "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.querySelector('[role=log]'))",
  );
const log = (page: Page): Locator => page.getByRole('log');

test.each(LOOKS)('$name: list, conversation, canned replies and questions are accessible and fit', async ({ name, ...look }) => {
  const page = await open(look);
  await row(page).waitFor();
  await picture(page, `inbox-${name}-1-list`);
  const found = await violations(page);
  await row(page).click();
  await page.getByText('咨询单和走过的步骤').click();
  await page.getByText('原话：').first().waitFor();
  await picture(page, `inbox-${name}-2-case`);
  found.push(...(await violations(page)));
  await button(page, '接待').click();
  await box(page).waitFor();
  await button(page, '常用答复').click();
  await page
    .getByRole('button', { name: /^填入：/ })
    .first()
    .waitFor();
  await picture(page, `inbox-${name}-3-canned`);
  found.push(...(await violations(page)));
  await button(page, '结束').click();
  await page.getByRole('dialog').waitFor();
  found.push(...(await violations(page)));
  expect(found).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
});

test('a day: it appears, is claimed, answered, heard, handed back', async () => {
  const page = await open();
  await row(page).locator('.inbox-unread').waitFor();
  expect(await page.title()).toMatch(/^（1）/);
  await row(page, await handedOff())
    .getByText('刚转来')
    .waitFor();
  await row(page).click();
  await log(page).getByText(QUESTION, { exact: true }).first().waitFor();
  await row(page).locator('.inbox-unread').waitFor({ state: 'detached' });
  expect(await box(page).count()).toBe(0);
  await button(page, '接待').click();
  await log(page).getByText('工作人员anna来为您解答').waitFor();
  await page.locator('.inbox-tabs [aria-current]', { hasText: '我的' }).waitFor();
  await box(page).fill('您好');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('请换浏览器，或打13912345678');
  await page.keyboard.press('Enter');
  await log(page).getByText('请换浏览器，或打139****78').waitFor();
  await page.getByText('已自动隐去').waitFor();
  expect(await box(page).inputValue()).toBe('');
  expect((await talk.all()).at(-1)).toMatchObject({ from: { name: 'anna' }, text: '您好\n请换浏览器，或打139****78' });
  await talk.say('换了，好了');
  await log(page).getByText('换了，好了').waitFor();
  await page.locator('.inbox-case-standing', { hasText: '等您回复' }).waitFor();
  await button(page, '交还机器人').click();
  await log(page).getByText('已把对话交还机器人').waitFor();
  await page.getByRole('link', { name: '已结束' }).click();
  await row(page).getByText('交还机器人（anna）').waitFor();
});

test('a canned reply goes into the box, by the keyboard alone', async () => {
  const page = await open(WIDE, `?case=${talk.id}`);
  await button(page, '接待').focus();
  await page.keyboard.press('Enter');
  await button(page, '常用答复').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox').waitFor();
  await page.keyboard.type('白屏');
  await page.locator('li:first-child > .inbox-canned-item', { hasText: '白屏' }).waitFor();
  await page.keyboard.press('Enter');
  expect((await talk.all()).some(({ from }) => from.id === 'staff')).toBe(false);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect((await box(page).inputValue()).length).toBeGreaterThan(20);
  expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
});

describe('colleagues', () => {
  test('one is told when another claims what one looks at, and may take it over', async () => {
    const page = await open(WIDE, `?case=${talk.id}`);
    await button(page, '接待').waitFor();
    await bao.post(`inbox/cases/${talk.id}/claim`);
    await page.getByText('bao 已接待这个对话。').waitFor();
    expect(await button(page, '接待').count()).toBe(0);
    await button(page, '接手').click();
    await page.getByRole('dialog').getByRole('button', { name: '接手' }).click();
    await log(page).getByText('工作人员anna接手').waitFor();
    await box(page).waitFor();
    await bao.post(`inbox/cases/${talk.id}/claim`, { from: 'anna' });
    await page.getByText('bao 接手了这个对话。').waitFor();
    expect(await box(page).count()).toBe(0);
  });

  test('claiming what another has just claimed says who has it', async () => {
    const page = await open(WIDE, `?case=${talk.id}`);
    await button(page, '接待').waitFor();
    // Nothing tells this page of the other's claim.
    await page.route('**/inbox/cases/*', (route) => (route.request().method() === 'GET' ? route.abort() : route.continue()));
    await bao.post(`inbox/cases/${talk.id}/claim`);
    await button(page, '接待').click();
    await page.getByText('这个对话已由 bao 接待。').waitFor();
    await page.unroute('**/inbox/cases/*');
  });

  test('one is told when the user leaves the queue', async () => {
    const page = await open(WIDE, `?case=${talk.id}`);
    await button(page, '接待').waitFor();
    await talk.say('让机器人继续');
    await page.getByText('用户选择让机器人继续').waitFor();
  });
});

test('a draft outlives leaving the conversation, loading anew and a failed sending', async () => {
  const page = await open(PHONE, `?case=${talk.id}`);
  await button(page, '接待').click();
  await box(page).fill('写了一半');
  await page.getByRole('link', { name: /返回列表/ }).click();
  await row(page).click();
  expect(await box(page).inputValue()).toBe('写了一半');
  await page.reload();
  await box(page).waitFor();
  expect(await box(page).inputValue()).toBe('写了一半');
  await page.route('**/reply', async (route) => {
    // It arrives, the answer does not.
    await route.fetch();
    await route.abort();
  });
  await button(page, '发送').click();
  await page.getByText('连不上服务器').waitFor();
  expect(await box(page).inputValue()).toBe('写了一半');
  await page.unroute('**/reply');
  await button(page, '发送').click();
  await log(page).getByText('写了一半').waitFor();
  expect(await box(page).inputValue()).toBe('');
  expect((await talk.all()).filter(({ from }) => from.id === 'staff')).toHaveLength(1);
});

test('on a phone the conversation takes the screen and leads back to the list', async () => {
  const page = await open(PHONE);
  await row(page).click();
  await log(page).waitFor();
  expect(await page.locator('.inbox-list').isVisible()).toBe(false);
  expect(await place(page)).toBeLessThan(2);
  await page.getByRole('link', { name: /返回列表/ }).click();
  expect(await row(page).isVisible()).toBe(true);
});

test('a long conversation: earlier messages come on demand, new ones only scroll who is at the end', async () => {
  for (let i = 0; i < 35; i++) await talk.say(`第${String(i)}句话`);
  const page = await open(WIDE, `?case=${talk.id}`);
  await log(page).getByText('第34句话', { exact: true }).waitFor();
  expect(await log(page).getByText(QUESTION, { exact: true }).count()).toBe(0);
  await button(page, '更早的消息').click();
  await log(page).getByText(QUESTION, { exact: true }).first().waitFor();
  await page.evaluate("document.querySelector('[role=log]').scrollTop = 0");
  const away = await place(page);
  await talk.say('最新的一句');
  await log(page).getByText('最新的一句', { exact: true }).waitFor();
  expect(await page.evaluate("document.querySelector('[role=log]').scrollTop")).toBe(0);
  expect(await place(page)).toBeGreaterThan(away);
  const shown = await log(page).locator('.inbox-line.user').count();
  expect(shown).toBe((await talk.all()).filter(({ from }) => from.role === 'user').length);
});

test('behind a proxy with a path prefix it is live as well', async () => {
  const page = await open(WIDE, `?case=${talk.id}`, 'anna', proxy.url);
  await button(page, '接待').click();
  await box(page).fill('您好');
  await page.keyboard.press('Enter');
  await log(page).getByText('您好').waitFor();
  await talk.say('经过代理的一句');
  await log(page).getByText('经过代理的一句').waitFor();
});

test('when the session ends the page asks to sign in, keeps the draft, and is live again', async () => {
  const page = await open(WIDE, `?case=${talk.id}`);
  await button(page, '接待').click();
  await box(page).fill('还没写完');
  await desk.accounts.setDisabled('anna', true, null);
  await talk.say('在吗');
  await page.getByRole('dialog').getByLabel('密码').waitFor({ timeout: 20_000 });
  await desk.accounts.setDisabled('anna', false, null);
  await page.getByRole('dialog').getByLabel('密码').fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await log(page).getByText('在吗').waitFor();
  expect(await box(page).inputValue()).toBe('还没写完');
  await talk.say('又来一句');
  await log(page).getByText('又来一句').waitFor();
});

test('what users write is text and nothing else', async () => {
  await talk.say('<img src=x onerror="document.title=1"><b>粗</b>\u202e反');
  const page = await open(WIDE, `?case=${talk.id}`);
  await log(page).getByText('<b>粗</b>').first().waitFor();
  expect(await log(page).locator('b', { hasText: '粗' }).count()).toBe(0);
});
