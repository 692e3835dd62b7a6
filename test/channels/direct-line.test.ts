import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { ActivitySet, ConversationResponse, ErrorResponse } from '../../src/channels/web/protocol';
import { Tokens } from '../../src/channels/web/tokens';
import { OPENING_TIMEOUT } from '../support/desk';
import { saidBy, startServer, TEST_SECRET, type TestServer, TestTalk } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
}, OPENING_TIMEOUT);
afterAll(async () => {
  await server.stop();
});

const PICTURE = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');

describe('conversations', () => {
  test('a generated token starts its conversation once, with a greeting', async () => {
    const base = `${server.url}/v3/directline`;
    const generated = (await (await fetch(`${base}/tokens/generate`, { method: 'POST' })).json()) as ConversationResponse;
    const headers = { authorization: `Bearer ${generated.token}` };
    const first = await fetch(`${base}/conversations`, { method: 'POST', headers });
    const again = await fetch(`${base}/conversations`, { method: 'POST', headers });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(((await first.json()) as ConversationResponse).conversationId).toBe(generated.conversationId);
    const { activities } = (await (
      await fetch(`${base}/conversations/${generated.conversationId}/activities`, { headers })
    ).json()) as ActivitySet;
    expect(activities).toHaveLength(1);
    expect(activities[0]?.text).toContain('您好');
  });

  test('a watermark brings only what came later, and resuming tells where the stream goes on', async () => {
    const talk = await TestTalk.start(server.url);
    const { watermark = '' } = await talk.set();
    await talk.say('登录出现502怎么办');
    const later = await talk.set(`?watermark=${watermark}`);
    expect(saidBy('user', later.activities)).toEqual(['登录出现502怎么办']);
    expect((await talk.set(`?watermark=${later.watermark ?? ''}`)).activities).toEqual([]);
    const resumed = await fetch(`${server.url}/v3/directline/conversations/${talk.id}?watermark=${watermark}`, {
      headers: { authorization: `Bearer ${talk.token}` },
    });
    expect(((await resumed.json()) as ConversationResponse).streamUrl).toContain(`watermark=${watermark}&`);
  });

  test('history is loaded backwards in pages', async () => {
    const talk = await TestTalk.start(server.url);
    for (let i = 0; i < 5; i++) await talk.say(`你好${String(i)}`);
    const everything = await talk.all();
    const pages: (typeof everything)[] = [];
    let page = await talk.set('?limit=4');
    expect(page.watermark).toBe(String(everything.length));
    for (;;) {
      pages.unshift(page.activities);
      if (page.earlier === undefined) break;
      page = await talk.set(`?limit=4&before=${page.earlier}`);
    }
    expect(pages.flat()).toEqual(everything);
  });

  test('replies carry what the chat page shows beside the text', async () => {
    const talk = await TestTalk.start(server.url);
    await talk.say('Ukey密码是多少');
    const offer = (await talk.all()).flatMap(({ channelData }) => channelData?.feedbackOffer ?? [])[0];
    expect(offer).toMatchObject({ solved: '解决了', unsolved: '没解决' });
    await talk.post({
      type: 'message',
      text: '没解决',
      channelData: { feedback: { turn: offer?.turn, solved: false, reason: '密码不对' } },
    });
    expect((await server.store.stats()).feedback.unsolved).toBeGreaterThanOrEqual(1);
    await talk.say('转人工');
    await talk.say('注册');
    const slip = (await talk.all()).flatMap(({ channelData, text }) =>
      channelData?.slip === undefined ? [] : [{ slip: channelData.slip, text }],
    )[0];
    expect(slip?.slip).toMatch(/^【咨询单】/);
    expect(slip?.text).toContain(slip?.slip);
    await talk.say('退出');
    await talk.say('平台怎么注册');
    await talk.say('一步一步带我做');
    await talk.say('准备好了');
    const steps = (await talk.all()).flatMap(({ channelData }) => channelData?.progress ?? []);
    expect(steps[0]).toMatchObject({ step: 1 });
  });
});

