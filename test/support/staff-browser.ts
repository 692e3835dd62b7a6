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

/** Both themes on a phone and on a desk. */
export const LOOKS = (['light', 'dark'] as const).flatMap((colorScheme) =>
  [390, 1280].map((width) => ({ colorScheme, viewport: { width, height: 844 }, name: `${colorScheme}-${String(width)}` })),
);
