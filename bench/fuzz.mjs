// Sends random and hostile requests to a running desk: no answer may be a 5xx, nothing may end it, its memory must come back.
// node bench/fuzz.mjs [--requests 10000] [--seed 1] [--slow 20]
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { option, seededRandom } from './arguments.mjs';
import { Client, startDesk } from './desk-process.mjs';

const requests = Number(option('requests', '10000'));
const random = seededRandom(Number(option('seed', '1')));
const CONCURRENT = 20;
/** Sockets that send a part of a request and then nothing. */
const SLOW_SOCKETS = Number(option('slow', '20'));
/** Megabytes that the live heap may have grown in the end. */
const MEMORY_SLACK = 24;

const pick = (list) => list[Math.floor(random() * list.length)];
const bytes = (length) => Buffer.from(Array.from({ length }, () => Math.floor(random() * 256)));
const word = () =>
  pick([
    '502',
    '登录',
    '__proto__',
    'constructor',
    '..',
    '%2e%2e',
    '\u202eabc',
    '<script>',
    "' or 1=1--",
    '\0',
    '😀',
    '\ud800',
    '${x}',
    '{contact:x}',
    'a'.repeat(300),
  ]);
const METHODS = ['GET', 'GET', 'GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'];
const TEXTS = [
  '登录出现502怎么办',
  '转人工',
  '退出',
  '上一步',
  '还是不行',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '\u202e\u2066码密',
  '\0\0',
  '\ud800',
  '👨‍👩‍👧‍👦',
  '(a+)+$',
  "'; drop table turns; --",
  '菜单',
  '110101199003070000',
  '下一步',
  ' ',
  '？'.repeat(3000),
];
const KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'type', 'text', 'from', 'channelData', 'value', 'attachments'];

function randomJson(depth = 0) {
  switch (Math.floor(random() * (depth > 3 ? 5 : 7))) {
    case 0:
      return null;
    case 1:
      return random() * 10 ** Math.floor(random() * 20);
    case 2:
      return random() < 0.5;
    case 3:
      return pick(TEXTS);
    case 4:
      return word();
    case 5:
      return Array.from({ length: Math.floor(random() * 4) }, () => randomJson(depth + 1));
    default:
      return `{${Array.from({ length: Math.floor(random() * 4) }, () => `${JSON.stringify(pick(KEYS))}:${toJson(randomJson(depth + 1))}`).join()}}`;
  }
}

/** Objects come as JSON already, because `__proto__` would not survive as a key otherwise. */
function toJson(value) {
  return typeof value === 'string' && value.startsWith('{') ? value : JSON.stringify(value);
}

const JSON_BODIES = [
  () => Buffer.from(toJson(randomJson())),
  () =>
    Buffer.from(
      `{"type":"message","text":${JSON.stringify(pick(TEXTS))},"__proto__":{"x":1},"channelData":{"clientActivityID":${toJson(randomJson())}}}`,
    ),
  () => Buffer.from(`{"type":"message","text":${toJson(randomJson())},"from":${toJson(randomJson())}}`),
  () =>
    Buffer.from(
      `{"type":"message","text":"x","channelData":{"feedback":{"turn":"${Math.floor(random() * 1e9)}","solved":true,"reason":${JSON.stringify(word())}}}}`,
    ),
  () => Buffer.from('{"type":"message","text":"' + 'a'.repeat(Math.floor(random() * 200_000)) + '"}'),
  () => Buffer.from('['.repeat(Math.floor(random() * 30_000))),
  () => Buffer.from(`{"type":"message","text":"${'\\ud800'}"}`),
  () => Buffer.concat([Buffer.from('{"type":"message","text":"'), bytes(40), Buffer.from('"}')]),
  () => bytes(Math.floor(random() * 2000)),
  () => Buffer.alloc(0),
];
const CONTENT_TYPES = [
  'application/json',
  'application/json; charset=utf-7',
  'application/json; charset=\x7f',
  'text/plain',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'image/png',
  'application/x-www-form-urlencoded',
  '',
];
const ENCODINGS = [{}, {}, {}, { 'content-encoding': 'gzip' }, { 'content-encoding': 'br' }, { 'content-encoding': 'nonsense' }];