describe('tokens', () => {
  const read = (id: string, authorization: string): Promise<Response> =>
    fetch(`${server.url}/v3/directline/conversations/${id}/activities`, { headers: { authorization } });

  test('a token opens only its own conversation', async () => {
    const [mine, other] = [await TestTalk.start(server.url), await TestTalk.start(server.url)];
    expect((await read(mine.id, `Bearer ${mine.token}`)).status).toBe(200);
    expect((await read(other.id, `Bearer ${mine.token}`)).status).toBe(403);
  });

  test('expired, forged, foreign and missing tokens are refused', async () => {
    const { id, token } = await TestTalk.start(server.url);
    const past = new Tokens(TEST_SECRET, () => Date.now() - 3_600_000).issue(id, 'conversation', 60);
    const foreign = new Tokens('another-secret-of-at-least-32-characters').issue(id, 'conversation', 60);
    const stream = new Tokens(TEST_SECRET).issue(id, 'stream', 60);
    const [body = '', signature = ''] = token.split('.');
    const raised = Buffer.from(
      Buffer.from(body, 'base64url')
        .toString()
        .replace(/"e":\d+/, '"e":99999999999999'),
    ).toString('base64url');
    for (const wrong of [past, foreign, stream, `${raised}.${signature}`, `${body}.`, body, `${token}x`, 'x', '..', 'undefined']) {
      const response = await read(id, `Bearer ${wrong}`);
      expect([wrong, response.status]).toEqual([wrong, 403]);
      expect(((await response.json()) as ErrorResponse).error.message).toMatch(/令牌/);
    }
    expect(((await (await read(id, `Bearer ${past}`)).json()) as ErrorResponse).error.code).toBe('TokenExpired');
    expect((await fetch(`${server.url}/v3/directline/conversations/${id}/activities`)).status).toBe(401);
  });

  test('a refreshed token opens the same conversation', async () => {
    const { id, token } = await TestTalk.start(server.url);
    const refreshed = await fetch(`${server.url}/v3/directline/tokens/refresh`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
    });
    const fresh = (await refreshed.json()) as ConversationResponse;
    expect(fresh.token).not.toBe(token);
    expect((await read(id, `Bearer ${fresh.token}`)).status).toBe(200);
  });
});

describe('messages', () => {
  test('the same id five times at once brings one turn and the same answer', async () => {
    const talk = await TestTalk.start(server.url);
    const ids = await Promise.all(Array.from({ length: 5 }, () => talk.say('登录出现502怎么办', 'same')));
    expect(new Set(ids).size).toBe(1);
    const activities = await talk.all();
    expect(saidBy('user', activities)).toEqual(['登录出现502怎么办']);
    expect(await talk.say('登录出现502怎么办', 'same')).toBe(ids[0]);
    expect(await talk.all()).toEqual(activities);
  });

  test('50 messages at once bring 50 turns, in order, none lost', async () => {
    const talk = await TestTalk.start(server.url);
    const texts = Array.from({ length: 50 }, (_, i) => `第${String(i)}个问题`);
    const ids = await Promise.all(texts.map((text, i) => talk.say(text, `m${String(i)}`)));
    const activities = await talk.all();
    const asked = activities.filter(({ from }) => from.role === 'user');
    expect(asked.map(({ text }) => text).sort()).toEqual([...texts].sort());
    // Numbers go up without a gap, and every message is followed by its own replies.
    expect(activities.map(({ id }) => Number(id?.split('|')[1]))).toEqual(activities.map((_, i) => i + 1));
    for (const { id, text, channelData } of asked) {
      expect(ids[texts.indexOf(text ?? '')]).toBe(id);
      expect(channelData?.clientActivityID).toBe(`m${String(texts.indexOf(text ?? ''))}`);
      const next = activities[activities.findIndex((activity) => activity.id === id) + 1];
      expect(next?.replyToId).toBe(id);
    }
  });

  test('messages sent one behind the other without waiting keep their order', async () => {
    const talk = await TestTalk.start(server.url);
    const sent: Promise<string>[] = [];
    for (let i = 0; i < 20; i++) {
      sent.push(talk.say(`第${String(i)}句`));
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await Promise.all(sent);
    expect(saidBy('user', await talk.all())).toEqual(Array.from({ length: 20 }, (_, i) => `第${String(i)}句`));
  });

  test('signals are taken and bring no turn; nonsense is refused', async () => {
    const talk = await TestTalk.start(server.url);
    expect((await talk.post({ type: 'typing', from: { id: 'u' } })).status).toBe(200);
    expect((await talk.post({ type: 'event', name: 'webchat/join' })).status).toBe(200);
    expect(await talk.all()).toHaveLength(1);
    for (const wrong of [
      null,
      [],
      'x',
      {},
      { type: 5 },
      { type: 'message', text: {} },
      { type: 'message', text: 'x', channelData: { clientActivityID: 'a\u0000' } },
    ]) {
      expect([wrong, (await talk.post(wrong)).status]).toEqual([wrong, 400]);
    }
    expect((await talk.post({ type: 'message', text: 'a'.repeat(100_000) })).status).toBe(413);
  });

  test('personal numbers are neither stored nor logged', async () => {
    const talk = await TestTalk.start(server.url);
    await talk.say('我的身份证是11010119900307002X吗，手机13812345678，502');
    const shown = JSON.stringify(await talk.all());
    expect(shown).not.toContain('13812345678');
    expect(server.log.join('')).not.toMatch(/13812345678|我的/);
  });
});

describe('pictures', () => {
  const upload = (talk: TestTalk, bytes: Buffer, activity?: unknown): Promise<Response> => {
    const form = new FormData();
    if (activity !== undefined)
      form.append('activity', new Blob([JSON.stringify(activity)], { type: 'application/vnd.microsoft.activity' }));
    form.append('file', new Blob([new Uint8Array(bytes)], { type: 'image/png' }), '截图.png');
    return talk.request('upload?userId=u', { method: 'POST', body: form });
  };

  test('a picture is kept and politely not read', async () => {
    const talk = await TestTalk.start(server.url);
    const message = { type: 'message', from: { id: 'u' }, channelData: { clientActivityID: 'p1' } };
    const [first, second] = [await upload(talk, PICTURE, message), await upload(talk, PICTURE, message)];
    expect([first.status, second.status]).toEqual([200, 200]);
    const activities = await talk.all();
    expect(activities).toHaveLength(3);
    expect(activities[2]?.text).toContain('图片');
    const address = activities[1]?.attachments?.[0]?.contentUrl ?? '';
    const shown = await fetch(server.url + address);
    expect(shown.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await shown.arrayBuffer()).equals(PICTURE)).toBe(true);
  });

  test('a picture with words is answered by the words', async () => {
    const talk = await TestTalk.start(server.url);
    await upload(talk, PICTURE, { type: 'message', text: '登录出现502怎么办' });
    expect(saidBy('bot', await talk.all()).join()).toContain('推荐入口');
  });

  test('other files and large ones are refused', async () => {
    const talk = await TestTalk.start(server.url);
    expect((await upload(talk, Buffer.from('<svg onload="alert(1)">'))).status).toBe(415);
    expect((await upload(talk, Buffer.concat([PICTURE, Buffer.alloc(2_000_000)]))).status).toBe(413);
    expect((await talk.request('upload', { method: 'POST', body: 'x', headers: { 'content-type': 'multipart/form-data' } })).status).toBe(
      400,
    );
    for (const name of ['x.png', '..%2f..%2fdesk.sqlite', '%00.png', `${'0'.repeat(40)}.png`]) {
      expect((await fetch(`${server.url}/v3/directline/attachments/${talk.id}/${name}`)).status).toBe(404);
    }
  });
});

