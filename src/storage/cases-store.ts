import type { Author, CaseEnding, CaseStatus, StoredActivity } from './store';

/** Key under which the feed tells of every change of the inbox. */
export const INBOX = 'inbox';

/** A conversation that was handed off. Times are milliseconds since 1970. */
export interface StoredCase {
  readonly conversation: string;
  readonly channel: string;
  readonly status: CaseStatus;
  /** What the user first said of the problem. */
  readonly problem: string;
  /** Ids of the contacts the user was sent to, the main one first. */
  readonly contacts: readonly string[];
  /** The turn that handed off. */
  readonly turn: number;
  /** Account that has it; for a closed one that had it, null when none did. */
  readonly holder: string | null;
  /** How it ended; null while it is open. */
  readonly ending: CaseEnding | null;
  readonly openedAt: number;
  /** When the user began to wait for a word of the holder's; null when none is owed. */
  readonly heardAt: number | null;
  readonly closedAt: number | null;
  readonly updatedAt: number;
  /** Messages of the user's that staff have not seen. */
  readonly unread: number;
  /** Sequence number of the conversation's last activity. */
  readonly watermark: number;
  /** The conversation's last message; null when it was purged. */
  readonly last: { readonly author: Author; readonly text: string; readonly at: number } | null;
}

/** Which cases are listed, latest change first. */
export interface CaseQuery {
  readonly status: CaseStatus;
  /** Only those of this account; everybody's when left out. */
  readonly account?: string;
  /** Only those of this channel; every channel's when left out. */
  readonly channel?: string;
  /** Only those behind this one in the list. */
  readonly after?: Pick<StoredCase, 'updatedAt' | 'conversation'>;
  readonly limit: number;
}

/** What became of an attempt; one that came too late says how the case stands. */
export type CaseResult =
  { readonly ok: true; readonly activity: StoredActivity } | { readonly ok: false; readonly found: StoredCase | null };

/** What came before a hand-off. */
export interface CaseBackground {
  /** The turns up to the hand-off, oldest first: what the user said, and the step of a flow that waited for him then. */
  readonly turns: readonly { readonly text: string; readonly flow: { readonly id: string; readonly step: string } | null }[];
  /** What the desk said at the hand-off. */
  readonly replies: readonly string[];
}

/** Open cases by status. */
export interface CaseCounts {
  readonly waiting: number;
  readonly claimed: number;
  /** Claimed by one account. */
  readonly mine: number;
  /** Messages in that account's cases that it has not seen. */
  readonly unread: number;
}

/**
 * The inbox. Cases are opened by the turns that hand off. Everything here that changes who speaks also changes the
 * conversation's version, so that a turn under way is tried again and finds out. Lines are what the users read of it.
 */
export interface CasesStore {
  list(query: CaseQuery): Promise<StoredCase[]>;
  counts(account: string): Promise<CaseCounts>;
  find(conversation: string): Promise<StoredCase | null>;
  /** What came before the turn that handed off, at most so many turns of it. */
  background(found: Pick<StoredCase, 'conversation' | 'turn'>, limit: number): Promise<CaseBackground>;
  /** Gives a waiting case to a member of staff or, with `from`, one that this account has. */
  claim(conversation: string, account: string, line: string, from?: string): Promise<CaseResult>;
  /** A word of the holder's; the same message id again changes nothing. */
  reply(conversation: string, account: string, message: { readonly id: string; readonly text: string }): Promise<CaseResult>;
  /** Ends the holder's work on a case, or closes a waiting one; `solved` also settles the conversation. */
  end(conversation: string, account: string, ending: 'solved' | 'handed-back', line: string): Promise<CaseResult>;
  /** Puts a case whose user has waited since `heardAt` back into the queue. */
  putBack(conversation: string, heardAt: number, line: string): Promise<CaseResult>;
  /** Claimed cases whose users have waited since before a time. */
  overdue(before: number): Promise<{ readonly conversation: string; readonly heardAt: number }[]>;
  /** Marks messages as seen, for a waiting case or one of the account's own. */
  seen(conversation: string, account: string, sequence: number): Promise<void>;
}
