import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CaseMessagesResponse, CaseResponse, CasesResponse, CannedResponse } from '../../src/staff/api/inbox';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { EventStream } from '../support/event-stream';
import { startServer, TestTalk, type TestServer } from '../support/server';
import { addAccount, StaffClient } from '../support/staff';

const QUESTION = '登录时出现502怎么办';

let desk: TestServer;
let anna: StaffClient;
let bao: StaffClient;
let talk: TestTalk;

beforeAll(async () => {
  desk = await startServer();
  for (const name of ['anna', 'bao', 'chen']) await addAccount(desk.accounts, name, 'answer');
  [anna, bao] = await Promise.all([StaffClient.signIn(desk.url, 'anna'), StaffClient.signIn(desk.url, 'bao')]);
}, OPENING_TIMEOUT);
afterAll(() => desk.stop());
beforeEach(async () => {
  talk = await handedOff();
});

/** A user who has been handed off. */
async function handedOff(url = desk.url): Promise<TestTalk> {
  const user = await TestTalk.start(url);
  await user.say(QUESTION);
  await user.say('没解决');
  await user.say('转人工');
  return user;
}

const post = (staff: StaffClient, action: string, body: unknown = {}): Promise<Response> =>
  staff.post(`inbox/cases/${talk.id}/${action}`, body);
const read = async <T>(staff: StaffClient, path: string): Promise<T> => {
  const response = await staff.get(`inbox/${path}`);
  if (response.status !== 200) throw new Error(`${path}: ${String(response.status)}`);
  return (await response.json()) as T;
};
const one = (staff = anna): Promise<CaseResponse> => read<CaseResponse>(staff, `cases/${talk.id}`);
const lastText = async (): Promise<string> => (await talk.all()).at(-1)?.text ?? '';

test('a user is told of the queue and can leave it', async () => {
  const last = (await talk.all()).at(-1);
  expect(last?.text).toContain('转给了工作人员');
  expect(last?.suggestedActions?.actions.map(({ title }) => title)).toEqual(['让机器人继续']);
  await talk.say('让机器人继续');
  expect(await lastText()).toContain('不转工作人员了');
  expect((await one()).case).toMatchObject({ status: 'closed', ending: 'left' });
  expect((await post(anna, 'claim')).status).toBe(409);
});

test('the list shows it with what staff need to choose', async () => {
  const { cases, counts } = await read<CasesResponse>(anna, 'cases?status=waiting');
  expect(cases[0]).toMatchObject({ conversation: talk.id, channel: 'web', status: 'waiting', holder: null, problem: QUESTION, unread: 1 });
  expect(cases[0]?.contacts.length).toBeGreaterThan(0);
  expect(counts.waiting).toBe(cases.length);
  for (const query of ['', '?status=other', '?status=waiting&after=x']) expect((await anna.get(`inbox/cases${query}`)).status).toBe(400);
});

test('one case brings the transcript, the way through the flow and the slip', async () => {
  const found = await one();
  expect(found.messages.map(({ author }) => author)).toContain('user');
  expect(found.messages.map(({ text }) => text)).toContain(QUESTION);
  expect(found.earlier).toBe(false);
  expect(found.path.length).toBeGreaterThan(0);
  const { dialogs } = await openRealDesk();
  expect(dialogs.flows.map(({ title }) => title)).toContain(found.path[0]?.flow);
  expect(found.path.at(-1)?.answer).toBe('转人工');
  expect(found.slip).toContain('问题：');
  expect(found.slip).toContain(`原话：${QUESTION}`);
});

test('the transcript comes in pages, back and forth', async () => {
  for (let i = 0; i < 30; i++) await talk.say(`第${String(i)}句`);
  const { messages, earlier } = await one();
  expect(messages).toHaveLength(50);
  expect(earlier).toBe(true);
  const before = await read<CaseMessagesResponse>(anna, `cases/${talk.id}/messages?before=${String(messages[0]?.sequence)}`);
  expect(before.more).toBe(false);
  expect([...before.messages, ...messages].map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: before.messages.length + 50 }, (_, i) => i + 1),
  );
  const after = await read<CaseMessagesResponse>(anna, `cases/${talk.id}/messages?after=${String(messages.at(-2)?.sequence)}`);
  expect(after).toEqual({ messages: [messages.at(-1)], more: false });
});

test('claim, reply, hand back: the user reads who speaks, the desk is silent in between', async () => {
  expect((await post(anna, 'reply', { id: 'r', text: '您好' })).status).toBe(409);
  expect((await post(anna, 'claim')).status).toBe(200);
  expect((await talk.all()).at(-1)).toMatchObject({ text: '工作人员anna来为您解答，机器人先不说话了。', from: { id: 'system' } });
  await talk.say(QUESTION);
  expect((await talk.all()).at(-1)?.from.role).toBe('user');
  const sent = await post(anna, 'reply', { id: 'r', text: ' 请换入口登录。\n我的手机13912345678 ' });
  expect(await sent.json()).toMatchObject({ message: { author: 'staff', by: 'anna', text: '请换入口登录。\n我的手机139****78' } });
  expect((await talk.all()).at(-1)).toMatchObject({
    from: { id: 'staff', name: 'anna', role: 'bot' },
    text: '请换入口登录。\n我的手机139****78',
  });
  expect((await post(anna, 'reply', { id: 'r', text: '请换入口登录。' })).status).toBe(200);
  expect((await one()).messages.filter(({ author }) => author === 'staff')).toHaveLength(1);
  expect((await post(anna, 'back')).status).toBe(200);
  expect(await lastText()).toContain('交还机器人');
  await talk.say(QUESTION);
  expect((await talk.all()).at(-1)?.from.id).toBe('desk');
});

