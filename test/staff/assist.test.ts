import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { AssistResponse } from '../../src/staff/api/assist';
import { OPENING_TIMEOUT } from '../support/desk';
import { startServer, type TestServer } from '../support/server';
import { addAccount, StaffClient } from '../support/staff';

let desk: TestServer;
let anna: StaffClient;
beforeAll(async () => {
  desk = await startServer();
  await addAccount(desk.accounts, 'anna', 'answer');
  anna = await StaffClient.signIn(desk.url, 'anna');
}, OPENING_TIMEOUT);
afterAll(() => desk.stop());

const CHAT =
  '吉祥物流-小周 10:02\n登录出现502怎么办\n\n吉祥物流-小周 10:03\n我电话13812345678，身份证370481199001011234\n\n老李 10:05\n今天天气真好\n';

test('a copied stretch of chat brings questions with drafts, on request with names in front', async () => {
  const plain = (await (await anna.post('assist', { text: CHAT, mention: false })).json()) as AssistResponse;
  expect(plain.messages).toBe(3);
  expect(plain.questions).toHaveLength(1);
  expect(plain.questions[0]).toMatchObject({ decision: 'answer', by: ['吉祥物流-小周'], answers: [{ id: 'login-502' }], screen: '502' });
  expect(plain.questions[0]?.runnersUp).toHaveLength(2);
  const named = (await (await anna.post('assist', { text: CHAT, mention: true })).json()) as AssistResponse;
  expect(named.questions[0]?.draft).toBe(`@吉祥物流-小周 ${String(plain.questions[0]?.draft)}`);
});

test('nothing of what was pasted is stored or logged, and no copy may be kept on the way', async () => {
  const response = await anna.post('assist', { text: CHAT, mention: true });
  expect(response.headers.get('cache-control')).toBe('no-store');
  const kept = readdirSync(desk.dataDir).map((name) => readFileSync(join(desk.dataDir, name)).toString('utf8'));
  expect(kept.join('')).toContain('staff_accounts');
  for (const text of [...kept, desk.log.join('\n')])
    for (const said of ['吉祥物流', '小周', '13812345678', '370481199001011234', '登录出现502', '天气'])
      expect(text.includes(said)).toBe(false);
});

test('what is not a paste, or too long, is refused', async () => {
  for (const body of [{}, { text: 1, mention: false }, { text: '问' }, []]) expect((await anna.post('assist', body)).status).toBe(400);
  expect((await anna.post('assist', { text: '问'.repeat(12_001), mention: false })).status).toBe(413);
  expect((await anna.post('assist', { text: '问'.repeat(600_000), mention: false })).status).toBe(413);
  expect(await (await anna.post('assist', { text: '', mention: false })).json()).toEqual({ messages: 0, questions: [] });
  expect((await fetch(`${desk.url}/staff/api/assist`, { method: 'POST' })).status).toBe(401);
});
