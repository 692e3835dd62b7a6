import type { Request, RequestHandler, Response } from 'express';
import { type Account, type Role, ROLES } from '../storage/accounts-store';
import { refuse } from './refusals';
import { sameSecret, type Session, type Sessions } from './sessions';

declare module 'express-serve-static-core' {
  interface Locals {
    /** The session of a request to the staff desk. */
    staffSession?: Session;
  }
}

const COOKIE = 'shebao_staff';
/** Methods that change nothing. */
const READING = new Set(['GET', 'HEAD']);

/** Finds the session that a request brings, if any. */
export function findSession(sessions: Sessions): RequestHandler {
  return async (request, response, next) => {
    const token = tokenOf(request);
    const session = token === null ? null : await sessions.use(token);
    if (session !== null) response.locals.staffSession = session;
    next();
  };
}

/** Lets requests of accounts with at least this role through, and writing ones only from our own pages. */
export function guard(role: Role): RequestHandler {
  return (request, response, next) => {
    const { staffSession: session } = response.locals;
    if (session === undefined) refuse(response, 'SignedOut');
    else if (!may(session.account, role)) refuse(response, 'WrongRole');
    else if (!READING.has(request.method) && !(fromOurPage(request) && sameSecret(request.get('x-csrf-token') ?? '', session.csrf)))
      refuse(response, 'Forged');
    else next();
  };
}

/** The account behind a request that {@link guard} has let through. */
export function staffOf(response: Response): Account {
  return sessionOf(response).account;
}

/** The session behind a request that {@link guard} has let through. */
export function sessionOf({ locals }: Response): Session {
  if (locals.staffSession === undefined) throw new Error('a route of the staff desk stands before its guard');
  return locals.staffSession;
}

/** Whether an account has a role or one that includes it. */
export function may({ role }: Pick<Account, 'role'>, wanted: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(wanted);
}

/**
 * Whether a browser sends this for a page of our own. A browser tells by one header or the other; requests without either
 * come from programs, which no other site can command.
 */
export function fromOurPage(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === request.host);
}

/** The token in the cookie; null without one. */
export function tokenOf(request: Request): string | null {
  const found = /(?:^|;\s*)shebao_staff=([\w-]{20,100})(?:;|$)/.exec(request.headers.cookie ?? '');
  return found?.[1] ?? null;
}

/** Gives the browser a token, or takes it away. */
export function setToken(request: Request, response: Response, token: string | null): void {
  // Without a path the browser sends it back only to where it came from: the folder of the API, wherever a proxy puts that.
  const value = token === null ? `${COOKIE}=; Max-Age=0` : `${COOKIE}=${token}`;
  response.append('set-cookie', `${value}; HttpOnly; SameSite=Strict${request.secure ? '; Secure' : ''}`);
}
