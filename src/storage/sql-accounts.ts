import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Account, AccountsStore, AuditRecord, LoginAttempts, NewAuditRecord, Role } from './accounts-store';
import { readData } from './activities';
import type { Cleaner } from './clean';
import type { StaffAccountRow, Tables } from './schema';

/** What the accounts need of an open database. */
export interface SqlAccountsParts {
  readonly db: Kysely<Tables>;
  readonly cleaner: Cleaner;
  /** Resolves when everything written so far is lasting. */
  readonly settle: () => Promise<void>;
}

const ACCOUNT_COLUMNS = ['name', 'role', 'disabled', 'created_at', 'login_at'] as const;
const MAX_PAGE = 500;

/** Keeps accounts in SQLite or PostgreSQL, whose tables are up to date. */
export class SqlAccounts implements AccountsStore {
  private lastId = '';

  constructor(private readonly parts: SqlAccountsParts) {}

  add({ name, role, passwordHash }: Parameters<AccountsStore['add']>[0], actor: string | null): Promise<boolean> {
    return this.change({ actor, action: 'account-add', target: name, detail: { role } }, async (db) => {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('staff_accounts')
        .values({ name, role, password_hash: passwordHash, disabled: 0, created_at: Date.now(), login_at: null })
        .onConflict((conflict) => conflict.column('name').doNothing())
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    });
  }

  async find(name: string): Promise<{ account: Account; passwordHash: string } | null> {
    const row = await this.parts.db
      .selectFrom('staff_accounts')
      .select([...ACCOUNT_COLUMNS, 'password_hash'])
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined ? null : { account: toAccount(row), passwordHash: row.password_hash };
  }

  async list(): Promise<Account[]> {
    const rows = await this.parts.db.selectFrom('staff_accounts').select(ACCOUNT_COLUMNS).orderBy('name').execute();
    return rows.map(toAccount);
  }

  async any(): Promise<boolean> {
    const row = await this.parts.db.selectFrom('staff_accounts').select('name').where('disabled', '=', 0).limit(1).executeTakeFirst();
    return row !== undefined;
  }

  setRole(name: string, role: Role, actor: string | null): Promise<boolean> {
    return this.change({ actor, action: 'account-role', target: name, detail: { role } }, async (db) => {
      const { numUpdatedRows } = await db.updateTable('staff_accounts').set({ role }).where('name', '=', name).executeTakeFirst();
      return numUpdatedRows === 1n;
    });
  }

