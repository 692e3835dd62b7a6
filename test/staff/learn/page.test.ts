import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { TeachingEffect } from '../../../src/domain/teaching';
import { OPENING_TIMEOUT } from '../../support/desk';
import { startServer, type TestServer } from '../../support/server';
import { addAccount } from '../../support/staff';
import { builtPages, LOOKS, signIn } from '../../support/staff-browser';
import { NO_EFFECT } from '../../support/teaching';
import { launch, openPage, picture, violations, type WatchedPage } from '../../widget/support/browser';

const WHITE = { kind: 'answer', ids: ['login-white-screen'] } as const;
const PIN = { kind: 'answer', ids: ['ukey-pin'] } as const;
/** What a harmful proposal would do. */
const HARM: TeachingEffect = {
  faults: [],
  own: [{ text: '猫丢了咋整', before: { kind: 'decline', ids: [] }, after: PIN }],
  learned: ['猫丢了咋整'],
  questions: {
    count: 2830,
    right: { before: 2000, after: 1998 },
    changes: [
      { text: '登录白屏了', gold: ['2.2.4'], before: WHITE, after: PIN, verdict: 'broken' },
      {
        text: '白屏',
        gold: ['2.2.4'],
        before: WHITE,
        after: { kind: 'clarify', ids: ['login-white-screen', 'ukey-pin'] },
        verdict: 'broken',
      },
      { text: '密码', gold: ['2.4'], before: { kind: 'decline', ids: [] }, after: PIN, verdict: 'better' },
    ],
  },
  turns: { asked: 120, texts: 80, changes: [{ text: '一片白', count: 3, before: WHITE, after: { kind: 'decline', ids: ['bank'] } }] },
};

/** What the means of learning do at the moment. */
const tools = { measure: (): Promise<TeachingEffect> => Promise.resolve(NO_EFFECT), applied: [] as string[] };

let browser: Browser;
let desk: TestServer;
beforeAll(async () => {
  browser = await launch('current');
}, OPENING_TIMEOUT);
afterAll(() => browser.close());
beforeEach(async () => {
  tools.measure = () => Promise.resolve(NO_EFFECT);
  desk = await startServer({}, builtPages(), {
    measure: (_, progress) => {
      progress({ step: 'learning', share: 0.5 });
      return tools.measure();
    },
    writable: () => true,
    apply: (proposals) => {
      tools.applied = proposals.map(({ target }) => target);
      const files = [{ path: 'knowledge/phrasings/x.yaml', created: false, added: 1 }];
      return Promise.resolve({ kind: 'applied', proposals: proposals.map(({ id }) => id), files, commit: 'knowledge: 补充 1 种问法' });
    },
  });
  await addAccount(desk.accounts, 'anna', 'teach');
  await addAccount(desk.accounts, 'carl', 'admin');
  for (const [i, text] of ['猫丢了咋整', '猫丢了咋整啊', '猫丢了咋整', '我叫张小明，猫丢了咋整', '天上有几颗星'].entries()) {
    const match = { decision: { kind: 'decline', elsewhere: null }, candidates: [] } as const;
    const turn = { messageId: 'm', text, data: null, match, replies: [], flow: null, outcome: 'open', contacts: [], micros: 1 } as const;
    const state = {} as never;
    await desk.store.commitTurn({ conversation: `c${String(i)}`, channel: 'web', state, version: 0, turn, handoff: null });
  }
}, OPENING_TIMEOUT);
afterEach(() => desk.stop());

async function open(name: string, options: BrowserContextOptions = {}): Promise<WatchedPage> {
  const watched = await openPage(browser, `${desk.url}/staff/learn`, { viewport: { width: 1280, height: 900 }, ...options });
  await signIn(watched.page, name);
  await watched.page.getByRole('heading', { name: '学习' }).waitFor();
  return watched;
}

describe.each(LOOKS)('$name', ({ name, ...look }) => {
  test('every view of the page is accessible and fits', async () => {
    tools.measure = () => Promise.resolve(HARM);
    const { page, errors, close } = await open('carl', look);
    const look2 = async (view: string): Promise<void> => {
      await picture(page, `staff-learn-${view}-${name}`);
      expect(await violations(page)).toEqual([]);
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
    };
    await page.getByRole('link', { name: '猫丢了咋整' }).waitFor();
    await look2('groups');
    await page.getByRole('link', { name: '猫丢了咋整' }).click();
    await page.getByRole('button', { name: '写一个新条目' }).click();
    await page.getByLabel('放在哪个主题').waitFor();
    await page.getByLabel('都不是，搜别的条目').fill('白屏');
    await page.getByRole('button', { name: /^是这个条目：登录白屏/ }).waitFor();
    await look2('group');
    await page.getByRole('button', { name: /^是这个条目：登录白屏/ }).first().click(); // prettier-ignore
    await page.getByText('会答坏 2 道评估题').waitFor();
    await look2('effect');
    await page.getByRole('button', { name: '采纳' }).click();
    await page.getByRole('button', { name: '仍要采纳' }).waitFor();
    await look2('ask');
    await page.getByRole('button', { name: '仍要采纳' }).click();
    await page.getByText('已采纳。').waitFor();
    await page.getByRole('link', { name: '提案' }).click();
    await page.getByRole('button', { name: '应用到知识库' }).waitFor();
    await look2('proposals');
    expect(errors).toEqual([]);
    await close();
  });
});

