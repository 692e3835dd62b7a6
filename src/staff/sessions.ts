import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Account, AccountsStore } from '../storage/accounts-store';

/** How long a session lasts after its last use, in milliseconds. */
const SESSION_MS = 12 * 3_600_000;
/** Uses that are closer together than this move the end only once, in milliseconds. */
const STEP_MS = 5 * 60_000;

/** An open session. */
export interface Session {
  /** Hash of the token, under which it is stored. */
  readonly key: string;
  readonly account: Account;
  /** What proves that a request comes from our page. */
  readonly csrf: string;
}

/** Sessions of the staff desk: the browser holds a random token, the store only its hash. */
export class Sessions {
  constructor(private readonly store: AccountsStore) {}

  /** Opens a session; resolves with its token. */
  async open(account: string): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    await this.store.openSession({ key: keyOf(token), account, expiresAt: Date.now() + SESSION_MS });
    return token;
  }

  /** The session of a token, whose end is moved on; null when there is none, or no longer. */
  async use(token: string): Promise<Session | null> {
    const key = keyOf(token);
    const found = await this.store.findSession(key);
    if (found === null) return null;
    const expiresAt = Date.now() + SESSION_MS;
    if (expiresAt - found.expiresAt > STEP_MS) await this.store.extendSession(key, expiresAt);
    return { key, account: found.account, csrf: csrfOf(token) };
  }

  /** The account of an open session as it is now, without using the session; null once it has ended. */
  async look(key: string): Promise<Account | null> {
    return (await this.store.findSession(key))?.account ?? null;
  }

  /** Ends a session by its key. */
  close(key: string): Promise<void> {
    return this.store.closeSession(key);
  }
}

/** The key under which something secret is stored. */
export function keyOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** The proof that belongs to a session's token; the token cannot be found from it. */
function csrfOf(token: string): string {
  return createHash('sha256').update(`csrf:${token}`).digest('base64url');
}

/** Compares in a time that does not depend on where the texts differ. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(Buffer.from(keyOf(a)), Buffer.from(keyOf(b)));
}
