import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage, type WatchedPage } from '../widget/support/browser';
import { TEST_PASSWORD } from './staff';

const PUBLIC = join(__dirname, '..', '..', 'dist', 'public');

/** Folder of the built pages. Throws with the remedy when they are not there. */
export function builtPages(): string {
  if (!existsSync(join(PUBLIC, 'staff', 'index.html'))) throw new Error('dist/public/staff is missing. Run: npm run build');
  return PUBLIC;
}

/** Fills in the login that the page shows. */
export async function signIn(page: Page, name: string, password = TEST_PASSWORD): Promise<void> {
  await page.getByLabel('用户名').fill(name);
  await page.getByLabel('密码', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

/** Opens a page of the staff desk as somebody. */
export async function openAs(browser: Browser, url: string, name: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, url, options);
  await signIn(watched.page, name);
  return watched;
}

/** Each theme and each width once: how wide a page is does not change its colours. */
export const LOOKS = [
  { name: 'light-390', colorScheme: 'light', viewport: { width: 390, height: 844 } },
  { name: 'dark-1280', colorScheme: 'dark', viewport: { width: 1280, height: 844 } },
] as const;
