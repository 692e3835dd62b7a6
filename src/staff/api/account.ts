/** What an account may do; each role includes those before it. */
export type Role = 'answer' | 'teach' | 'admin';

/** Why the staff desk refuses a request, or fails at it. */
export type RefusalCode =
  | 'SignedOut'
  | 'WrongRole'
  | 'Forged'
  | 'WrongLogin'
  | 'Locked'
  | 'Busy'
  | 'BadRequest'
  | 'NotFound'
  | 'OwnAccount'
  | 'TooLong'
  | 'WeakPassword'
  | 'WrongPassword'
  | 'Personal'
  | 'NothingTaught'
  | 'UnknownTarget'
  | 'NotMeasured'
  | 'FaultyProposal'
  | 'NotWritable';

/** Answer to a refused request, with a sentence for people in Chinese. */
export interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
}

/** Who is signed in. */
export interface SignedIn {
  readonly name: string;
  readonly role: Role;
  /** To be sent as header `x-csrf-token` with everything but GET. */
  readonly csrf: string;
}

/** GET session, and POST login. */
export interface SessionResponse {
  /** Null when nobody is signed in. */
  readonly account: SignedIn | null;
  /** False while there is no account at all. */
  readonly ready: boolean;
}

/** Body of POST login. */
export interface LoginRequest {
  readonly name: string;
  readonly password: string;
}

/** Body of POST password. */
export interface PasswordRequest {
  readonly present: string;
  readonly next: string;
}

/** An account in the list for administrators. Times are milliseconds since 1970. */
export interface AccountItem {
  readonly name: string;
  readonly role: Role;
  readonly disabled: boolean;
  readonly createdAt: number;
  readonly loginAt: number | null;
}

/** GET accounts. */
export interface AccountsResponse {
  readonly accounts: readonly AccountItem[];
}

/** Body of POST accounts/NAME: what is to change. */
export interface AccountChange {
  readonly role?: Role;
  readonly disabled?: boolean;
}

/** Somebody has done something. */
export interface AuditItem {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Null for a command on the server. */
  readonly actor: string | null;
  readonly action: string;
  readonly target: string;
  readonly detail: Readonly<Record<string, unknown>> | null;
}

/** GET audit?before=ID. */
export interface AuditResponse {
  readonly records: readonly AuditItem[];
  /** Id to ask for the next page with; null at the end. */
  readonly next: string | null;
}
