import { once } from 'node:events';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { WebSocket } from 'ws';
import type { ActivitySet } from '../../src/channels/web/protocol';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { startPostgres } from '../support/postgres';
import { endServed, folder, serve, until } from '../support/served';
import { saidBy, TestTalk } from '../support/server';
import { writeTinyContent } from '../support/tiny-content';

beforeAll(async () => {
  // What is learned here is in the cache for the processes.
  await openRealDesk();
}, OPENING_TIMEOUT);

afterEach(endServed);

describe('stopping', () => {
  test(
    'on SIGTERM every message that was taken is answered, stored and sent before the process ends well',
    async () => {
      const env = { SHEBAO_DATA_DIR: folder() };
      const desk = await serve(env);
      const talks = await Promise.all(Array.from({ length: 10 }, () => TestTalk.start(desk.url)));
      const streamed: string[] = [];
      const sockets = talks.map((talk) => new WebSocket(talk.streamUrl));
      const closed = sockets.map((socket) => {
        socket.on('message', (data: Buffer) =>
          streamed.push(...(JSON.parse(data.toString()) as ActivitySet).activities.flatMap(({ id }) => id ?? [])),
        );
        return new Promise<number>((resolve) => socket.on('close', resolve));
      });
      await Promise.all(sockets.map((socket) => once(socket, 'open')));
      // Refused and cut-off ones bring null: they were not taken.
      const answers = talks.flatMap((talk) =>
        Array.from({ length: 10 }, async (_, i) => {
          const id = await talk.say(`问题${String(i)}`, `m${String(i)}`).catch(() => null);
          return id === null ? null : { talk, id };
        }),
      );
      await sleep(30);
      desk.child.kill('SIGTERM');
      const taken = (await Promise.all(answers)).filter((answer) => answer !== null);
      expect(await desk.exited).toBe(0);
      expect(new Set(await Promise.all(closed))).toEqual(new Set([1001]));
      expect(taken.length).toBeGreaterThan(0);
      for (const { id } of taken) expect(streamed).toContain(id);

      const again = await serve(env);
      for (const { talk, id } of taken) {
        const activities = await talk.at(again.url).all();
        expect(activities.filter((activity) => activity.id === id)).toHaveLength(1);
        expect(activities.some(({ replyToId }) => replyToId === id)).toBe(true);
      }
    },
    OPENING_TIMEOUT,
  );

  test(
    'a second process on the same port ends with a remedy',
    async () => {
      const desk = await serve({ SHEBAO_DATA_DIR: folder() });
      const port = new URL(desk.url).port;
      await expect(serve({ SHEBAO_DATA_DIR: folder(), PORT: port })).rejects.toThrow(/已被别的程序占用.*PORT=/s);
    },
    OPENING_TIMEOUT,
  );
});

describe('content that changes', () => {
  test(
    'is swapped while the desk runs; faulty content is kept out with file and line',
    async () => {
      const content = writeTinyContent();
      const file = join(content, 'dialogs', 'messages.yaml');
      const text = readFileSync(file, 'utf8');
      writeFileSync(file, `${text}greeting: 您好\n`);
      const env = { SHEBAO_DATA_DIR: folder(), SHEBAO_CACHE_DIR: folder(), SHEBAO_CONTENT_DIR: content, SHEBAO_RELOAD_SECONDS: '1' };
      const desk = await serve(env);
      const greeting = async (): Promise<string> => (await (await TestTalk.start(desk.url)).all())[0]?.text ?? '';

      writeFileSync(file, `${text}greeting: [broken`);
      const fault = await until(() => /.*内容有错误.*/.exec(desk.output())?.[0], desk.output);
      expect(fault).toMatch(/dialogs\/messages\.yaml:\d+:\d+/);
      expect(await greeting()).toBe('您好');

      writeFileSync(file, `${text}greeting: 您好，这是新的问候。\n`);
      await until(async () => ((await greeting()) === '您好，这是新的问候。' ? true : undefined), desk.output);
      await until(() => (desk.output().includes('已换上新内容') ? true : undefined), desk.output);
      rmSync(content, { recursive: true, force: true });
    },
    OPENING_TIMEOUT,
  );
});

describe('two processes on one PostgreSQL', () => {
  test(
    'serve one conversation behind a round robin, with its stream on the other process',
    async () => {
      const postgres = await startPostgres();
      try {
        const env = { DATABASE_URL: await postgres.createDatabase(), SHEBAO_DATA_DIR: folder() };
        const processes = [await serve(env), await serve(env)];
        const proxy = await roundRobin(processes.map(({ url }) => url));
        const talk = (await TestTalk.start(processes[0]!.url)).at(proxy.url);
        const socket = new WebSocket(talk.streamUrl.replace(/127\.0\.0\.1:\d+/, new URL(processes[1]!.url).host));
        const got: string[] = [];
        socket.on('message', (data: Buffer) =>
          got.push(...(JSON.parse(data.toString()) as ActivitySet).activities.flatMap(({ id }) => id ?? [])),
        );

        // A flow needs every step to find the state that the other process has left.
        for (const text of ['平台怎么注册', '一步一步带我做', '准备好了', '下一步', '下一步', '上一步']) await talk.say(text);
        const steps = (await talk.all()).flatMap(({ channelData }) => channelData?.progress?.step ?? []);
        expect(steps).toEqual([1, 2, 3, 2]);

        const texts = Array.from({ length: 30 }, (_, i) => `同时的第${String(i)}句`);
        const same = Array.from({ length: 5 }, () => talk.say('退出', 'same'));
        await Promise.all([...texts.map((text) => talk.say(text)), ...same]);
        expect(new Set(await Promise.all(same)).size).toBe(1);
        const all = await talk.all();
        expect(
          saidBy('user', all)
            .filter((text) => text.startsWith('同时'))
            .sort(),
        ).toEqual([...texts].sort());
        expect(saidBy('user', all).filter((text) => text === '退出')).toHaveLength(1);
        expect(all.map(({ id }) => Number(id?.split('|')[1]))).toEqual(all.map((_, i) => i + 1));

        await until(() => (got.length >= all.length ? true : undefined));
        expect(got).toEqual(all.map(({ id }) => id));
        expect(proxy.counts.every((count) => count > 20)).toBe(true);
        socket.terminate();
        await proxy.close();
        for (const { child, exited } of processes) {
          child.kill('SIGTERM');
          expect(await exited).toBe(0);
        }
      } finally {
        await postgres.stop();
      }
    },
    OPENING_TIMEOUT,
  );
});

/** Passes each request on to the next process in turn. */
async function roundRobin(
  targets: readonly string[],
): Promise<{ readonly url: string; readonly counts: number[]; readonly close: () => Promise<void> }> {
  const counts = targets.map(() => 0);
  let next = 0;
  const server = createServer((incoming, outgoing) => {
    const index = next++ % targets.length;
    counts[index] = (counts[index] ?? 0) + 1;
    const { hostname, port } = new URL(targets[index]!);
    const passed = httpRequest({ hostname, port, path: incoming.url, method: incoming.method, headers: incoming.headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passed.on('error', () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`, counts, close };
}
