import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { say } from '../support/chat-browser';
import { launch, openPage, picture, violations, type WatchedPage } from './support/browser';
import { FakeDesk, GREETING } from './support/fake-desk';
import { REPLIES } from './support/replies';

let browser: Browser;
let desk: FakeDesk;
let opened: WatchedPage[] = [];

beforeAll(async () => {
  browser = await launch('current');
});
afterAll(() => browser.close());

beforeEach(async () => {
  desk = new FakeDesk();
  desk.answer = (text) => REPLIES[text] ?? [{ text: `收到：${text}` }];
  await desk.start();
});
afterEach(async () => {
  const errors = opened.flatMap((page) => page.errors);
  await Promise.all(opened.map(({ close }) => close()));
  opened = [];
  await desk.stop();
  expect(errors).toEqual([]);
});

/** Opens the chat and waits for the greeting. */
async function openChat(options: BrowserContextOptions = {}): Promise<Page> {
  const watched = await openPage(browser, desk.url, options);
  opened.push(watched);
  await watched.page.getByText(GREETING).waitFor();
  return watched.page;
}

function button(page: Page, name: string): ReturnType<Page['getByRole']> {
  return page.getByRole('button', { name, exact: true });
}

/** Texts in the transcript, top to bottom. */
function bubbles(page: Page): Promise<string[]> {
  return page.locator('.bubble').allInnerTexts();
}

