import { createHook } from 'node:async_hooks';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashPassword } from '../../src/staff/passwords';
import { keyOf } from '../../src/staff/sessions';
import type { Role } from '../../src/storage/accounts-store';
import { OPENING_TIMEOUT } from '../support/desk';
import { startProxy } from '../support/proxy';
import { startServer, TestTalk, type TestServer } from '../support/server';
import { addAccount, cookieOf, login, StaffClient, TEST_PASSWORD } from '../support/staff';

let desk: TestServer;
let passwordHash: string;
let count = 0;
let name: string;

beforeAll(async () => {
  desk = await startServer({ trustProxy: 1 });
  passwordHash = await hashPassword(TEST_PASSWORD);
}, OPENING_TIMEOUT);
afterAll(() => desk.stop());
// Every test has an account, and a sender's address, of its own.
beforeEach(() => {
  name = `staff${String(++count)}`;
});

async function add(role: Role, named = name): Promise<void> {
  await desk.accounts.add({ name: named, role, passwordHash }, null);
}

async function enter(role: Role, named = name): Promise<StaffClient> {
  await add(role, named);
  const response = await tryPassword(named, TEST_PASSWORD);
  const { account } = (await response.json()) as { account: { csrf: string } };
  return new StaffClient(desk.url, cookieOf(response), account.csrf);
}

function tryPassword(named: string, password: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return login(desk.url, named, password, { 'x-forwarded-for': `198.51.100.${String(count)}`, ...headers });
}

async function codeOf(response: Response): Promise<string> {
  return `${String(response.status)} ${((await response.json()) as { error: { code: string } }).error.code}`;
}

/** Everything that a session opens: what is read and what is written. */
const READS = ['accounts', 'audit', 'nothing-of-this-name'];
const WRITES = ['logout', 'password', 'accounts/bob', 'nothing-of-this-name'];

describe('signing in', () => {
  test('gives a cookie for the API alone, and the proof for writing', async () => {
    await add('answer');
    const response = await tryPassword(name.toUpperCase(), TEST_PASSWORD);
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toMatch(/^shebao_staff=[\w-]{43}; HttpOnly; SameSite=Strict$/);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { account } = (await response.json()) as { account: object };
    expect(account).toEqual({ name, role: 'answer', csrf: expect.stringMatching(/^[\w-]{43}$/) });
    expect(await (await fetch(`${desk.url}/staff/api/session`, { headers: { cookie: cookieOf(response) } })).json()).toEqual({
      ...{ account, ready: true },
    });
  });

  test('over https the cookie travels over https only', async () => {
    await add('answer');
    const response = await tryPassword(name, TEST_PASSWORD, { 'x-forwarded-proto': 'https' });
    expect(response.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  test('with a wrong password, an unknown name or a disabled account is refused in the same words', async () => {
    await add('answer');
    const wrong = await tryPassword(name, 'wrong-password');
    const unknown = await tryPassword(`${name}x`, TEST_PASSWORD);
    const impossible = await tryPassword('<script>', TEST_PASSWORD);
    await desk.accounts.setDisabled(name, true, null);
    const disabled = await tryPassword(name, TEST_PASSWORD);
    const answers = await Promise.all(
      [wrong, unknown, impossible, disabled].map(async (response) => [response.status, await response.text()]),
    );
    expect(new Set(answers.map((answer) => answer.join(' '))).size).toBe(1);
    expect(answers[0]).toEqual([401, expect.stringContaining('用户名或密码不对')]);
    for (const response of [wrong, unknown, disabled]) expect(response.headers.get('set-cookie')).toBeNull();
  });

  test('computes a hash for an unknown name as for a wrong password, so that neither is told by the time it takes', async () => {
    await add('answer');
    let hashes = 0;
    const hook = createHook({
      init: (_, type) => {
        if (type === 'SCRYPTREQUEST') hashes++;
      },
    }).enable();
    try {
      for (const named of [name, `${name}x`, '<script>']) {
        hashes = 0;
        await tryPassword(named, 'wrong-password');
        expect([named, hashes]).toEqual([named, 1]);
      }
    } finally {
      hook.disable();
    }
  });

  test.each([['{'], ['[]'], ['{"name":1,"password":"x"}'], ['"x"']])('with the body %s is refused', async (body) => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `198.51.100.${String(count)}` };
    expect((await fetch(`${desk.url}/staff/api/login`, { method: 'POST', headers, body })).status).toBe(400);
  });

  test('from another site is refused', async () => {
    await add('answer');
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'null' },
    ])
      expect(await codeOf(await tryPassword(name, TEST_PASSWORD, headers))).toBe('403 Forged');
    // A form of another site cannot send JSON.
    const form = await fetch(`${desk.url}/staff/api/login`, {
      method: 'POST',
      body: new URLSearchParams({ name, password: TEST_PASSWORD }),
    });
    expect(form.status).toBe(400);
  });

  test('ends the session that the browser had', async () => {
    const client = await enter('answer');
    expect((await tryPassword(name, TEST_PASSWORD, { cookie: client.cookie })).status).toBe(200);
    expect((await client.post('logout')).status).toBe(401);
  });

  test('is limited for one address', async () => {
    // One more than fits into two minutes, should the first end meanwhile.
    const statuses: number[] = [];
    for (let i = 0; i < 41; i++) statuses.push((await tryPassword(`${name}-${String(i)}`, 'x'.repeat(1001))).status);
    expect(statuses.slice(0, 20)).toEqual(Array(20).fill(400));
    expect(statuses).toContain(429);
  });
});

