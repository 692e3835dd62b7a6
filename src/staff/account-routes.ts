import { Router } from 'express';
import { z } from 'zod';
import { type AccountsStore, ROLES } from '../storage/accounts-store';
import { staffOf } from './access';
import type { AccountsResponse, AuditResponse } from './api/account';
import { refuse } from './refusals';

/** Audit records on one page. */
const PAGE = 50;

const CHANGE = z.union([z.strictObject({ role: z.enum(ROLES) }), z.strictObject({ disabled: z.boolean() })]);

/** Routes for administrators: who has an account, and who did what. Nobody changes his own account, so that one administrator remains. */
export function accountRoutes(accounts: AccountsStore): Router {
  const router = Router();
  router.get('/accounts', async (_request, response) => {
    const body: AccountsResponse = { accounts: await accounts.list() };
    response.json(body);
  });

  router.post('/accounts/:name', async (request, response) => {
    const { name } = request.params;
    const { data } = CHANGE.safeParse(request.body);
    const actor = staffOf(response).name;
    if (data === undefined) refuse(response, 'BadRequest');
    else if (name === actor) refuse(response, 'OwnAccount');
    else {
      const done = 'role' in data ? await accounts.setRole(name, data.role, actor) : await accounts.setDisabled(name, data.disabled, actor);
      if (done) response.status(204).end();
      else refuse(response, 'NotFound');
    }
  });

  router.get('/audit', async (request, response) => {
    const { before } = request.query;
    const records = await accounts.auditLog({ limit: PAGE + 1, ...(typeof before === 'string' ? { before } : {}) });
    const shown = records.slice(0, PAGE);
    const body: AuditResponse = { records: shown, next: records.length > PAGE ? (shown.at(-1)?.id ?? null) : null };
    response.json(body);
  });
  return router;
}
