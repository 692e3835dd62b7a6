import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type RequestHandler, Router, static as serveStatic } from 'express';
import type { AccountsStore } from '../storage/accounts-store';
import type { ReportStore } from '../storage/report-store';
import { findSession, guard } from './access';
import { accountRoutes } from './account-routes';
import { assistRoutes } from './assist-routes';
import type { StaffContent } from './content';
import { type InboxParts, inboxRoutes } from './inbox-routes';
import { type LearnParts, learnRoutes } from './learn/routes';
import { reportRoutes } from './reports/routes';
import { sessionRoutes } from './session-routes';
import { Sessions } from './sessions';

/** What the staff desk is made of. */
export interface StaffParts {
  readonly accounts: AccountsStore;
  readonly reports: ReportStore;
  /** Asked anew for every request. */
  readonly content: () => StaffContent;
  readonly inbox: Pick<InboxParts, 'cases' | 'store' | 'events'>;
  readonly learn: Pick<LearnParts, 'learning' | 'tools' | 'onError'>;
  /** Folder of the built pages. */
  readonly folder: string;
  /** Refuses an address that tries to log in too often. */
  readonly limitLogin: RequestHandler;
}

/** Bytes of a request's body; a copied stretch of chat may be long. */
const MAX_BODY = 512 * 1024;

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Everything under `/staff`: the pages, which hold nothing but code, and their data under `/staff/api`, which needs a session. */
export function staffRoutes(parts: StaffParts): Router {
  const router = Router();
  router.use((_request, response, next) => {
    response.setHeader('content-security-policy', POLICY);
    response.setHeader('x-frame-options', 'DENY');
    next();
  });
  router.use('/api', api(parts));
  router.use(pages(parts.folder));
  return router;
}

function api({ accounts, reports, limitLogin, content, inbox, learn }: StaffParts): Router {
  const router = Router();
  const sessions = new Sessions(accounts);
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });
  router.use(express.json({ limit: MAX_BODY }));
  router.use(sessionRoutes({ accounts, sessions, limitLogin }));
  // Nothing below is reached without a session.
  router.use(findSession(sessions), guard('answer'));
  router.use(['/accounts', '/audit'], guard('admin'));
  router.use(accountRoutes(accounts));
  router.use('/assist', assistRoutes(content));
  router.use('/reports', guard('teach'), reportRoutes({ reports, content }));
  router.use('/inbox', inboxRoutes({ ...inbox, accounts, content }));
  router.use('/learn', guard('teach'), learnRoutes({ ...learn, accounts, content }));
  return router;
}

const YEAR_MS = 365 * 86_400_000;

function pages(folder: string): Router {
  const router = Router();
  const shell = join(folder, 'index.html');
  // Bundled files carry a hash of their content in their name.
  router.use('/assets', serveStatic(join(folder, 'assets'), { immutable: true, maxAge: YEAR_MS, index: false, redirect: false }));
  router.use(serveStatic(folder, { index: false, redirect: false }));
  // Every address is relative, so that the pages work wherever a proxy puts them; all pages lie at the same depth.
  router.get('/', (request, response, next) => {
    if (/\/staff$/i.test(request.originalUrl.replace(/\?.*/, ''))) response.redirect('staff/');
    else next();
  });
  router.get(['/', '/:page'], (request, response, next) => {
    const page = request.path.replaceAll('/', '');
    if (!/^[a-z]*$/.test(page) || !existsSync(shell)) next();
    else if (page !== '' && request.path.endsWith('/')) response.redirect(`../${page}`);
    else response.setHeader('cache-control', 'no-cache').sendFile(shell);
  });
  return router;
}