describe('looks and accessibility', () => {
  const LOOKS: readonly (readonly [string, BrowserContextOptions, readonly string[]])[] = [
    ['phone', {}, []],
    ['desktop', { viewport: { width: 1280, height: 800 } }, []],
    ['dark', { colorScheme: 'dark' }, []],
    ['care', {}, ['关怀版']],
    ['care-dark', { colorScheme: 'dark' }, ['关怀版']],
    ['zoom-200', { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, []],
  ];

  test.each(LOOKS)('%s: an answer, choices, a walk-through, a 咨询单; nothing that axe objects to', async (name, options, pressed) => {
    const page = await openChat(options);
    for (const label of pressed) await button(page, label).click();
    await page.getByText('大家常问').waitFor();
    await picture(page, `${name}-1-start`);
    const found = await violations(page);
    await say(page, '登录不上');
    await page.getByRole('button', { name: '1. 登录出现502怎么办' }).click();
    await button(page, '一步一步带我做').waitFor();
    await picture(page, `${name}-2-answer`);
    found.push(...(await violations(page)));
    await button(page, '一步一步带我做').click();
    await button(page, '下一步').click();
    await page.getByText('第 2 步').waitFor();
    await picture(page, `${name}-3-flow`);
    await say(page, '没解决');
    await button(page, '复制咨询单').waitFor();
    await picture(page, `${name}-4-slip`);
    found.push(...(await violations(page)));
    expect(found).toEqual([]);
    // No sideways scrolling at any size.
    expect(await page.evaluate('document.querySelector(".log").scrollWidth <= document.querySelector(".log").clientWidth')).toBe(true);
  });

  test.each(['light', 'dark'] as const)(
    '%s: a person is named beside what he writes, and what happens stands apart',
    async (colorScheme) => {
      const page = await openChat({ colorScheme });
      desk.say([
        { from: { id: 'system', role: 'bot' }, text: '工作人员小王来为您解答，机器人先不说话了。' },
        { from: { id: 'staff', name: '小王', role: 'bot' }, text: '您好，请把提示打给我。' },
      ]);
      await page.locator('.row', { hasText: '您好，请把提示打给我。' }).getByText('工作人员 小王', { exact: true }).waitFor();
      expect(await page.locator('.event').innerText()).toBe('工作人员小王来为您解答，机器人先不说话了。');
      expect((await bubbles(page)).join()).not.toContain('来为您解答');
      await picture(page, `person-${colorScheme}`);
      expect(await violations(page)).toEqual([]);
    },
  );

  test('the menu opens by topic, sends what is picked, and passes axe', async () => {
    const page = await openChat();
    await button(page, '目录').click();
    await page.getByText('登录', { exact: true }).click();
    await picture(page, 'menu');
    expect(await violations(page)).toEqual([]);
    await page.locator('.sheet').getByRole('button', { name: '登录白屏、打不开' }).click();
    await page.getByText('收到：登录白屏、打不开').waitFor();
    expect(await page.locator('.sheet').count()).toBe(0);
  });

  test('the care mode has text of 18 pixels or more and targets of 60', async () => {
    const page = await openChat();
    await button(page, '关怀版').click();
    await say(page, '登录出现502怎么办');
    await button(page, '没解决').click();
    const small = await page.evaluate(`[...document.querySelectorAll('.app *')]
      .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim() !== '') && !e.closest('.unseen, .skip'))
      .filter((e) => parseFloat(getComputedStyle(e).fontSize) < 18).map((e) => e.outerHTML)`);
    expect(small).toEqual([]);
    const tight = await page.evaluate(`[...document.querySelectorAll('button, input, textarea, summary, a.choice')]
      .filter((e) => { const { width, height } = e.getBoundingClientRect(); return width < 60 || height < 60; }).map((e) => e.outerHTML)`);
    expect(tight).toEqual([]);
    await picture(page, 'care-reasons');
    for (const width of [375, 320]) {
      await page.setViewportSize({ width, height: 700 });
      expect(
        await page.evaluate<number>('(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.querySelector(".log"))'),
      ).toBe(0);
    }
    await page.reload();
    expect(await button(page, '关怀版').getAttribute('aria-pressed')).toBe('true');
  });

  test('the theme follows the system, and the user over it', async () => {
    const page = await openChat({ colorScheme: 'dark' });
    const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(await background()).toBe('rgb(17, 17, 17)');
    await button(page, '深色').click();
    expect(await background()).toBe('rgb(237, 237, 237)');
    await page.reload();
    expect(await background()).toBe('rgb(237, 237, 237)');
  });
});

describe('writing', () => {
  test('Enter sends, Shift+Enter makes a line, and Enter of an input method does neither', async () => {
    const page = await openChat();
    const input = page.getByRole('textbox', { name: '输入您的问题' });
    await input.focus();
    const session = await page.context().newCDPSession(page);
    // What an input method does: text under composition, with Enter to choose from it.
    await session.send('Input.imeSetComposition', { text: 'denglu', selectionStart: 6, selectionEnd: 6 });
    await page.keyboard.press('Enter');
    await session.send('Input.insertText', { text: '登录' });
    // Safari: the composition is over when its Enter arrives; only the key code tells.
    await input.dispatchEvent('keydown', { key: 'Enter', keyCode: 229, isComposing: false });
    await input.dispatchEvent('keydown', { key: 'Enter', keyCode: 13, isComposing: true });
    expect(desk.posts).toEqual([]);
    expect(await input.inputValue()).toContain('登录');
    await input.fill('第一行');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('第二行');
    await page.keyboard.press('Enter');
    await page.getByText('收到：第一行').waitFor();
    expect(desk.posts.map(({ text }) => text)).toEqual(['第一行\n第二行']);
    expect(await input.inputValue()).toBe('');
  });

  test('suggestions come while typing and are reached by the arrow keys', async () => {
    const page = await openChat();
    await page.getByRole('textbox', { name: '输入您的问题' }).pressSequentially('登录');
    await page.locator('.suggestions').waitFor();
    await picture(page, 'suggestions');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.getByText('这是系统繁忙').waitFor();
    expect(desk.posts.map(({ text }) => text)).toEqual(['登录出现502怎么办']);
    expect(await page.locator('.suggestions').count()).toBe(0);
  });

  test('everything works by keyboard alone', async () => {
    const page = await openChat({ viewport: { width: 1280, height: 800 } });
    await page.keyboard.type('登录不上');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '1. 登录出现502怎么办' }).waitFor();
    await tabTo(page, '1. 登录出现502怎么办', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await button(page, '一步一步带我做').waitFor();
    // From the used choices the next Tab leads on to the new answer.
    await tabTo(page, '一步一步带我做', 'Tab');
    await page.keyboard.press('Space');
    await page.getByText('第 1 步').waitFor();
    await tabTo(page, '下一步', 'Tab');
    await page.keyboard.press('Enter');
    await page.getByText('第 2 步').waitFor();
    await tabTo(page, '目录', 'Tab');
    await page.keyboard.press('Enter');
    await page.locator('.sheet').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.sheet').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('目录');
  });

  test('the phone keyboard leaves the input in sight', async () => {
    const page = await openChat();
    await page.evaluate(`Object.defineProperty(visualViewport, 'height', { value: 400 });
      Object.defineProperty(visualViewport, 'offsetTop', { value: 30 });
      visualViewport.dispatchEvent(new Event('resize'))`);
    const box = await page.locator('.composer').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeCloseTo(430, 0);
    expect((await page.locator('.head').boundingBox())?.y).toBe(30);
  });
});