describe('locking', () => {
  test('ten failures lock a name for 15 minutes, also for the right password, known or not', async () => {
    await add('answer');
    for (const named of [name, `${name}x`]) {
      for (let i = 0; i < 10; i++) expect(await codeOf(await tryFrom(i, named, 'wrong-password'))).toBe('401 WrongLogin');
      const locked = await tryFrom(11, named, TEST_PASSWORD);
      expect(Number(locked.headers.get('retry-after'))).toBeGreaterThan(14 * 60);
      expect(Number(locked.headers.get('retry-after'))).toBeLessThanOrEqual(15 * 60);
      expect(await codeOf(locked)).toBe('429 Locked');
    }
    const [record] = await desk.accounts.auditLog({ limit: 1 });
    expect(record).toMatchObject({ actor: null, action: 'account-lock', target: name });
    await desk.accounts.clearAttempts(keyOf(name));
    expect((await tryFrom(12, name, TEST_PASSWORD)).status).toBe(200);
  });

  test('a success before the tenth failure forgets them', async () => {
    await add('answer');
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) expect((await tryFrom(i, name, 'wrong-password')).status).toBe(401);
      expect((await tryFrom(10, name, TEST_PASSWORD)).status).toBe(200);
    }
  });

  test('guesses at the same moment cannot outrun the count', async () => {
    await add('answer');
    const guesses = await Promise.all(Array.from({ length: 30 }, (_, i) => tryFrom(i, name, 'wrong-password')));
    expect(guesses.filter(({ status }) => status === 401)).toHaveLength(10);
  });

  /** From many addresses, so that their limit does not come first. */
  function tryFrom(i: number, named: string, password: string): Promise<Response> {
    return tryPassword(named, password, { 'x-forwarded-for': `192.0.${String(count)}.${String(i)}` });
  }
});