describe('streams', () => {
  test('a stream sends what is behind its watermark and then what comes, each once', async () => {
    const talk = await TestTalk.start(server.url);
    await talk.say('你好');
    const socket = new WebSocket(talk.streamUrl);
    const got: string[] = [];
    socket.on('message', (data: Buffer) =>
      got.push(...(JSON.parse(data.toString()) as ActivitySet).activities.flatMap(({ id }) => id ?? [])),
    );
    await new Promise((resolve) => socket.once('message', resolve));
    await Promise.all([talk.say('登录出现502怎么办'), talk.say('转人工'), talk.say('退出')]);
    const all = (await talk.all()).map(({ id }) => id);
    while (got.length < all.length) await new Promise((resolve) => socket.once('message', resolve));
    expect(got).toEqual(all);
    socket.close();
  });

  test('streams of other conversations, with other tokens or from other sites, are refused', async () => {
    const [mine, other] = [await TestTalk.start(server.url), await TestTalk.start(server.url)];
    const statusOf = (url: string, origin?: string): Promise<string> =>
      new Promise((resolve) => {
        const socket = new WebSocket(url, origin === undefined ? {} : { origin });
        socket.on('error', (error) => {
          resolve(error.message);
        });
        socket.on('open', () => {
          socket.terminate();
          resolve('open');
        });
      });
    expect(await statusOf(mine.streamUrl)).toBe('open');
    expect(await statusOf(mine.streamUrl.replace(mine.id, other.id))).toMatch(/403/);
    expect(await statusOf(mine.streamUrl.replace(/t=.*/, `t=${mine.token}`))).toMatch(/403/);
    expect(await statusOf(mine.streamUrl, 'https://evil.example')).toMatch(/403/);
    expect(await statusOf(mine.streamUrl, server.url)).toBe('open');
  });
});