/** Presses a key until the element of that text has the focus. */
async function tabTo(page: Page, text: string, key: string): Promise<void> {
  for (let i = 0; i < 25; i++) {
    await page.keyboard.press(key);
    if ((await page.evaluate('document.activeElement.textContent')) === text) return;
  }
  throw new Error(`the focus does not reach “${text}”`);
}

describe('messages', () => {
  test('what users write is shown as text: markup, script links, marks that reverse', async () => {
    const page = await openChat();
    const hostile = '<img src=x onerror="alert(1)"> javascript:alert(1) \u202egpj.exe https://a.gov.cn@evil.example/';
    await say(page, hostile);
    await page.getByText('收到：').waitFor();
    expect((await bubbles(page)).slice(1)).toEqual([
      hostile.replace('\u202e', '[U+202E]'),
      `收到：${hostile.replace('\u202e', '[U+202E]')}`,
    ]);
    expect(await page.locator('.bubble img, .bubble a, .bubble script').count()).toBe(0);
    await picture(page, 'hostile');
  });

  test('telephones and links can be tapped', async () => {
    const page = await openChat();
    await say(page, '登录出现502怎么办');
    await page.getByText('这是系统繁忙').waitFor();
    const links = await page
      .locator('.bubble a')
      .evaluateAll((found) => found.map((link) => [link.getAttribute('href'), link.getAttribute('rel'), link.getAttribute('aria-label')]));
    expect(links).toEqual([
      ['http://www.shandong.gov.cn/', 'noopener noreferrer nofollow', null],
      ['tel:5502873', null, '拨打电话 5502873'],
      ['tel:4001781234', null, '拨打电话 4001781234'],
    ]);
  });

  test('choices are buttons that can be used once; the list that they repeat is not shown twice', async () => {
    const page = await openChat();
    await say(page, '登录不上');
    const first = page.getByRole('button', { name: '1. 登录出现502怎么办' });
    await first.waitFor();
    expect((await bubbles(page)).at(-1)).toBe('您说的是下面哪一种情况？回复序号就行。');
    await first.click();
    await page.getByText('这是系统繁忙').waitFor();
    expect(
      await page
        .getByRole('group', { name: '可以直接点选' })
        .first()
        .getByRole('button')
        .evaluateAll((found) => found.map((one) => (one as unknown as { disabled: boolean }).disabled)),
    ).toEqual([true, true, true]);
    expect(desk.posts.map(({ text }) => text)).toEqual(['登录不上', '登录出现502怎么办']);
  });

  test('没解决 asks why and sends the reason with the message', async () => {
    const page = await openChat();
    await say(page, '登录出现502怎么办');
    await button(page, '没解决').click();
    await picture(page, 'reasons');
    expect(await violations(page)).toEqual([]);
    await button(page, '照着做了还是不行').click();
    await button(page, '复制咨询单').waitFor();
    expect(desk.posts.at(-1)).toMatchObject({
      text: '没解决',
      channelData: { feedback: { turn: 't1', solved: false, reason: '照着做了还是不行' } },
    });
    await page.getByText('谢谢您的反馈').waitFor();
  });

  test('copies an answer and the 咨询单', async () => {
    const page = await openChat({ permissions: ['clipboard-read', 'clipboard-write'] });
    await say(page, '没解决');
    await button(page, '复制咨询单').click();
    await button(page, '已复制').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toMatch(/^【咨询单】[^☎]*$/);
    await button(page, '复制').click();
    await page.getByRole('button', { name: '已复制' }).nth(1).waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('我们换条路');
  });

  test('a picture opens large; Esc closes it and the focus is back', async () => {
    const page = await openChat();
    await say(page, '看图');
    await button(page, '放大查看：登录按钮').click();
    await page.locator('.sheet.image').waitFor();
    await picture(page, 'image');
    await page.keyboard.press('Escape');
    await page.locator('.sheet').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe('放大查看：登录按钮');
  });

  test('the desk shows as typing after 300 ms, not before', async () => {
    const page = await openChat();
    const release = desk.hold();
    // The page's own clock stands still but for what the test lets pass.
    await page.clock.install({ time: 0 });
    await page.clock.pauseAt(1000);
    await say(page, '慢');
    await page.clock.runFor(299);
    expect(await page.locator('.typing').count()).toBe(0);
    await page.clock.runFor(1);
    expect(await page.locator('.typing').count()).toBe(1);
    await picture(page, 'typing');
    release();
    await page.getByText('收到：慢').waitFor();
    expect(await page.locator('.typing').count()).toBe(0);
  });

  test('one region, polite, is read aloud, and it leaves out what was there before', async () => {
    const page = await openChat();
    await say(page, '你好');
    await page.getByText('收到：你好').waitFor();
    await page.reload();
    await page.getByText('收到：你好').waitFor();
    expect(
      await page
        .locator('[role=log], [role=status], [role=alert], [aria-live=polite], [aria-live=assertive]')
        .evaluateAll((found) => found.map((one) => one.getAttribute('role'))),
    ).toEqual(['log']);
    expect(await page.locator('[aria-live=off] .bubble').count()).toBe(3);
    await say(page, '又来了');
    await page.getByText('收到：又来了').waitFor();
    expect(await page.locator('[aria-live=off] .bubble').count()).toBe(3);
  });
});

