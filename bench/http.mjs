// What the desk does over HTTP with its durable embedded database, beside a bare route on the same machine.
// node bench/http.mjs [--seconds 2]
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { option } from './arguments.mjs';
import { Client, Line, startDesk } from './desk-process.mjs';

const seconds = Number(option('seconds', '2'));
/** Conversations that wait for an answer at the same time: as many as keep both processors busy, and a quarter of them. */
const BUSY = 200;
const FEWER = 50;
const IDLE = 1000;
/** Times that each of the two is measured; the median of their shares counts. */
const ROUNDS = 9;
/** The least of the bare route's requests a second that the desk has to reach. */
const REQUIRED_SHARE = 0.5;
/** Seconds until the code under load has been compiled. */
const WARM_UP = 2;
const BARE = fileURLToPath(new URL('./bare-server.mjs', import.meta.url));
/** A talk as people have it: questions, a flow, commands. */
const SCRIPT = [
  '登录出现502怎么办',
  '记不清了',
  '枣庄人社局官网',
  '退出',
  'Ukey密码是多少',
  '怎么增员',
  '还没生成',
  '下一步',
  '退出',
  '缴费基数最低是多少',
  '解决了',
  '你好',
];

const data = mkdtempSync(join(tmpdir(), 'desk-bench-'));
const env = { SHEBAO_DATA_DIR: data, SHEBAO_RELOAD_SECONDS: '0' };

async function main() {
  const cold = await coldStart();
  const bareUrl = await startBare();
  const desk = await startDesk(env);
  const results = { coldStartToFirstAnswerMs: cold };

  const talks = await conversations(new Client(desk.url), BUSY);
  await full(bareUrl.url, talks, WARM_UP);
  await full(desk.url, talks, WARM_UP * 3);
  const busy = [];
  const fewer = [];
  for (let round = 0; round < ROUNDS; round++) {
    busy.push(await pair(bareUrl.url, desk.url, talks));
    fewer.push(await pair(bareUrl.url, desk.url, talks.slice(0, FEWER)));
  }
  results.bareRequestsPerSecond = Math.round(median(busy.map(({ bare }) => bare)));
  results.turnsPerSecond = Math.round(median(busy.map(({ ours }) => ours)));
  results.share = medianShare(busy);
  results[`shareOf${FEWER}`] = medianShare(fewer);
  const half = await paced(desk.url, talks, seconds, results.turnsPerSecond / 2);
  Object.assign(results, { halfLoadPerSecond: half.rate, halfLoadP50Ms: half.p50, halfLoadP99Ms: half.p99 });
  await stop(desk.child, desk.exited);
  const idle = await idleMemory();
  Object.assign(results, { megabytes: idle.total, megabytesPer1000Idle: idle.per1000 });
  bareUrl.child.kill();
  process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  if (results.share < REQUIRED_SHARE) process.exitCode = 1;
}

/** From starting the program to the first answer, with what was learned in the cache. */
async function coldStart() {
  const times = [];
  for (let i = 0; i < 3; i++) {
    const began = performance.now();
    const desk = await startDesk(env);
    const client = new Client(desk.url);
    await client.say(await client.start(), 'first', SCRIPT[0]);
    times.push(performance.now() - began);
    client.close();
    await stop(desk.child, desk.exited);
  }
  return Math.round(median(times));
}

function startBare() {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [BARE], { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.once('data', (port) => resolve({ child, url: `http://127.0.0.1:${String(port).trim()}` }));
  });
}

async function conversations(client, count) {
  const talks = [];
  for (let i = 0; i < count; i++) talks.push({ ...(await client.start()), count: 0 });
  client.close();
  return talks;
}

/** The bare route and the desk, one right after the other: how fast the machine is changes from round to round. */
async function pair(bareUrl, ourUrl, talks) {
  return { bare: await full(bareUrl, talks, seconds), ours: await full(ourUrl, talks, seconds) };
}

function medianShare(pairs) {
  return Math.round(median(pairs.map(({ bare, ours }) => ours / bare)) * 100) / 100;
}

/** Every conversation sends its next message as soon as the last is answered; the messages answered in a second. */
async function full(url, talks, time) {
  const lines = talks.map((talk) => new Line(url, talk));
  const began = performance.now();
  let done = 0;
  await Promise.all(
    lines.map(async (line, i) => {
      while (performance.now() - began < time * 1000) {
        await say(line, talks[i]);
        done++;
      }
    }),
  );
  for (const line of lines) line.close();
  return (done * 1000) / (performance.now() - began);
}

/** Messages at a fixed rate, the conversations by turns; one that is due before its last is answered waits, and the wait counts. */
async function paced(url, talks, time, rate) {
  const lines = talks.map((talk) => new Line(url, talk));
  const last = lines.map(() => Promise.resolve());
  const times = [];
  const began = performance.now();
  let sent = 0;
  for (; performance.now() - began < time * 1000; sent++) {
    const due = began + (sent * 1000) / rate;
    if (due > performance.now()) await sleep(due - performance.now());
    const i = sent % talks.length;
    last[i] = last[i].then(() => say(lines[i], talks[i])).then(() => times.push(performance.now() - due));
  }
  await Promise.all(last);
  for (const line of lines) line.close();
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.floor(times.length * share)] * 10) / 10;
  return { rate: Math.round(sent / time), p50: at(0.5), p99: at(0.99) };
}

/** Sends a conversation's next message. */
async function say(line, talk) {
  const i = talk.count++;
  const status = await line.say(`b${i}`, SCRIPT[i % SCRIPT.length]);
  if (status !== 200) throw new Error(`status ${status}`);
}

/** What conversations cost that have been begun and whose streams are open: in a fresh process, after collecting. */
async function idleMemory() {
  // The collector is called from outside, so that memory can be compared.
  const collector = `data:text/javascript,process.on('SIGUSR2',()=>globalThis.gc())`;
  const desk = await startDesk({ ...env, SHEBAO_DATA_DIR: join(data, 'idle') }, ['--expose-gc', '--import', collector]);
  const client = new Client(desk.url);
  const sockets = [];
  const add = async (count) => {
    for (let i = 0; i < count; i++) {
      const talk = await client.start();
      await client.say(talk, 'one', SCRIPT[i % SCRIPT.length]);
      const socket = new WebSocket(talk.streamUrl);
      await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
      sockets.push(socket);
    }
    for (let i = 0; i < 3; i++) {
      desk.child.kill('SIGUSR2');
      await sleep(700);
    }
    return residentMegabytes(desk.child.pid);
  };
  const before = await add(IDLE);
  const after = await add(IDLE);
  for (const socket of sockets) socket.terminate();
  client.close();
  await stop(desk.child, desk.exited);
  return { total: Math.round(before), per1000: Math.round(after - before) };
}

function residentMegabytes(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
}

function median(values) {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
}

async function stop(child, exited) {
  child.kill('SIGTERM');
  await exited;
}

try {
  await main();
} finally {
  rmSync(data, { recursive: true, force: true });
}
