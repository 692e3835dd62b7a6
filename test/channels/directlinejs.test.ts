import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Activity, DirectLine as DirectLineClass } from 'botframework-directlinejs';
import { WebSocket } from 'ws';
import XMLHttpRequest from 'xhr2';
import type { ConversationResponse } from '../../src/channels/web/protocol';
import { OPENING_TIMEOUT } from '../support/desk';
import { startServer, type TestServer } from '../support/server';

// Its README asks for these two in Node.
Object.assign(globalThis, { XMLHttpRequest, WebSocket });

let server: TestServer;
let DirectLine: typeof DirectLineClass;
const open: DirectLineClass[] = [];

beforeAll(async () => {
  server = await startServer();
  ({ DirectLine } = await import('botframework-directlinejs'));
}, OPENING_TIMEOUT);

afterAll(async () => {
  for (const client of open) client.end();
  await server.stop();
});

interface Talk {
  readonly client: DirectLineClass;
  readonly got: Activity[];
  /** Resolves once so many activities have come. */
  readonly count: (wanted: number) => Promise<void>;
}

async function connect(options: {
  readonly webSocket: boolean;
  readonly token?: string;
  readonly conversationId?: string;
  readonly watermark?: string;
}): Promise<Talk> {
  const domain = `${server.url}/v3/directline`;
  const token =
    options.token ?? ((await (await fetch(`${domain}/tokens/generate`, { method: 'POST' })).json()) as ConversationResponse).token;
  const client = new DirectLine({ domain, pollingInterval: 200, ...options, token });
  open.push(client);
  const got: Activity[] = [];
  // Ending a conversation is an error to the client.
  client.activity$.subscribe(
    (activity: Activity) => got.push(activity),
    () => undefined,
  );
  const count = async (wanted: number): Promise<void> => {
    while (got.length < wanted) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  return { client, got, count };
}

function post(client: DirectLineClass, text: string): Promise<string> {
  return client.postActivity({ type: 'message', from: { id: 'user1' }, text }).toPromise();
}

test.each([true, false])('the real client converses (WebSocket: %s)', async (webSocket) => {
  const { client, got, count } = await connect({ webSocket });
  await count(1);
  expect(got[0]).toMatchObject({ type: 'message', from: { role: 'bot' } });
  const id = await post(client, '登录出现502怎么办');
  await count(4);
  expect(got[1]).toMatchObject({ id, text: '登录出现502怎么办', from: { id: 'user1', role: 'user' } });
  const question = got[3];
  if (question?.type !== 'message') throw new Error('no question came');
  expect(question).toMatchObject({ replyToId: id });
  const choice = question.suggestedActions?.actions[0];
  await post(client, String(choice?.title));
  await count(6);
  expect(got[4]).toMatchObject({ text: choice?.title });
});

test('the real client comes back to its conversation at its watermark', async () => {
  const first = await connect({ webSocket: true });
  await first.count(1);
  await post(first.client, 'Ukey密码是多少');
  await first.count(3);
  const { conversationId, token } = first.client as unknown as { conversationId: string; token: string };
  first.client.end();
  const second = await connect({ webSocket: true, conversationId, token, watermark: '1' });
  await second.count(2);
  expect(second.got.map(({ id }) => id)).toEqual(first.got.slice(1).map(({ id }) => id));
});

test('a refreshed token is taken up by the real client', async () => {
  const { client, count } = await connect({ webSocket: true });
  await count(1);
  const refresh = (client as unknown as { refreshToken: () => { toPromise: () => Promise<string> } }).refreshToken();
  expect((await refresh.toPromise()).split('.')).toHaveLength(2);
});
