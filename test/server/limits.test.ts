import { once } from 'node:events';
import { afterEach, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { ErrorResponse } from '../../src/channels/web/protocol';
import { OPENING_TIMEOUT } from '../support/desk';
import { startServer, type TestServer, TestTalk } from '../support/server';

let server: TestServer | null = null;
afterEach(async () => {
  await server?.stop();
  server = null;
});

test(
  'a conversation that is too fast is asked in Chinese to wait; others go on',
  async () => {
    server = await startServer({ ratePerConversation: 3 });
    const [fast, calm] = [await TestTalk.start(server.url), await TestTalk.start(server.url)];
    for (let i = 0; i < 3; i++) await fast.say('你好');
    const refused = await fast.post({ type: 'message', text: '你好' });
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(((await refused.json()) as ErrorResponse).error.message).toMatch(/发得太快.*\d+ 秒/);
    await calm.say('你好');
  },
  OPENING_TIMEOUT,
);

test('an address that asks too often is refused, people with a page', async () => {
  server = await startServer({ ratePerAddress: 2 });
  await fetch(`${server.url}/faq`);
  await fetch(`${server.url}/faq`);
  const refused = await fetch(`${server.url}/faq`);
  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain('<h1>您发得太快了');
  const program = await fetch(`${server.url}/v3/directline/conversations/x/activities`);
  expect(((await program.json()) as ErrorResponse).error.message).toMatch(/发得太快/);
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
});

test('behind a trusted proxy the limit counts the client, otherwise what the client says of itself is not believed', async () => {
  for (const [trustProxy, status] of [
    [1, 200],
    [0, 429],
  ] as const) {
    server = await startServer({ ratePerAddress: 1, trustProxy });
    await fetch(`${server.url}/faq`, { headers: { 'x-forwarded-for': '203.0.113.1' } });
    expect((await fetch(`${server.url}/faq`, { headers: { 'x-forwarded-for': '203.0.113.2' } })).status).toBe(status);
    await server.stop();
  }
  server = null;
});

test('an address may send only some pictures a minute, in however many conversations', async () => {
  server = await startServer({ ratePerAddress: 40 });
  const statuses: number[] = [];
  for (let i = 0; i < 3; i++) {
    const talk = await TestTalk.start(server.url);
    const body = new Uint8Array(Buffer.from(`GIF89a${String(i)}`));
    statuses.push((await talk.request('upload?userId=u', { method: 'POST', body, headers: { 'content-type': 'image/gif' } })).status);
  }
  expect(statuses).toEqual([200, 200, 429]);
});

test('behind a trusted proxy streams are opened at the host that the proxy tells, otherwise at the one that was asked', async () => {
  for (const [trustProxy, told] of [
    [1, true],
    [0, false],
  ] as const) {
    server = await startServer({ trustProxy });
    const response = await fetch(`${server.url}/v3/directline/conversations`, {
      method: 'POST',
      headers: { 'x-forwarded-host': 'desk.example', 'x-forwarded-proto': 'https' },
    });
    const { streamUrl } = (await response.json()) as { readonly streamUrl: string };
    expect(streamUrl.startsWith('wss://desk.example/')).toBe(told);
    const { pathname, search } = new URL(streamUrl);
    const stream = new WebSocket(`${server.url.replace('http', 'ws')}${pathname}${search}`, {
      headers: { origin: 'https://desk.example', 'x-forwarded-host': 'desk.example' },
    });
    const opened = await Promise.race([once(stream, 'open').then(() => true), once(stream, 'unexpected-response').then(() => false)]);
    expect(opened).toBe(told);
    stream.terminate();
    await server.stop();
  }
  server = null;
});

describe('other sites', () => {
  const ALLOWED = 'https://www.example.gov.cn';

  test('only listed ones may call and frame the chat', async () => {
    server = await startServer({ allowedOrigins: [ALLOWED] });
    const preflight = (origin: string): Promise<Response> =>
      fetch(`${server?.url ?? ''}/v3/directline/tokens/generate`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,x-ms-bot-agent' },
      });
    expect((await preflight(ALLOWED)).headers.get('access-control-allow-origin')).toBe(ALLOWED);
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
    const { headers } = await fetch(`${server.url}/faq`);
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors 'self' ${ALLOWED}`);
    expect(headers.get('x-frame-options')).toBeNull();
  });

  test('without a list none may', async () => {
    server = await startServer();
    const { headers } = await fetch(`${server.url}/faq`, { headers: { origin: ALLOWED } });
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'self'$/);
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

test('health, readiness and metrics', async () => {
  server = await startServer({ metricsToken: 'a-token-for-metrics' });
  const get = (path: string, headers: Record<string, string> = {}): Promise<Response> => fetch((server?.url ?? '') + path, { headers });
  expect((await get('/healthz')).status).toBe(200);
  expect((await get('/readyz')).status).toBe(200);
  expect((await get('/metrics')).status).toBe(404);
  await (await TestTalk.start(server.url)).say('你好');
  const metrics = await (await get('/metrics', { authorization: 'Bearer a-token-for-metrics' })).text();
  expect(metrics).toContain('shebao_turns_total{outcome="open"} 1');
  expect(metrics).toMatch(/shebao_requests_total\{method="POST",route="\/v3\/directline\/conversations\/:id\/activities",status="200"\} 1/);
});

test('without a token metrics are for the machine itself, not for what a proxy passes on', async () => {
  server = await startServer();
  expect((await fetch(`${server.url}/metrics`)).status).toBe(200);
  expect((await fetch(`${server.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.1' } })).status).toBe(404);
});
