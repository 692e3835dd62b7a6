import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { Activity, ActivitySet } from '../../src/channels/web/protocol';
import { openStorage } from '../../src/storage/open-store';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { EventStream } from '../support/event-stream';
import { startPostgres } from '../support/postgres';
import { endServed, folder, serve, until } from '../support/served';
import { TestTalk } from '../support/server';
import { addAccount, StaffClient } from '../support/staff';

beforeAll(async () => {
  // What is learned here is in the cache for the processes.
  await openRealDesk();
}, OPENING_TIMEOUT);
afterEach(endServed);

/** Adds accounts where a server keeps its data. */
async function addAccounts(settings: { readonly dataDir: string; readonly databaseUrl: string | null }): Promise<void> {
  const { store, accounts } = await openStorage<unknown>(settings, { mask: (text) => text });
  await addAccount(accounts, 'anna', 'answer');
  await addAccount(accounts, 'bao', 'answer');
  await store.close();
}

/** What a user's stream brings. */
function listen(talk: TestTalk, url: string): { readonly got: Activity[]; readonly close: () => void } {
  const got: Activity[] = [];
  const socket = new WebSocket(talk.streamUrl.replace(/127\.0\.0\.1:\d+/, new URL(url).host));
  socket.on('message', (data: Buffer) => got.push(...(JSON.parse(data.toString()) as ActivitySet).activities));
  return {
    got,
    close: () => {
      socket.terminate();
    },
  };
}

/** A hand-off, a claim and a reply, with every part on the process named. */
async function converse({
  user,
  stream,
  claimer,
  watcher,
}: Readonly<Record<'user' | 'stream' | 'claimer' | 'watcher', string>>): Promise<void> {
  const talk = await TestTalk.start(user);
  const heard = listen(talk, stream);
  const [anna, bao] = await Promise.all([StaffClient.signIn(claimer, 'anna'), StaffClient.signIn(watcher, 'bao')]);
  const events = await EventStream.open(bao);
  for (const text of ['登录时出现502怎么办', '没解决', '转人工']) await talk.say(text);
  await events.next('change');
  const [first, second] = await Promise.all([anna, bao].map((staff) => staff.post(`inbox/cases/${talk.id}/claim`)));
  expect([first?.status, second?.status].sort()).toEqual([200, 409]);
  const [holder, other] = first?.status === 200 ? [anna, bao] : [bao, anna];
  expect((await other.post(`inbox/cases/${talk.id}/reply`, { id: 'x', text: '抢答' })).status).toBe(409);
  await sleep(200);
  events.events.length = 0;
  expect((await holder.post(`inbox/cases/${talk.id}/reply`, { id: 'r', text: '我来帮您' })).status).toBe(200);
  await events.next('change');
  await until(() => heard.got.find(({ from, text }) => from.id === 'staff' && text === '我来帮您'));
  await sleep(200);
  events.events.length = 0;
  await talk.say('还在吗');
  await events.next('change');
  expect(heard.got.filter(({ from }) => from.id === 'desk').at(-1)?.text).toContain('转给了工作人员');
  heard.close();
  events.close();
}

describe('real servers', () => {
  test(
    'two processes on one PostgreSQL: claimed on one, told and delivered on the other',
    async () => {
      const postgres = await startPostgres();
      try {
        const databaseUrl = await postgres.createDatabase();
        await addAccounts({ dataDir: '', databaseUrl });
        const env = { DATABASE_URL: databaseUrl, SHEBAO_DATA_DIR: folder() };
        const [one, two] = [await serve(env), await serve(env)];
        await converse({ user: one.url, stream: two.url, claimer: one.url, watcher: two.url });
        await converse({ user: two.url, stream: one.url, claimer: two.url, watcher: one.url });
        // The user leaves one process for the other in between, and a stream does not keep a process from stopping.
        const stream = await EventStream.open(await StaffClient.signIn(one.url, 'anna'));
        one.child.kill('SIGTERM');
        expect(await one.exited).toBe(0);
        await stream.ended;
      } finally {
        await postgres.stop();
      }
    },
    OPENING_TIMEOUT,
  );

  test(
    'one process on SQLite, whose turns are taken in a thread: hand-offs and the user’s words are told at once',
    async () => {
      const dataDir = folder();
      await addAccounts({ dataDir, databaseUrl: null });
      const { url } = await serve({ SHEBAO_DATA_DIR: dataDir });
      await converse({ user: url, stream: url, claimer: url, watcher: url });
    },
    OPENING_TIMEOUT,
  );
});