test('closing settles the conversation, and the next request for a person opens it again', async () => {
  await post(anna, 'claim');
  expect((await post(bao, 'close')).status).toBe(409);
  expect((await post(anna, 'close')).status).toBe(200);
  expect((await desk.store.conversation(talk.id))?.outcome).toBe('resolved');
  expect((await read<CasesResponse>(anna, 'cases?status=closed')).cases[0]).toMatchObject({
    conversation: talk.id,
    ending: 'solved',
    holder: 'anna',
  });
  await talk.say(QUESTION);
  await talk.say('转人工');
  expect((await one()).case).toMatchObject({ status: 'waiting', ending: null });
});

describe('two at once', () => {
  test('claim it: one gets it, the other is told who', async () => {
    for (let i = 0; i < 10; i++) {
      talk = await handedOff();
      const [first, second] = await Promise.all([post(anna, 'claim'), post(bao, 'claim')]);
      expect([first.status, second.status].sort()).toEqual([200, 409]);
      const winner = first.status === 200 ? 'anna' : 'bao';
      const refusal = (await (first.status === 200 ? second : first).json()) as { error: { code: string; message: string } };
      expect(refusal.error).toEqual({ code: 'CaseChanged', message: `这个对话已由 ${winner} 接待。` });
      expect((await one()).case.holder).toBe(winner);
      expect((await talk.all()).filter(({ from }) => from.id === 'system')).toHaveLength(1);
    }
  });

  test('a claim and the user, fifty times: no word of the desk behind the claim', async () => {
    const outcomes = { answered: 0, silent: 0 };
    for (let i = 0; i < 50; i++) {
      talk = await handedOff();
      const before = (await talk.all()).length;
      const wait = (milliseconds: number): Promise<void> => (milliseconds === 0 ? Promise.resolve() : sleep(milliseconds));
      await Promise.all([
        wait(i % 2 === 0 ? 0 : i % 5).then(() => talk.say(QUESTION)),
        wait(i % 2 === 0 ? i % 7 : 0).then(() => post(anna, 'claim')),
      ]);
      const after = (await talk.all()).slice(before);
      const claim = after.findIndex(({ from }) => from.id === 'system');
      expect(claim).toBeGreaterThanOrEqual(0);
      expect(after.slice(claim).filter(({ from }) => from.id === 'desk')).toEqual([]);
      outcomes[after.some(({ from }) => from.id === 'desk') ? 'answered' : 'silent']++;
    }
    expect(outcomes.answered + outcomes.silent).toBe(50);
    expect(Math.min(outcomes.answered, outcomes.silent)).toBeGreaterThan(0);
  }, 120_000);

  test('a colleague takes over with the name of the one who has it', async () => {
    await post(anna, 'claim');
    expect((await post(bao, 'claim')).status).toBe(409);
    expect((await post(bao, 'claim', { from: 'chen' })).status).toBe(409);
    expect((await post(bao, 'claim', { from: 'anna' })).status).toBe(200);
    expect(await lastText()).toBe('工作人员bao接手，继续为您解答。');
    expect((await post(anna, 'reply', { id: 'x', text: '我来' })).status).toBe(409);
  });
});

test('what is seen is no longer unread', async () => {
  await post(anna, 'claim');
  await talk.say('在吗');
  expect((await one()).case.unread).toBe(2);
  const sequence = (await one()).messages.at(-1)?.sequence;
  expect((await post(anna, 'seen', { sequence })).status).toBe(204);
  expect((await one()).case.unread).toBe(0);
  expect((await read<CasesResponse>(anna, 'cases?status=claimed&mine=1')).cases.map(({ holder }) => holder)).not.toContain('bao');
});

test('answers of the knowledge are found as one would send them', async () => {
  const { replies } = await read<CannedResponse>(anna, `canned?q=${encodeURIComponent(QUESTION)}`);
  expect(replies[0]?.id).toBe('login-502');
  expect(replies[0]?.text).toMatch(/^[^{}]+$/);
  expect(replies.every(({ text }) => text.length <= 600)).toBe(true);
  expect((await read<CannedResponse>(anna, 'canned?q=')).replies).toEqual([]);
});