test('a group becomes phrasings of an entry; what it breaks is shown first and has to be accepted twice; an administrator writes it', async () => {
  let end = (): void => undefined;
  tools.measure = () =>
    new Promise((resolve) => {
      end = () => {
        resolve(HARM);
      };
    });
  const { page, errors, close } = await open('carl');
  await page.getByText('2 组问题，共问了 5 次；再往前同样长的时间是 0 次。').waitFor();
  const rows = page.locator('.groups > li');
  expect(await rows.first().innerText()).toMatch(/猫丢了咋整[^]*4 次[^]*新出现[^]*答不了 4/);
  await page.getByRole('link', { name: '猫丢了咋整' }).click();
  const box = page.getByLabel('写进知识库的问法（一行一种，可以改）');
  expect(await box.inputValue()).toBe('猫丢了咋整\n猫丢了咋整啊');
  await page.getByText('像是有人的名字，没有放进下面的框里。').waitFor();
  await page.getByLabel('都不是，搜别的条目').fill('PIN');
  await page.getByRole('status').getByRole('button', { name: /密码/ }).first().click(); // prettier-ignore
  await page.getByText('正在重新学习（50%）…').waitFor();
  expect(await page.getByRole('button', { name: '采纳' }).isDisabled()).toBe(true);
  end();
  await page.getByRole('alert').getByText('会答坏 2 道评估题').waitFor();
  expect(await page.locator('section h3').allInnerTexts()).toEqual(['答坏的 2', '变好的 1', '提案里的问法 1', '用户的提问 1']);
  expect(await page.locator('.learn-change').first().innerText()).toMatch(
    /登录白屏了[^]*现在：回答“登录白屏[^”]*” → 以后：回答“.*密码.*”[^]*应答：登录白屏/,
  );
  await page.getByText('有 1 种问法和评估题一字不差').waitFor();
  await page.getByRole('button', { name: '采纳' }).click();
  await page.getByRole('dialog', { name: '会答坏 2 道评估题，仍要采纳吗？' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await desk.learning.proposals(['proposed'], 9)).toHaveLength(1);
  await page.getByRole('button', { name: '采纳' }).click();
  await page.getByRole('button', { name: '仍要采纳' }).click();
  await page.getByText('已采纳。').waitFor();
  await page.getByRole('link', { name: '提案' }).click();
  await page.getByText('shebao kb apply').waitFor();
  await page.getByRole('button', { name: '应用到知识库' }).click();
  await page.getByText('已写入 1 个提案，改动 1 个文件').waitFor();
  await page.getByText('knowledge: 补充 1 种问法').waitFor();
  expect(tools.applied).toEqual(['ukey-pin']);
  await page.getByText('已写入', { exact: true }).waitFor();
  expect(errors).toEqual([]);
  await close();
});

test('“not ours”, a new entry, dismissing, and giving a proposal back', async () => {
  const { page, errors, close } = await open('anna');
  await page.getByRole('link', { name: '天上有几颗星' }).click();
  await page.getByLabel('属于哪个方面').selectOption('travel');
  await page.getByRole('button', { name: '记为不归我们答' }).click();
  await page.getByText('没有评估题会被答坏。').waitFor();
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByText('已退回，这些问题会重新出现在列表里。').waitFor();
  await page.getByRole('link', { name: '没答上的问题' }).click();
  await page.getByRole('link', { name: '天上有几颗星' }).click();
  await page.getByRole('button', { name: '忽略这一组' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '忽略这一组' }).click();
  await page.getByText('1 组问题，共问了 4 次').waitFor();
  await page.getByRole('link', { name: '猫丢了咋整' }).click();
  await page.getByRole('button', { name: '写一个新条目' }).click();
  await page.getByLabel('放在哪个主题').selectOption('login');
  await page.getByLabel(/^短标题/).fill('猫丢了');
  await page.getByLabel(/^答案/).fill('打 13812345678 问问。');
  await page.getByRole('button', { name: '提出这个条目' }).click();
  await page.getByText('有个人号码，请改掉再提交').first().waitFor();
  await page.getByLabel(/^答案/).fill('贴一张寻猫启事。');
  await page.getByLabel(/^步骤/).fill('写启事\n\n贴出去');
  await page.getByRole('button', { name: '提出这个条目' }).click();
  await page.getByRole('heading', { name: '新条目：猫丢了' }).waitFor();
  const [proposal] = await desk.learning.proposals(['proposed'], 9);
  expect(proposal).toMatchObject({
    kind: 'entry',
    entry: { topic: 'login', steps: ['写启事', '贴出去'] },
    texts: ['猫丢了咋整', '猫丢了咋整啊'],
    by: 'anna',
  });
  await page.getByRole('button', { name: '采纳' }).click();
  await page.getByText('已采纳。').waitFor();
  await page.getByRole('link', { name: '提案' }).click();
  await page.getByText('shebao kb apply').waitFor();
  expect(await page.getByRole('button', { name: '应用到知识库' }).count()).toBe(0);
  expect(errors).toEqual([]);
  await close();
});
