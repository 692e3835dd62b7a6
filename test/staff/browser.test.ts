import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { keyOf } from '../../src/staff/sessions';
import { OPENING_TIMEOUT } from '../support/desk';
import { startProxy, type TestProxy } from '../support/proxy';
import { startServer, type TestServer } from '../support/server';
import { addAccount, TEST_PASSWORD } from '../support/staff';
import { builtPages, LOOKS, openAs, signIn } from '../support/staff-browser';
import { launch, openPage, picture, violations } from '../widget/support/browser';

let browser: Browser;
let desk: TestServer;
let proxy: TestProxy;
beforeAll(async () => {
  browser = await launch('current');
  desk = await startServer({}, builtPages());
  proxy = await startProxy(desk.url, '/desk');
  await addAccount(desk.accounts, 'anna', 'admin');
  await addAccount(desk.accounts, 'bob', 'answer');
}, OPENING_TIMEOUT);
afterAll(async () => {
  await browser.close();
  await proxy.stop();
  await desk.stop();
});

describe.each(LOOKS)('$name', ({ name, ...look }) => {
  test('login, accounts and the password window are accessible', async () => {
    const { page, errors, close } = await openPage(browser, `${desk.url}/staff/admin`, look);
    await page.getByLabel('用户名').waitFor();
    await picture(page, `staff-login-${name}`);
    expect(await violations(page)).toEqual([]);
    await signIn(page, 'anna', 'wrong-password');
    await page.getByText('用户名或密码不对。').waitFor();
    await signIn(page, 'anna');
    await page.getByText('新增账号：bob').waitFor();
    await picture(page, `staff-admin-${name}`);
    expect(await violations(page)).toEqual([]);
    if (look.viewport.width < 760) await page.getByRole('button', { name: '菜单' }).click();
    await picture(page, `staff-menu-${name}`);
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: '修改密码' }).click();
    await page.getByLabel('现在的密码').waitFor();
    await picture(page, `staff-password-${name}`);
    expect(await violations(page)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });
});

test('behind a proxy under a path everything works, and the cookie reaches only the API', async () => {
  const { page, errors, close } = await openAs(browser, `${proxy.url}/staff/admin`, 'anna');
  await page.getByRole('heading', { name: '操作记录' }).waitFor();
  const cookies = await page.context().cookies(`${proxy.url}/staff/api/session`);
  expect(cookies).toEqual([expect.objectContaining({ name: 'shebao_staff', path: '/desk/staff/api', httpOnly: true, sameSite: 'Strict' })]);
  expect(await page.context().cookies(`${proxy.url}/staff/admin`)).toEqual([]);
  await page.goto(`${proxy.url}/staff/admin/`);
  await page.getByRole('heading', { name: '操作记录' }).waitFor();
  expect(page.url()).toBe(`${proxy.url}/staff/admin`);
  await page.goto(`${proxy.url}/staff`);
  await page.getByRole('heading', { name: '群答复' }).waitFor();
  expect(page.url()).toBe(`${proxy.url}/staff/assist`);
  await page.getByLabel('把群里的问题').fill('登录出现502怎么办');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: '1. 登录出现502怎么办' }).waitFor();
  await page.getByRole('button', { name: '菜单' }).click();
  await page.getByRole('button', { name: '退出登录' }).click();
  await page.getByLabel('用户名').waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('an administrator changes a role and shuts an account out, which the page of that account notices', async () => {
  const admin = await openAs(browser, `${desk.url}/staff/admin`, 'anna', { viewport: { width: 1280, height: 844 } });
  await admin.page.getByLabel('bob 的权限').selectOption('teach');
  await admin.page.getByText('已保存：bob').waitFor();
  expect((await desk.accounts.find('bob'))?.account.role).toBe('teach');
  expect(await admin.page.getByLabel('anna 的权限').count()).toBe(0);
  await admin.page.getByRole('button', { name: '停用 bob' }).click();
  await admin.page.getByRole('button', { name: '启用 bob' }).click();
  await admin.page.getByRole('button', { name: '停用 bob' }).waitFor();
  expect(admin.errors).toEqual([]);
  await admin.close();
});

test('who may not open a page does not see it in the menu, and is told at its address', async () => {
  await addAccount(desk.accounts, 'carl', 'answer');
  const { page, errors, close } = await openAs(browser, `${desk.url}/staff/`, 'carl', { viewport: { width: 1280, height: 844 } });
  await page.getByRole('heading', { name: '群答复' }).waitFor();
  expect(await page.getByRole('navigation').getByRole('link', { name: '账号' }).count()).toBe(0);
  await page.goto(`${desk.url}/staff/admin`);
  await page.getByRole('heading', { name: '您的账号没有这个页面的权限' }).waitFor();
  await page.goto(`${desk.url}/staff/nothing`);
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  await page.getByRole('link', { name: '群答复' }).click();
  await page.getByRole('heading', { name: '群答复' }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { name: '没有这个页面' }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('people change their own password, which ends what they have open elsewhere', async () => {
  await addAccount(desk.accounts, 'dora', 'answer');
  const there = await openAs(browser, `${desk.url}/staff/`, 'dora');
  await there.page.getByRole('heading', { name: '群答复' }).waitFor();
  const { page, errors, close } = await openAs(browser, `${desk.url}/staff/`, 'dora', { viewport: { width: 1280, height: 844 } });
  await page.getByRole('button', { name: '修改密码' }).click();
  await page.getByLabel('现在的密码').fill(TEST_PASSWORD);
  await page.getByLabel('新密码（至少 10 个字符）').fill('another-horse-battery');
  await page.getByLabel('再输一遍新密码').fill('another-horse-batter');
  await page.keyboard.press('Enter');
  await page.getByText('两次输入的新密码不一样。').waitFor();
  await page.getByLabel('再输一遍新密码').fill('another-horse-battery');
  await page.keyboard.press('Enter');
  await page.getByText('密码已改').waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('把群里的问题').fill('登录出现502怎么办');
  await page.keyboard.press('Control+Enter');
  await page.getByRole('button', { name: '1. 登录出现502怎么办' }).waitFor();
  await there.page.reload();
  await there.page.getByLabel('用户名').waitFor();
  expect(errors).toEqual([]);
  await close();
  await there.close();
});

test('an expired session asks for the password over the page, which stays as it is', async () => {
  const { page, errors, close } = await openAs(browser, `${desk.url}/staff/admin`, 'anna', { viewport: { width: 1280, height: 844 } });
  await page.getByRole('heading', { name: '操作记录' }).waitFor();
  const [cookie] = await page.context().cookies(`${desk.url}/staff/api/`);
  await desk.accounts.closeSession(keyOf(cookie?.value ?? ''));
  await page.getByLabel('bob 的权限').selectOption('answer');
  const again = page.getByRole('dialog', { name: '登录已过期，请重新登录' });
  await again.waitFor();
  await picture(page, 'staff-login-again');
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await again.waitFor();
  await again.getByLabel('密码', { exact: true }).fill(TEST_PASSWORD);
  await page.keyboard.press('Enter');
  await again.waitFor({ state: 'detached' });
  await page.getByLabel('bob 的权限').selectOption('teach');
  await page.getByText('已保存：bob').waitFor();
  expect(errors).toEqual([]);
  await close();
});