test('what does not fit is refused', async () => {
  const none = `inbox/cases/nobody-knows`;
  expect((await anna.get(none)).status).toBe(404);
  expect((await anna.get(`${none}/messages?after=0`)).status).toBe(404);
  expect((await anna.post(`${none}/claim`)).status).toBe(404);
  expect((await anna.get(`inbox/cases/${'x'.repeat(201)}`)).status).toBe(404);
  for (const body of [{}, { id: 'r', text: '' }, { id: 'r', text: '   ' }, { id: '', text: 'x' }, { id: 'r', text: 'x'.repeat(2001) }, []])
    expect((await post(anna, 'reply', body)).status).toBe(400);
  expect((await post(anna, 'seen', { sequence: -1 })).status).toBe(400);
  expect((await post(anna, 'claim', { from: 1 })).status).toBe(400);
  expect((await anna.get(`inbox/cases/${talk.id}/messages`)).status).toBe(400);
});

test('a conversation that was never handed off is nobody’s to read', async () => {
  const quiet = await TestTalk.start(desk.url);
  await quiet.say('你好');
  expect((await anna.get(`inbox/cases/${quiet.id}`)).status).toBe(404);
  expect((await anna.get(`inbox/cases/${quiet.id}/messages?after=0`)).status).toBe(404);
});

describe('without the right to', () => {
  test.each(['cases?status=waiting', 'events', 'canned?q=x'])('%s needs a session', async (path) => {
    expect((await fetch(`${desk.url}/staff/api/inbox/${path}`)).status).toBe(401);
    const { headers } = { headers: { authorization: `Bearer ${talk.token}` } };
    expect((await fetch(`${desk.url}/staff/api/inbox/${path}`, { headers })).status).toBe(401);
  });

  test('nothing is done without the CSRF token', async () => {
    const response = await anna.post(`inbox/cases/${talk.id}/claim`, {}, { 'x-csrf-token': 'forged' });
    expect(response.status).toBe(403);
    expect((await one()).case.status).toBe('waiting');
  });
});

describe('live', () => {
  test('a stream tells of hand-offs, claims, replies, the user’s words and the end', async () => {
    const stream = await EventStream.open(bao);
    const other = await handedOff();
    await stream.next('change');
    for (const step of [
      () => post(anna, 'claim'),
      () => talk.say('在吗'),
      () => post(anna, 'reply', { id: 'r', text: '在' }),
      () => post(anna, 'close'),
      () => other.say('让机器人继续'),
    ]) {
      await sleep(150);
      stream.events.length = 0;
      await step();
      await stream.next('change');
    }
    await sleep(150);
    stream.events.length = 0;
    await (await TestTalk.start(desk.url)).say('你好');
    await sleep(250);
    expect(stream.events).toEqual([]);
    stream.close();
  });

  test('a stream ends when its session does', async () => {
    const chen = await StaffClient.signIn(desk.url, 'chen');
    const [stream, staying] = await Promise.all([EventStream.open(chen), EventStream.open(bao)]);
    await chen.post('logout');
    await handedOff();
    await stream.next('ended');
    await stream.ended;
    await staying.next('change');
    staying.close();
  });

  test('many changes at once are told together', async () => {
    const stream = await EventStream.open(bao);
    await post(anna, 'claim');
    await sleep(200);
    stream.events.length = 0;
    await Promise.all(Array.from({ length: 20 }, (_, i) => post(anna, 'reply', { id: `r${String(i)}`, text: '在' })));
    await sleep(300);
    expect(stream.events.length).toBeGreaterThan(0);
    expect(stream.events.length).toBeLessThan(10);
    stream.close();
  });
});

test('who did what is in the log', async () => {
  await post(anna, 'claim');
  await post(bao, 'claim', { from: 'anna' });
  await post(bao, 'back');
  const log = await desk.accounts.auditLog({ limit: 10 });
  expect(log.filter(({ target }) => target === talk.id).map(({ actor, action }) => [actor, action])).toEqual([
    ['bao', 'case-back'],
    ['bao', 'case-take-over'],
    ['anna', 'case-claim'],
  ]);
});

test('when nobody of the staff speaks the desk comes back by itself, and the stream says so', async () => {
  const hasty = await startServer({ staffMinutes: 0.005 });
  try {
    await addAccount(hasty.accounts, 'dou', 'answer');
    const dou = await StaffClient.signIn(hasty.url, 'dou');
    const user = await handedOff(hasty.url);
    expect((await dou.post(`inbox/cases/${user.id}/claim`)).status).toBe(200);
    const stream = await EventStream.open(dou);
    await stream.next('change');
    expect((await user.all()).at(-1)).toMatchObject({ from: { id: 'system' }, text: expect.stringContaining('暂时没能回复') });
    expect(await (await dou.get(`inbox/cases/${user.id}`)).json()).toMatchObject({ case: { status: 'waiting', holder: null } });
    await user.say(QUESTION);
    expect((await user.all()).at(-1)?.from.id).toBe('desk');
    stream.close();
  } finally {
    await hasty.stop();
  }
});

test('a server that stops ends the streams at once', async () => {
  const server = await startServer();
  await addAccount(server.accounts, 'en', 'answer');
  const stream = await EventStream.open(await StaffClient.signIn(server.url, 'en'));
  // False if they had to be cut off.
  expect(await server.stop()).toBe(true);
  await stream.ended;
});
