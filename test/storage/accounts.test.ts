import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { AccountsStore } from '../../src/storage/accounts-store';
import type { Storage } from '../../src/storage/open-store';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { databases, type Place } from '../support/stores';

const DAY = 86_400_000;

describe.each(databases())('accounts in $name', (backend) => {
  let place: Place<unknown, Storage<unknown>>;
  let accounts: AccountsStore;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    place = await backend.place();
    ({ accounts } = await place.open());
  });

  const add = (name: string, role: 'answer' | 'admin' = 'answer') => accounts.add({ name, role, passwordHash: `hash of ${name}` }, null);
  const open = (key: string, account: string, milliseconds = DAY) =>
    accounts.openSession({ key, account, expiresAt: Date.now() + milliseconds });

  test('an account is added once, also by two at the same moment, and found again', async () => {
    expect(await accounts.any()).toBe(false);
    const tries = await Promise.all([add('anna'), accounts.add({ name: 'anna', role: 'admin', passwordHash: 'x' }, 'bob')]);
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await add('张三')).toBe(true);
    expect(await accounts.any()).toBe(true);
    expect(await accounts.find('张三')).toEqual({
      account: { name: '张三', role: 'answer', disabled: false, createdAt: expect.any(Number), loginAt: null },
      passwordHash: 'hash of 张三',
    });
    expect(await accounts.find('nobody')).toBeNull();
    expect((await accounts.list()).map(({ name }) => name)).toEqual(['anna', '张三']);
  });

  test('changes are noted with who made them; those of nobody are not', async () => {
    await add('anna');
    expect(await accounts.setRole('anna', 'admin', 'bob')).toBe(true);
    expect(await accounts.setPassword('anna', 'new', 'anna')).toBe(true);
    expect(await accounts.setDisabled('anna', true, 'bob')).toBe(true);
    expect(await accounts.setRole('nobody', 'admin', 'bob')).toBe(false);
    expect(await accounts.setPassword('nobody', 'new', 'bob')).toBe(false);
    expect(await accounts.setDisabled('nobody', true, 'bob')).toBe(false);
    expect(await accounts.find('anna')).toMatchObject({ account: { role: 'admin', disabled: true }, passwordHash: 'new' });
    expect(await accounts.any()).toBe(false);
    expect((await accounts.auditLog({ limit: 9 })).map(({ actor, action, target }) => [actor, action, target])).toEqual([
      ['bob', 'account-disable', 'anna'],
      ['anna', 'account-password', 'anna'],
      ['bob', 'account-role', 'anna'],
      [null, 'account-add', 'anna'],
    ]);
  });

  describe('sessions', () => {
    beforeEach(async () => {
      await add('anna');
      await open('k1', 'anna');
    });

    test('bring the account as it is now, seen from another process', async () => {
      const { accounts: other } = await place.open();
      await accounts.setRole('anna', 'teach', null);
      expect(await other.findSession('k1')).toMatchObject({ account: { name: 'anna', role: 'teach', loginAt: expect.any(Number) } });
      expect(await other.findSession('k2')).toBeNull();
    });

    test('end with their time, which can be moved', async () => {
      await accounts.extendSession('k1', Date.now() - 1);
      expect(await accounts.findSession('k1')).toBeNull();
      await accounts.extendSession('k1', Date.now() + DAY);
      expect(await accounts.findSession('k1')).not.toBeNull();
      await accounts.closeSession('k1');
      expect(await accounts.findSession('k1')).toBeNull();
    });

    test.each([
      ['a new password', (store: AccountsStore) => store.setPassword('anna', 'new', null)],
      ['being shut out', (store: AccountsStore) => store.setDisabled('anna', true, null)],
    ])('end with %s, all of the account and no others', async (_, change) => {
      await add('bob');
      await open('k2', 'anna');
      await open('k3', 'bob');
      await change(accounts);
      await accounts.setDisabled('anna', false, null);
      expect(await Promise.all(['k1', 'k2', 'k3'].map(async (key) => (await accounts.findSession(key)) !== null))).toEqual([
        false,
        false,
        true,
      ]);
    });

    test('are not opened for an account that is shut out', async () => {
      await accounts.setDisabled('anna', true, null);
      await open('k2', 'anna');
      await accounts.setDisabled('anna', false, null);
      expect(await accounts.findSession('k2')).toBeNull();
    });
  });

  describe('attempts', () => {
    test('are counted across processes, up to one above the limit, each name for itself', async () => {
      const { accounts: other } = await place.open();
      const counts = await Promise.all(Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? accounts : other).countAttempt('a', 3, DAY)));
      expect(counts.map(({ failures }) => failures).sort()).toEqual([1, 2, 3, 4, 4, 4, 4, 4]);
      expect((await accounts.countAttempt('b', 3, DAY)).failures).toBe(1);
      await other.clearAttempts('a');
      expect((await accounts.countAttempt('a', 3, DAY)).failures).toBe(1);
    });

    test('within the limit move the end; beyond it they do not', async () => {
      const ends = [];
      for (let i = 0; i < 5; i++) {
        ends.push((await accounts.countAttempt('a', 3, DAY + i * 1000)).until - Date.now() - DAY);
      }
      expect(ends.map((end) => Math.ceil((end + 500) / 1000) - 1)).toEqual([0, 1, 2, 2, 2]);
    });

    test('are forgotten when their time is over, also beyond the limit', async () => {
      for (let i = 0; i < 5; i++) await accounts.countAttempt('a', 3, -1);
      expect((await accounts.countAttempt('a', 3, -1)).failures).toBe(1);
      await accounts.purge(0);
      expect((await accounts.countAttempt('a', 3, DAY)).failures).toBe(1);
    });
  });

  describe('the audit log', () => {
    test('keeps the order, in pages, newest first', async () => {
      for (let i = 0; i < 30; i++) await accounts.audit({ actor: 'anna', action: 'taught', target: String(i), detail: { i } });
      const first = await accounts.auditLog({ limit: 20 });
      const second = await accounts.auditLog({ limit: 20, before: first.at(-1)?.id ?? '' });
      expect([...first, ...second].map(({ target }) => Number(target))).toEqual(Array.from({ length: 30 }, (_, i) => 29 - i));
      expect(first[0]).toEqual({ ...first[0], actor: 'anna', action: 'taught', target: '29', detail: { i: 29 } });
    });

    test('holds no personal numbers', async () => {
      await accounts.audit({ actor: 'anna', action: 'taught', target: '手机13912345678', detail: { text: '我的手机13812345678' } });
      expect(await place.raw()).toContain('taught');
      expect(await place.raw()).not.toMatch(/13[89]12345678/);
    });
  });

  test('purging deletes old records and what has run out, never accounts or open sessions', async () => {
    await add('anna');
    await open('k1', 'anna');
    await open('k2', 'anna', -1);
    await accounts.purge(Date.now() - DAY);
    expect(await accounts.auditLog({ limit: 9 })).toHaveLength(3);
    await accounts.purge(Number.MAX_SAFE_INTEGER);
    expect(await accounts.auditLog({ limit: 9 })).toEqual([]);
    expect(await accounts.findSession('k1')).not.toBeNull();
    expect(await accounts.findSession('k2')).toBeNull();
  });
});