  setPassword(name: string, passwordHash: string, actor: string | null): Promise<boolean> {
    return this.change({ actor, action: 'account-password', target: name }, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('staff_accounts')
        .set({ password_hash: passwordHash })
        .where('name', '=', name)
        .executeTakeFirst();
      await db.deleteFrom('staff_sessions').where('account', '=', name).execute();
      return numUpdatedRows === 1n;
    });
  }

  setDisabled(name: string, disabled: boolean, actor: string | null): Promise<boolean> {
    return this.change({ actor, action: disabled ? 'account-disable' : 'account-enable', target: name }, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('staff_accounts')
        .set({ disabled: disabled ? 1 : 0 })
        .where('name', '=', name)
        .executeTakeFirst();
      if (disabled) await db.deleteFrom('staff_sessions').where('account', '=', name).execute();
      return numUpdatedRows === 1n;
    });
  }

  async countAttempt(key: string, limit: number, milliseconds: number): Promise<LoginAttempts> {
    const now = Date.now();
    const until = now + milliseconds;
    const counted = await this.parts.db
      .insertInto('staff_attempts')
      .values({ key, failures: 1, until })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet((eb) => ({
          failures: eb
            .case()
            .when('staff_attempts.until', '<=', now)
            .then(eb.lit(1))
            .when('staff_attempts.failures', '>', limit)
            .then(eb.ref('staff_attempts.failures'))
            .else(eb('staff_attempts.failures', '+', 1))
            .end(),
          until: eb
            .case()
            .when(eb.and([eb('staff_attempts.failures', '>=', limit), eb('staff_attempts.until', '>', now)]))
            .then(eb.ref('staff_attempts.until'))
            .else(eb.ref('excluded.until'))
            .end(),
        })),
      )
      .returning(['failures', 'until'])
      .executeTakeFirstOrThrow();
    await this.parts.settle();
    return counted;
  }

  async clearAttempts(key: string): Promise<void> {
    await this.parts.db.deleteFrom('staff_attempts').where('key', '=', key).execute();
  }

  async openSession({ key, account, expiresAt }: Parameters<AccountsStore['openSession']>[0]): Promise<void> {
    const now = Date.now();
    await this.change({ actor: account, action: 'login', target: '' }, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('staff_accounts')
        .set({ login_at: now })
        .where('name', '=', account)
        .where('disabled', '=', 0)
        .executeTakeFirst();
      if (numUpdatedRows !== 1n) return false;
      await db.deleteFrom('staff_sessions').where('account', '=', account).where('expires_at', '<=', now).execute();
      await db.insertInto('staff_sessions').values({ key, account, expires_at: expiresAt }).execute();
      return true;
    });
  }

  async findSession(key: string): Promise<{ account: Account; expiresAt: number } | null> {
    const row = await this.parts.db
      .selectFrom('staff_sessions as s')
      .innerJoin('staff_accounts as a', 'a.name', 's.account')
      .select(['a.name', 'a.role', 'a.disabled', 'a.created_at', 'a.login_at', 's.expires_at'])
      .where('s.key', '=', key)
      .where('s.expires_at', '>', Date.now())
      .where('a.disabled', '=', 0)
      .executeTakeFirst();
    return row === undefined ? null : { account: toAccount(row), expiresAt: row.expires_at };
  }

  async extendSession(key: string, expiresAt: number): Promise<void> {
    await this.parts.db.updateTable('staff_sessions').set({ expires_at: expiresAt }).where('key', '=', key).execute();
  }

  async closeSession(key: string): Promise<void> {
    await this.parts.db.deleteFrom('staff_sessions').where('key', '=', key).execute();
    await this.parts.settle();
  }

  async audit(record: NewAuditRecord): Promise<void> {
    await this.change(record, () => Promise.resolve(true));
  }

  async auditLog({ before, limit }: { readonly before?: string; readonly limit: number }): Promise<AuditRecord[]> {
    let query = this.parts.db.selectFrom('staff_audit').selectAll().orderBy('id', 'desc').limit(Math.min(MAX_PAGE, limit));
    if (before !== undefined) query = query.where('id', '<', before);
    return (await query.execute()).map(({ detail_json, ...row }) => ({ ...row, detail: readData(detail_json) }));
  }

  async purge(before: number): Promise<void> {
    const { db, settle } = this.parts;
    const now = Date.now();
    await db.deleteFrom('staff_audit').where('id', '<', idAt(before)).execute();
    await db.deleteFrom('staff_sessions').where('expires_at', '<=', now).execute();
    await db.deleteFrom('staff_attempts').where('until', '<=', now).execute();
    await settle();
  }

  /** Runs a change and, when it says that it did something, notes it in the same transaction. */
  private async change(
    { actor, action, target, detail }: NewAuditRecord,
    work: (db: Kysely<Tables>) => Promise<boolean>,
  ): Promise<boolean> {
    const { db, cleaner, settle } = this.parts;
    const at = Date.now();
    const clean = cleaner.data(detail);
    const row = { at, actor, action, target: cleaner.text(target), detail_json: clean === null ? null : JSON.stringify(clean) };
    const done = await db.transaction().execute(async (transaction) => {
      if (!(await work(transaction))) return false;
      await transaction
        .insertInto('staff_audit')
        .values({ id: this.nextId(at), ...row })
        .execute();
      return true;
    });
    await settle();
    return done;
  }

  /** An id behind every earlier one of this process, also of the same millisecond. */
  private nextId(at: number): string {
    const before = this.lastId.startsWith(idAt(at)) ? Number.parseInt(this.lastId.slice(16, 20), 16) : -1;
    this.lastId = `${idAt(at)}-${(before + 1).toString(16).padStart(4, '0')}-${randomBytes(4).toString('hex')}`;
    return this.lastId;
  }
}

/** What the ids of a millisecond begin with. */
function idAt(at: number): string {
  return String(Math.max(0, Math.min(at, 1e15 - 1))).padStart(15, '0');
}

function toAccount(row: Pick<StaffAccountRow, (typeof ACCOUNT_COLUMNS)[number]>): Account {
  return { name: row.name, role: row.role, disabled: row.disabled === 1, createdAt: row.created_at, loginAt: row.login_at };
}