describe('a long conversation', () => {
  test('is there again after a reload, loads the rest on scrolling up, and counts what came below', async () => {
    const page = await openChat();
    desk.say(Array.from({ length: 70 }, (_, i) => ({ text: `第${String(i)}条` })));
    await page.getByText('第69条').waitFor();
    await page.reload();
    await page.getByText('第69条').waitFor();
    expect(await page.locator('.bubble').count()).toBe(30);
    expect(await page.getByText(GREETING).count()).toBe(0);
    const top = page.getByText('第40条');
    await page.locator('.log').evaluate((log) => {
      log.scrollTop = 0;
    });
    await page.getByText('第11条').waitFor({ state: 'attached' });
    // What was at the top stays there.
    await expect(top.isVisible()).resolves.toBe(true);
    expect(Math.abs((await top.boundingBox())?.y ?? -999)).toBeLessThan(250);
    await page.locator('.log').evaluate((log) => {
      log.scrollTop = 0;
    });
    await page.getByText(GREETING).waitFor({ state: 'attached' });
    expect(await page.locator('.bubble').count()).toBe(71);
    expect(await button(page, '查看更早的消息').count()).toBe(0);
    desk.say([{ text: '新的一条' }, { text: '新的两条' }]);
    await page.getByRole('button', { name: '2 条新消息' }).waitFor();
    await picture(page, 'unread');
    await page.getByRole('button', { name: '2 条新消息' }).click();
    await page.getByRole('button', { name: /新消息|回到底部/ }).waitFor({ state: 'detached' });
  });

  test('is there even when the server answers before the page was painted', async () => {
    const page = await openChat();
    await say(page, '快');
    await page.getByText('收到：快').waitFor();
    // As on a slow machine: what waits for the paint waits long, the network does not.
    await page.addInitScript(
      'window.requestAnimationFrame = () => 0; const wait = setTimeout; window.setTimeout = (run, time) => wait(run, time < 200 ? 1000 : time)',
    );
    await page.reload();
    await page.getByText('收到：快').waitFor({ timeout: 5000 });
  });

  test('a reply longer than the window is shown from its first line', async () => {
    const page = await openChat();
    desk.answer = () => [{ text: Array.from({ length: 60 }, (_, i) => `${String(i + 1)}. 一步`).join('\n') }];
    await say(page, '很长的');
    await page.getByText('60. 一步').waitFor();
    const box = await page.locator('.bubble').last().boundingBox();
    expect(box?.y).toBeGreaterThanOrEqual(44);
    expect(box?.y).toBeLessThan(120);
  });
});

