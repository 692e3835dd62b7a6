import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import type { ApplyResponse, LearnGroupsResponse, ProposalResponse, ProposeRequest, ProposeResponse } from '../../../src/staff/api/learn';
import { openStorage } from '../../../src/storage/open-store';
import { endServed, serve, until } from '../../support/served';
import { TestTalk } from '../../support/server';
import { addAccount, StaffClient } from '../../support/staff';
import { writeTinyContent } from '../../support/tiny-content';

let root = '';
afterEach(() => {
  endServed();
  rmSync(root, { recursive: true, force: true });
});

async function json<T>(response: Promise<Response>): Promise<T> {
  const got = await response;
  if (!got.ok) throw new Error(`${String(got.status)} ${await got.text()}`);
  return (await got.json()) as T;
}

test('a running server learns what users asked in vain: measured beside its work, written to the files, known without a restart', async () => {
  root = writeTinyContent();
  mkdirSync(join(root, 'test', 'questions'), { recursive: true });
  writeFileSync(join(root, 'test', 'questions', 'a.jsonl'), '{"q":"登录卡住进不去","gold":["2"]}\n');
  const dataDir = join(root, 'data');
  const { store, accounts } = await openStorage<object>({ dataDir, databaseUrl: null }, { mask: (text) => text });
  await addAccount(accounts, 'carl', 'admin');
  await store.close();
  const env = { SHEBAO_CONTENT_DIR: root, SHEBAO_CACHE_DIR: join(root, '.cache'), SHEBAO_DATA_DIR: dataDir, SHEBAO_RELOAD_SECONDS: '1' };
  const { url, output } = await serve(env);
  const carl = await StaffClient.signIn(url, 'carl');
  const ask = async (): Promise<string> => {
    const talk = await TestTalk.start(url);
    await talk.say('盖章的地方飘红了');
    return (await talk.all()).at(-1)?.text ?? '';
  };
  expect(await ask()).not.toContain('先等五分钟');

  const { groups } = await json<LearnGroupsResponse>(carl.get('learn/groups'));
  expect(groups).toMatchObject([{ text: '盖章的地方飘红了', count: 1 }]);
  const texts = ['盖章的地方飘红了', '盖章那里飘红', '飘红了盖不了章'];
  const request: ProposeRequest = { kind: 'phrasing', target: 'white-screen', texts, keys: ['盖章的地方飘红了'] };
  const { id } = await json<ProposeResponse>(carl.post('learn/proposals', request));
  const { effect } = await until(async () => {
    const found = await json<ProposalResponse>(carl.get(`learn/proposals/${id}`));
    if (found.measuring.kind === 'failed') throw new Error(found.measuring.message);
    return found.effect === null ? undefined : { effect: found.effect };
  }, output);
  expect(effect).toMatchObject({ faults: [], questions: { count: 1 }, turns: { asked: 1, texts: 1 } });
  expect(effect.own.every(({ after }) => after.names.some((name) => name.id === 'white-screen'))).toBe(true);
  expect((await carl.post(`learn/proposals/${id}/accept`, { stamp: effect.stamp })).status).toBe(204);

  const before = readFileSync(join(root, 'knowledge/phrasings/white-screen.yaml'), 'utf8');
  const applied = await json<ApplyResponse>(carl.post('learn/apply'));
  expect(applied).toMatchObject({ kind: 'applied', proposals: 1, files: [{ path: 'knowledge/phrasings/white-screen.yaml', added: 3 }] });
  expect(readFileSync(join(root, 'knowledge/phrasings/white-screen.yaml'), 'utf8')).toBe(
    `${before}${texts.map((text) => `- ${text}\n`).join('')}`,
  );
  await until(() => (output().includes('已换上新内容') ? true : undefined), output);
  await until(async () => ((await ask()).includes('先等五分钟') ? true : undefined), output);
  expect((await json<LearnGroupsResponse>(carl.get('learn/groups'))).groups).toEqual([]);
}, 90_000);