function path(talk) {
  const watermark = encodeURIComponent(pick(['', '1', '-1', '9'.repeat(30), 'NaN', '1e99', ...KEYS]));
  const own = `/v3/directline/conversations/${talk.id}`;
  return pick([
    () => `${own}/activities`,
    () => `${own}/activities?watermark=${watermark}&limit=${watermark}&before=${watermark}`,
    () => `${own}?watermark=${watermark}`,
    () => `${own}/upload?userId=${encodeURIComponent(word().toWellFormed())}`,
    () => `${own}/stream?t=${talk.token}&watermark=${watermark}`,
    () => `/v3/directline/conversations/${encodeURIComponent(word().toWellFormed())}/activities`,
    () => '/v3/directline/conversations',
    () => '/v3/directline/tokens/generate',
    () => '/v3/directline/tokens/refresh',
    () => `/v3/directline/attachments/${talk.id}/${encodeURIComponent(word().toWellFormed())}`,
    () => `/faq?q=${encodeURIComponent(pick(TEXTS).toWellFormed())}`,
    () => `/faq?q[]=a&q=b&q[x]=${encodeURIComponent(word().toWellFormed())}`,
    () => `/faq/${encodeURIComponent(word().toWellFormed())}`,
    () => `/flows/${pick(KEYS)}`,
    () => `/forms/${pick(['base-declaration.xlsx', '__proto__.xlsx', '..%2f..%2fpackage.json', '%00.xlsx'])}`,
    () => `/api/suggest?q=${encodeURIComponent(pick(TEXTS).toWellFormed())}`,
    () => '/api/topics',
    () =>
      pick([
        '/../../etc/passwd',
        '/..%2f..%2f..%2fetc%2fpasswd',
        '/%2e%2e/%2e%2e/package.json',
        '/assets/..%5c..%5cx',
        '/.env',
        '//evil.example/',
        '/%',
        '/%ff%fe',
        '/faq/%E0%A4%A',
        '/\\..\\..',
        '/embed.js%00.html',
      ]),
    () =>
      `/${Array.from({ length: 5 }, word)
        .map((part) => encodeURIComponent(part.toWellFormed()))
        .join('/')}`,
    () => `/healthz?${'x'.repeat(Math.floor(random() * 5000))}`,
  ])();
}

function token(talk) {
  return pick([
    talk.token,
    talk.token,
    talk.token,
    undefined,
    '',
    'x',
    `${talk.token}x`,
    talk.token.slice(0, -2),
    `${talk.token.split('.')[0]}.`,
    'a.b.c',
    '.',
    'eyJhbGciOiJub25lIn0.e30.',
  ]);
}

async function one(client, talk) {
  // A good part gets past the door, so that what lies behind it is tried too.
  const inside = random() < 0.35;
  const method = inside ? 'POST' : pick(METHODS);
  const headers = {
    'content-type': pick(CONTENT_TYPES),
    ...pick(ENCODINGS),
    ...(random() < 0.1 ? { 'x-forwarded-for': '1.2.3.4, ::1', 'x-request-id': 'x'.repeat(100) } : {}),
    ...(random() < 0.1 ? { origin: 'https://evil.example', 'access-control-request-method': 'POST' } : {}),
  };
  if (headers['content-type'] === 'application/json; charset=\x7f') delete headers['content-type'];
  const raw = method === 'GET' || method === 'HEAD' || method === 'OPTIONS' ? undefined : pick(JSON_BODIES)();
  if (inside)
    Object.assign(headers, {
      'content-type': pick(['application/json', 'application/json', 'application/json', 'multipart/form-data; boundary=x', 'image/png']),
      'content-encoding': 'identity',
    });
  const given = inside ? talk.token : token(talk);
  const target = inside
    ? `/v3/directline/conversations/${talk.id}/${headers['content-type'] === 'application/json' ? 'activities' : 'upload'}`
    : path(talk);
  if (random() < 0.03) return { status: 0, ...(await garbage(client.url)) };
  try {
    const { status } = await client.send(method, target, { raw, headers, ...(given === undefined ? {} : { token: given }) });
    return { status, what: `${method} ${target.slice(0, 100)}` };
  } catch (error) {
    // The desk may hang up on what it refuses to read to its end.
    if (['ECONNRESET', 'EPIPE'].includes(error.code) || /socket hang up|Parse Error/.test(error.message))
      return { status: 0, what: error.message };
    throw error;
  }
}

