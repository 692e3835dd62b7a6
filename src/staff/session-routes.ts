import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import type { AccountsStore } from '../storage/accounts-store';
import { findSession, fromOurPage, guard, sessionOf, setToken, staffOf, tokenOf } from './access';
import type { LoginRequest, PasswordRequest, SessionResponse } from './api/account';
import { faultOfPassword, hashPassword, NOBODYS_HASH, normalizeName, OneAtATime, verifyPassword } from './passwords';
import { refuse } from './refusals';
import { keyOf, type Session, type Sessions } from './sessions';

/** Wrong passwords in a row that lock a name, and for how long, in milliseconds. */
const LOCK = { failures: 10, milliseconds: 15 * 60_000 } as const;

const LOGIN: z.ZodType<LoginRequest> = z.object({ name: z.string().max(200), password: z.string().max(1000) });
const PASSWORD: z.ZodType<PasswordRequest> = z.object({ present: z.string().max(1000), next: z.string().max(1000) });

/** What logging in needs. */
export interface SessionParts {
  readonly accounts: AccountsStore;
  readonly sessions: Sessions;
  /** Refuses an address that tries too often. */
  readonly limitLogin: RequestHandler;
}

/** Routes that tell who is signed in, and let people in and out. */
export function sessionRoutes({ accounts, sessions, limitLogin }: SessionParts): Router {
  const router = Router();
  const queue = new OneAtATime();
  const open = findSession(sessions);

  router.get('/session', open, async (_request, response) => {
    const { staffSession } = response.locals;
    const account = staffSession === undefined ? null : signedIn(staffSession);
    const body: SessionResponse = { account, ready: account !== null || (await accounts.any()) };
    response.json(body);
  });

  router.post('/login', limitLogin, async (request, response) => {
    const { data } = LOGIN.safeParse(request.body);
    if (!fromOurPage(request)) refuse(response, 'Forged');
    else if (data === undefined) refuse(response, 'BadRequest');
    else {
      const name = await decide(data, response);
      if (name !== null) await enter(name, request, response);
    }
  });

  router.post('/logout', open, guard('answer'), async (request, response) => {
    await accounts.audit({ actor: staffOf(response).name, action: 'logout', target: '' });
    await sessions.close(sessionOf(response).key);
    setToken(request, response, null);
    response.status(204).end();
  });

  router.post('/password', limitLogin, open, guard('answer'), async (request, response) => {
    const { data } = PASSWORD.safeParse(request.body);
    const { name } = staffOf(response);
    const found = await accounts.find(name);
    if (data === undefined || found === null) {
      refuse(response, 'BadRequest');
      return;
    }
    if (faultOfPassword(data.next, name) !== null) {
      refuse(response, 'WeakPassword');
      return;
    }
    const hash = await queue.run(async () => ((await verifyPassword(data.present, found.passwordHash)) ? hashPassword(data.next) : false));
    if (hash === null) refuse(response, 'Busy');
    else if (hash === false) refuse(response, 'WrongPassword');
    else {
      // It ends every session of the account, this one as well, which goes on with a new token.
      await accounts.setPassword(name, hash, name);
      await enter(name, request, response);
    }
  });
  return router;

  /** The name of the account that may enter; null after a refusal, which is the same for unknown names and wrong passwords. */
  async function decide({ name: given, password }: LoginRequest, response: Response): Promise<string | null> {
    const name = normalizeName(given);
    // Unknown names are counted and locked as known ones are, so that nothing tells them apart.
    const key = keyOf(name ?? given);
    const { failures, until } = await accounts.countAttempt(key, LOCK.failures, LOCK.milliseconds);
    if (failures > LOCK.failures) {
      response.setHeader('retry-after', Math.max(1, Math.ceil((until - Date.now()) / 1000)));
      refuse(response, 'Locked');
      return null;
    }
    const found = name === null ? null : await accounts.find(name);
    const right = await queue.run(() => verifyPassword(password, found?.passwordHash ?? NOBODYS_HASH));
    if (right === null) {
      refuse(response, 'Busy');
      return null;
    }
    if (right && found !== null && !found.account.disabled) {
      await accounts.clearAttempts(key);
      return found.account.name;
    }
    if (failures === LOCK.failures && found !== null) {
      await accounts.audit({ actor: null, action: 'account-lock', target: found.account.name });
    }
    refuse(response, 'WrongLogin');
    return null;
  }

  /** Opens a session in place of the one that the browser has. */
  async function enter(name: string, request: Request, response: Response): Promise<void> {
    const old = tokenOf(request);
    if (old !== null) await sessions.close(keyOf(old));
    const token = await sessions.open(name);
    const session = await sessions.use(token);
    setToken(request, response, token);
    const body: SessionResponse = { account: session === null ? null : signedIn(session), ready: true };
    response.json(body);
  }
}

function signedIn({ account, csrf }: Session): SessionResponse['account'] {
  return { name: account.name, role: account.role, csrf };
}