describe('without a session', () => {
  test.each(READS)('%s cannot be read', async (path) => {
    const response = await fetch(`${desk.url}/staff/api/${path}`);
    expect(await codeOf(response)).toBe('401 SignedOut');
  });

  test.each(WRITES)('%s cannot be written', async (path) => {
    const response = await fetch(`${desk.url}/staff/api/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(await codeOf(response)).toBe('401 SignedOut');
  });

  test('a stolen conversation token opens nothing, however it is shown', async () => {
    const { token } = await TestTalk.start(desk.url);
    for (const headers of [
      { authorization: `Bearer ${token}` },
      { cookie: `shebao_staff=${token}` },
      { 'x-csrf-token': token, cookie: `shebao_staff=${token}` },
    ])
      for (const path of READS) expect(await codeOf(await fetch(`${desk.url}/staff/api/${path}`, { headers }))).toBe('401 SignedOut');
    expect((await fetch(`${desk.url}/staff/api/audit?token=${token}`)).status).toBe(401);
  });

  test('nor does the hash that lies in the store', async () => {
    const client = await enter('admin');
    const stolen = keyOf(client.cookie.replace('shebao_staff=', ''));
    expect((await desk.accounts.findSession(stolen))?.account.name).toBe(name);
    expect((await fetch(`${desk.url}/staff/api/audit`, { headers: { cookie: `shebao_staff=${stolen}` } })).status).toBe(401);
  });
});

describe('a session', () => {
  test.each(['answer', 'teach'] as const)('of role %s does not reach what is for administrators', async (role) => {
    const client = await enter(role);
    for (const path of ['accounts', 'audit']) expect(await codeOf(await client.get(path))).toBe('403 WrongRole');
    expect(await codeOf(await client.post('accounts/anyone', { role: 'admin' }))).toBe('403 WrongRole');
    expect(await codeOf(await client.post(`accounts/${name}`, { role: 'admin' }))).toBe('403 WrongRole');
  });

  test('that has expired is refused', async () => {
    const client = await enter('admin');
    await desk.accounts.extendSession(keyOf(client.cookie.replace('shebao_staff=', '')), Date.now() - 1);
    expect(await codeOf(await client.get('audit'))).toBe('401 SignedOut');
    expect(await codeOf(await client.post('accounts/anyone', { role: 'teach' }))).toBe('401 SignedOut');
    expect(await (await client.get('session')).json()).toEqual({ account: null, ready: true });
  });

  test('lasts twelve hours from its last use', async () => {
    const client = await enter('admin');
    const key = keyOf(client.cookie.replace('shebao_staff=', ''));
    await desk.accounts.extendSession(key, Date.now() + 60_000);
    expect((await client.get('audit')).status).toBe(200);
    const left = ((await desk.accounts.findSession(key))?.expiresAt ?? 0) - Date.now();
    expect(left).toBeGreaterThan(12 * 3_600_000 - 10_000);
    expect(left).toBeLessThanOrEqual(12 * 3_600_000);
  });

  test('writes only with its own proof and from our own pages', async () => {
    const client = await enter('admin');
    await add('answer', `${name}-b`);
    const other = await enter('admin', `${name}-c`);
    const change = (headers: Readonly<Record<string, string>>): Promise<Response> =>
      client.post(`accounts/${name}-b`, { role: 'teach' }, headers);
    for (const forged of ['', 'x', other.csrf, client.csrf.slice(0, -1)])
      expect(await codeOf(await change({ 'x-csrf-token': forged }))).toBe('403 Forged');
    for (const site of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { 'sec-fetch-site': 'none' },
    ])
      expect(await codeOf(await change(site))).toBe('403 Forged');
    expect((await desk.accounts.find(`${name}-b`))?.account.role).toBe('answer');
    expect((await change({ origin: desk.url })).status).toBe(204);
    expect((await change({ 'sec-fetch-site': 'same-origin' })).status).toBe(204);
    expect((await desk.accounts.find(`${name}-b`))?.account.role).toBe('teach');
  });

  test('ends at once when its account is disabled, and does not come back', async () => {
    const client = await enter('admin');
    await desk.accounts.setDisabled(name, true, null);
    expect(await codeOf(await client.get('audit'))).toBe('401 SignedOut');
    await desk.accounts.setDisabled(name, false, null);
    expect(await codeOf(await client.get('audit'))).toBe('401 SignedOut');
  });

  test('has the role that its account has now', async () => {
    const client = await enter('answer');
    await desk.accounts.setRole(name, 'admin', null);
    expect((await client.get('audit')).status).toBe(200);
    await desk.accounts.setRole(name, 'teach', null);
    expect(await codeOf(await client.get('audit'))).toBe('403 WrongRole');
  });

  test('is over after signing out', async () => {
    const client = await enter('answer');
    const response = await client.post('logout');
    expect(response.headers.get('set-cookie')).toMatch(/^shebao_staff=; Max-Age=0; HttpOnly/);
    expect(await (await client.get('session')).json()).toEqual({ account: null, ready: true });
    expect(await codeOf(await client.post('logout'))).toBe('401 SignedOut');
  });
});

describe('a new password', () => {
  const next = 'another-horse-battery';

  test('needs the present one, ends every other session, and keeps this browser signed in', async () => {
    const here = await enter('answer');
    const there = await StaffClient.signIn(desk.url, name);
    expect(await codeOf(await here.post('password', { present: 'wrong', next }))).toBe('403 WrongPassword');
    expect(await codeOf(await here.post('password', { present: TEST_PASSWORD, next: 'short' }))).toBe('400 WeakPassword');
    expect(await codeOf(await here.post('password', { next }))).toBe('400 BadRequest');
    const response = await here.post('password', { present: TEST_PASSWORD, next });
    expect(response.status).toBe(200);
    for (const old of [here, there]) expect((await old.post('logout')).status).toBe(401);
    const { account } = (await response.json()) as { account: { csrf: string } };
    expect((await new StaffClient(desk.url, cookieOf(response), account.csrf).post('logout')).status).toBe(204);
    expect((await tryPassword(name, TEST_PASSWORD)).status).toBe(401);
    expect((await tryPassword(name, next)).status).toBe(200);
  });
});

describe('administrators', () => {
  test('see accounts without anything of the passwords, and what was done', async () => {
    const client = await enter('admin');
    const listed = await (await client.get('accounts')).text();
    expect(listed).toContain(`"name":"${name}"`);
    expect(listed).not.toMatch(/scrypt|hash/i);
    await add('answer', `${name}-b`);
    expect((await client.post(`accounts/${name}-b`, { role: 'teach' })).status).toBe(204);
    expect((await client.post(`accounts/${name}-b`, { disabled: true })).status).toBe(204);
    const { records } = (await (await client.get('audit')).json()) as { records: Record<string, unknown>[] };
    expect(records.slice(0, 3)).toEqual([
      { id: expect.any(String), at: expect.any(Number), actor: name, action: 'account-disable', target: `${name}-b`, detail: null },
      {
        id: expect.any(String),
        at: expect.any(Number),
        actor: name,
        action: 'account-role',
        target: `${name}-b`,
        detail: { role: 'teach' },
      },
      expect.objectContaining({ actor: null, action: 'account-add', target: `${name}-b` }),
    ]);
    for (let i = 0; i < 50; i++) await desk.accounts.audit({ actor: name, action: 'login', target: '' });
    const page = (await (await client.get('audit')).json()) as { records: { id: string }[]; next: string };
    expect(page.records).toHaveLength(50);
    const older = (await (await client.get(`audit?before=${page.next}`)).json()) as { records: { id: string }[] };
    expect(older.records.every(({ id }) => id < page.next)).toBe(true);
    expect(older.records.slice(0, 3).map(({ id }) => id)).toEqual(records.slice(0, 3).map(({ id }) => id));
  });

  test('do not change their own account, one that is not there, or anything else', async () => {
    const client = await enter('admin');
    expect(await codeOf(await client.post(`accounts/${name}`, { role: 'answer' }))).toBe('409 OwnAccount');
    expect(await codeOf(await client.post(`accounts/${name}`, { disabled: true }))).toBe('409 OwnAccount');
    expect(await codeOf(await client.post('accounts/nobody', { disabled: true }))).toBe('404 NotFound');
    for (const body of [{}, { role: 'root' }, { role: 'teach', passwordHash: 'x' }, { name: 'x' }, null])
      expect((await client.post('accounts/nobody', body)).status).toBe(400);
  });
});

describe('the pages', () => {
  test('may not be framed and run nothing but their own', async () => {
    const { headers } = await fetch(`${desk.url}/staff/api/session`);
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self';");
  });

  test('behind a proxy under a path sign-in and writing work, with the proxy telling where the page is from', async () => {
    const proxy = await startProxy(desk.url, '/desk');
    const redirect = await fetch(`${proxy.url}/staff`, { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).toEqual([302, 'staff/']);
    await add('admin');
    const client = await StaffClient.signIn(proxy.url, name);
    const origin = new URL(proxy.url).origin;
    expect((await client.post('logout', {}, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await client.post('logout', {}, { origin })).status).toBe(204);
    await proxy.stop();
  });
});

test('before there is an account, the login page is told', async () => {
  const empty = await startServer();
  expect(await (await fetch(`${empty.url}/staff/api/session`)).json()).toEqual({ account: null, ready: false });
  await addAccount(empty.accounts, 'anna', 'answer');
  expect(await (await fetch(`${empty.url}/staff/api/session`)).json()).toEqual({ account: null, ready: true });
  await empty.stop();
});

test('the log holds neither names nor passwords nor tokens', async () => {
  const client = await enter('admin');
  await tryPassword(name, 'wrong-password');
  const log = desk.log.join('\n');
  for (const secret of [name, TEST_PASSWORD, 'wrong-password', client.csrf, client.cookie]) expect(log).not.toContain(secret);
});