describe('when things go wrong', () => {
  test('a message that the server refuses is marked and sent again under the same id', async () => {
    const page = await openChat();
    desk.refusals = [429];
    await say(page, '太快了');
    await page.getByText('没发出去：您发得太快了').waitFor();
    await picture(page, 'error-failed');
    expect(await violations(page)).toEqual([]);
    await button(page, '重发').click();
    await page.getByText('收到：太快了').waitFor();
    const ids = desk.posts.map(({ channelData }) => channelData?.clientActivityID);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(desk.texts).toEqual([GREETING, '太快了', '收到：太快了']);
    expect(await button(page, '重发').count()).toBe(0);
  });

  test('a server that fails for a moment is tried again by itself, and the user sees one message', async () => {
    const page = await openChat();
    desk.refusals = [502];
    await say(page, '请看');
    await page.getByText('收到：请看').waitFor();
    expect(new Set(desk.posts.map(({ channelData }) => channelData?.clientActivityID)).size).toBe(1);
    expect(await bubbles(page)).toEqual([GREETING, '请看', '收到：请看']);
  });

  test('offline, messages wait; back online, they go and the stream goes on', async () => {
    const page = await openChat();
    await desk.stop();
    await page.getByText('连接中断').waitFor();
    await say(page, '断网时写的');
    await picture(page, 'error-offline');
    expect(await violations(page)).toEqual([]);
    await desk.start();
    await page.getByText('收到：断网时写的').waitFor();
    await page.getByText('连接中断').waitFor({ state: 'detached' });
    expect(await bubbles(page)).toEqual([GREETING, '断网时写的', '收到：断网时写的']);
    expect(desk.posts).toHaveLength(1);
  });

  test('without WebSockets the page asks for messages', async () => {
    desk.noStream = true;
    const page = await openChat();
    await say(page, '没有长连接');
    await page.getByText('收到：没有长连接').waitFor();
    desk.say([{ text: '过一会儿的消息' }]);
    await page.getByText('过一会儿的消息').waitFor();
  });

  test('a conversation that is over is followed by a new one, and what was being sent is not lost', async () => {
    const page = await openChat();
    await say(page, '旧的');
    await page.getByText('收到：旧的').waitFor();
    desk.tokenHolds = false;
    await say(page, '还在吗');
    await page.getByText('上次的会话已过期').waitFor();
    desk.tokenHolds = true;
    await page.getByText('收到：还在吗').waitFor();
    expect(desk.texts).toEqual([GREETING, '还在吗', '收到：还在吗']);
  });

  test('what waited for the connection goes by itself after a reload', async () => {
    const page = await openChat();
    await desk.stop();
    await page.getByText('连接中断').waitFor();
    await say(page, '断网时写的');
    await desk.start();
    await page.reload();
    await page.getByText('收到：断网时写的').waitFor();
    expect(await bubbles(page)).toEqual([GREETING, '断网时写的', '收到：断网时写的']);
  });

  test.each(['"x"', '{"a":1}', '[null]', '[{"delivery":{"state":"pending"}}]'])(
    'the page opens with %s kept by something else',
    async (kept) => {
      const page = await openChat();
      await page.evaluate(`sessionStorage.setItem('shebao-desk-unsent', ${JSON.stringify(kept)})`);
      await page.reload();
      await page.getByText(GREETING).waitFor();
      await say(page, '你好');
      await page.getByText('收到：你好').waitFor();
    },
  );

  test('what was not sent before a reload can be sent after it', async () => {
    const page = await openChat();
    desk.refusals = [400];
    await say(page, '没发出去的');
    await button(page, '重发').waitFor();
    await page.reload();
    await button(page, '重发').click();
    await page.getByText('收到：没发出去的').waitFor();
    expect(await bubbles(page)).toEqual([GREETING, '没发出去的', '收到：没发出去的']);
  });
});
