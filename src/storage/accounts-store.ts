import type { PlainData } from '../domain/turn';

/** What an account may do: answer users, also teach the desk, also manage accounts. Each includes those before it. */
export type Role = 'answer' | 'teach' | 'admin';

/** The roles, the least first. */
export const ROLES: readonly Role[] = ['answer', 'teach', 'admin'];

/** An account of the staff desk. Times are milliseconds since 1970. */
export interface Account {
  /** Lower case; names are unique. */
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: number;
  /** Last login; null before the first. */
  readonly loginAt: number | null;
}

/** Something that somebody did at the staff desk. */
export interface NewAuditRecord {
  /** Name of the account; null for a command on the server itself. */
  readonly actor: string | null;
  /** What was done, in one English word or two, such as `role` or `case-claim`. */
  readonly action: string;
  /** What it was done to: an account, a conversation, an entry; empty when there is nothing to name. */
  readonly target: string;
  readonly detail?: PlainData;
}

/** An audit record as it lies in the store. */
export interface AuditRecord {
  /** Sorts by time. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string | null;
  readonly action: string;
  readonly target: string;
  readonly detail: PlainData | null;
}

/** How often a login under a name has failed. */
export interface LoginAttempts {
  /** Failures in a row, this attempt counted as one; beyond the limit it stays one above it. */
  readonly failures: number;
  /** When they are forgotten, in milliseconds since 1970. */
  readonly until: number;
}

/** Accounts of the staff desk, their sessions, and the log of what they did. Names come checked and in lower case. */
export interface AccountsStore {
  /** Adds an account; false when the name is taken. */
  add(account: { readonly name: string; readonly role: Role; readonly passwordHash: string }, actor: string | null): Promise<boolean>;
  /** The account with its password hash; null when there is none. */
  find(name: string): Promise<{ readonly account: Account; readonly passwordHash: string } | null>;
  /** Every account, by name. */
  list(): Promise<Account[]>;
  /** Whether there is an account that can log in. */
  any(): Promise<boolean>;
  /** Changes the role, which counts at once, also in open sessions; false when there is no such account. */
  setRole(name: string, role: Role, actor: string | null): Promise<boolean>;
  /** Changes the password and ends every session of the account; false when there is no such account. */
  setPassword(name: string, passwordHash: string, actor: string | null): Promise<boolean>;
  /** Shuts an account out, ending its sessions, or lets it in again; false when there is no such account. */
  setDisabled(name: string, disabled: boolean, actor: string | null): Promise<boolean>;

  /**
   * Counts an attempt to log in before it is decided, so that parallel guesses cannot outrun the count. The count lasts
   * `milliseconds` from the last attempt within the limit.
   */
  countAttempt(key: string, limit: number, milliseconds: number): Promise<LoginAttempts>;
  /** Forgets failed attempts. */
  clearAttempts(key: string): Promise<void>;

  /** Keeps a session under the hash of its token and notes the login. */
  openSession(session: { readonly key: string; readonly account: string; readonly expiresAt: number }): Promise<void>;
  /** The session's account as it is now; null when the session is unknown or has expired, or its account is disabled. */
  findSession(key: string): Promise<{ readonly account: Account; readonly expiresAt: number } | null>;
  /** Moves a session's end. */
  extendSession(key: string, expiresAt: number): Promise<void>;
  closeSession(key: string): Promise<void>;

  /** Notes who did what. Personal numbers are masked. */
  audit(record: NewAuditRecord): Promise<void>;
  /** The latest records, newest first; `before` is the id behind which to go on. */
  auditLog(range: { readonly before?: string; readonly limit: number }): Promise<AuditRecord[]>;
  /** Deletes audit records from before a time, and sessions and attempts that have run out. */
  purge(before: number): Promise<void>;
}
