import type { Page } from 'playwright-core';

/** Says something in the chat page. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: '输入您的问题' }).fill(text);
  await page.keyboard.press('Enter');
}

/** Says something and waits until the desk has answered. */
export async function ask(page: Page, text: string): Promise<void> {
  const replies = page.locator('.message:not(.own) .bubble');
  const before = await replies.count();
  await say(page, text);
  await replies.nth(before).waitFor();
}
