import { type AccountsStore, type Role } from '../../src/storage/accounts-store';
import { hashPassword } from '../../src/staff/passwords';
import type { SessionResponse } from '../../src/staff/api/account';

/** The password of every account of the tests. */
export const TEST_PASSWORD = 'correct-horse-battery';

/** Adds an account with the tests' password. */
export async function addAccount(accounts: AccountsStore, name: string, role: Role): Promise<void> {
  if (!(await accounts.add({ name, role, passwordHash: await hashPassword(TEST_PASSWORD) }, null))) throw new Error(`there is a ${name}`);
}

/** A signed-in member of staff, as the browser acts for one. */
export class StaffClient {
  constructor(
    /** Address of the server, with the path prefix if there is one. */
    readonly url: string,
    readonly cookie: string,
    readonly csrf: string,
  ) {}

  /** Signs in and expects it to work. */
  static async signIn(url: string, name: string, password = TEST_PASSWORD): Promise<StaffClient> {
    const response = await login(url, name, password);
    if (response.status !== 200) throw new Error(`${String(response.status)} ${await response.text()}`);
    const { account } = (await response.json()) as SessionResponse;
    return new StaffClient(url, cookieOf(response), account?.csrf ?? '');
  }

  get(path: string, init: RequestInit = {}): Promise<Response> {
    return this.request(path, init);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.request(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });
  }

  private request(path: string, init: RequestInit): Promise<Response> {
    const headers = { cookie: this.cookie, 'x-csrf-token': this.csrf, ...(init.headers as Readonly<Record<string, string>> | undefined) };
    return fetch(`${this.url}/staff/api/${path}`, { ...init, headers, redirect: 'manual' });
  }
}

/** Tries to log in. */
export function login(url: string, name: string, password: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${url}/staff/api/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ name, password }),
  });
}

/** The cookie that a response sets, as the browser sends it back. */
export function cookieOf(response: Response): string {
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