/** Something that is not even HTTP, or breaks off. */
function garbage(url) {
  const starts = [
    'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nab',
    'POST /v3/directline/conversations HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    `GET /${'a'.repeat(20_000)} HTTP/1.1\r\n\r\n`,
    '\x16\x03\x01\x02\x00',
    'GET /v3/directline/conversations/x/stream HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    'GET http:// HTTP/1.1\r\nHost: a b\r\n\r\n',
    'GET //[ HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: x\r\n\r\n',
  ];
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(random() < 0.5 ? pick(starts) : bytes(200));
      setTimeout(() => socket.destroy(), 30);
    });
    let text = '';
    socket.on('data', (data) => (text += data.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve({ status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), what: 'not HTTP' }));
  });
}

function slowSocket(url) {
  return new Promise((resolve) => {
    const began = Date.now();
    const socket = connect(Number(url.port), url.hostname, () => {
      socket.write(
        'POST /v3/directline/conversations HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{',
      );
    });
    const drip = setInterval(() => socket.write(' '), 1000);
    socket.on('error', () => undefined);
    socket.on('data', () => undefined);
    socket.on('close', () => {
      clearInterval(drip);
      resolve(Date.now() - began);
    });
  });
}

/** Megabytes of live heap, after a collection. */
async function liveHeap(desk, client) {
  for (let i = 0; i < 3; i++) {
    desk.child.kill('SIGUSR2');
    await sleep(500);
  }
  const { text } = await client.send('GET', '/metrics');
  return Number(/^nodejs_heap_size_used_bytes (\S+)/m.exec(text)[1]) / 2 ** 20;
}

const data = mkdtempSync(join(tmpdir(), 'desk-fuzz-'));
// The collector is called from outside, so that memory can be compared.
const collector = `data:text/javascript,process.on('SIGUSR2',()=>globalThis.gc())`;
const desk = await startDesk({ SHEBAO_DATA_DIR: data, SHEBAO_RELOAD_SECONDS: '0' }, ['--expose-gc', '--import', collector]);
const client = new Client(desk.url, CONCURRENT);
const statuses = {};
const faults = [];

async function run(count) {
  let left = count;
  await Promise.all(
    Array.from({ length: CONCURRENT }, async () => {
      let talk = await client.start();
      while (left-- > 0) {
        if (random() < 0.02) talk = await client.start();
        const { status, what } = await one(client, talk);
        statuses[status] = (statuses[status] ?? 0) + 1;
        if (status >= 500) faults.push(`${status} ${what}`);
      }
    }),
  );
}

await run(Math.ceil(requests / 10));
const before = await liveHeap(desk, client);
const slow = Array.from({ length: SLOW_SOCKETS }, () => slowSocket(client.url));
await run(requests - Math.ceil(requests / 10));
const cutAfter = await Promise.all(slow);
// Buffers of closed connections and prepared code settle with time.
const after = await liveHeap(desk, client);
const talk = await client.start();
const { status } = await client.say(talk, 'still', '登录出现502怎么办');
if (status !== 200) faults.push(`afterwards a question brings ${status}`);
if (after - before > MEMORY_SLACK) faults.push(`memory went from ${before.toFixed(1)} to ${after.toFixed(1)} MB`);
if (desk.child.exitCode !== null) faults.push('the desk ended');
client.close();
desk.child.kill('SIGTERM');
await desk.exited;
if (/"level":(?:50|60)/.test(desk.output()))
  faults.push(`the log has errors: ${/.*"level":(?:50|60).*/.exec(desk.output())[0].slice(0, 600)}`);
rmSync(data, { recursive: true, force: true });
for (const fault of faults.slice(0, 20)) process.stderr.write(`${fault}\n`);
process.stdout.write(
  `${JSON.stringify({ requests, statuses, heapMegabytes: [before, after].map((n) => Math.round(n)), slowSocketsCutAfterMs: Math.round(Math.max(0, ...cutAfter)), faults: faults.length })}\n`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
