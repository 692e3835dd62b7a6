import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStorage, type Storage } from '../../src/storage/open-store';
import { POSTGRES_TIMEOUT, runSql } from '../support/postgres';
import { until } from '../support/served';
import { maskAll, type Place, postgres } from '../support/stores';

const backend = postgres();
beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
afterEach(() => backend.clear());

describe('two processes on one PostgreSQL', () => {
  let place: Place<string, Storage<string>>;
  let one: Storage<string>;
  let two: Storage<string>;

  beforeEach(async () => {
    place = await backend.place<string>();
    one = await place.open();
    two = await place.open();
    await one.store.createConversation({ id: 'c1', channel: 'web', user: null });
  });

  const say = (text: string): Promise<unknown> => one.store.addActivity('c1', { author: 'staff', text });

  test('a subscriber hears of what the other process wrote, and finds it in the store', async () => {
    const seen: string[] = [];
    let watermark = 0;
    two.feed.subscribe('c1', () => {
      void two.store.activitiesAfter('c1', watermark).then((activities) => {
        for (const { text, sequence } of activities) {
          if (sequence <= watermark) continue;
          watermark = sequence;
          seen.push(text);
        }
      });
    });
    for (let i = 0; i < 10; i++) await say(String(i));
    await until(() => (seen.length === 10 ? true : undefined));
    expect(seen).toEqual(Array.from({ length: 10 }, (_, i) => String(i)));
  });

  test('nobody hears of other conversations, and the writer hears of its own once', async () => {
    const heard: string[] = [];
    one.feed.subscribe('c1', () => heard.push('one'));
    two.feed.subscribe('c1', () => heard.push('two'));
    two.feed.subscribe('c2', () => heard.push('other'));
    await say('一');
    await until(() => (heard.includes('two') ? true : undefined));
    await sleep(50);
    expect(heard.sort()).toEqual(['one', 'two']);
  });

  test('changes of many conversations at once are all told', async () => {
    const ids = Array.from({ length: 100 }, (_, i) => `${'汉'.repeat(190)}${String(i)}`);
    const heard = new Set<string>();
    for (const id of ids) two.feed.subscribe(id, () => heard.add(id));
    for (const id of ids) one.feed.publish(id);
    await until(() => (heard.size === ids.length ? true : undefined));
  });

  test('a lost connection is made again, and who may have missed something is told', async () => {
    const heard: string[] = [];
    two.feed.subscribe('c1', () => heard.push('told'));
    await runSql(
      place.settings?.databaseUrl ?? '',
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and query like 'listen%'`,
    );
    await until(() => (heard.length === 1 ? true : undefined));
    await say('还在吗');
    await until(() => (heard.length === 2 ? true : undefined));
  });

  test('a pool whose connections were cut goes on', async () => {
    await runSql(
      place.settings?.databaseUrl ?? '',
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await sleep(50);
    await expect(say('还在')).resolves.toBeDefined();
  });

  test('both get the same secret', async () => {
    const secrets = await Promise.all([one, two, one, two].map(({ store }) => store.secret('tokens')));
    expect(new Set(secrets).size).toBe(1);
  });

  test('counts and times are numbers', async () => {
    await say('一');
    const { oldest, messages } = await two.store.stats();
    expect([typeof oldest, typeof messages]).toEqual(['number', 'number']);
    expect((await two.store.history('c1', { limit: 1 }))[0]?.at).toBe(oldest);
  });
});

test.each([
  ['nobody listens', 'postgres://u:very-secret@127.0.0.1:1/db'],
  ['the name is unknown', 'postgres://u:very-secret@no-such-host.invalid/db'],
])('when %s, the error names the setting and not the password', async (_, databaseUrl) => {
  const opened = openStorage({ dataDir: '', databaseUrl }, { mask: maskAll });
  await expect(opened).rejects.toThrow(/连不上 PostgreSQL.*DATABASE_URL/);
  await expect(opened).rejects.not.toThrow('very-secret');
});

test('a wrong password is told, not shown', async () => {
  const place = await backend.place();
  const url = new URL(place.settings?.databaseUrl ?? '');
  url.password = 'very-secret';
  const opened = openStorage({ dataDir: '', databaseUrl: url.href }, { mask: maskAll });
  await expect(opened).rejects.toThrow(/password authentication failed.*DATABASE_URL/);
  await expect(opened).rejects.not.toThrow('very-secret');
});
