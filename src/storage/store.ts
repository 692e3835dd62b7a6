import type { MatchResult } from '../domain/decision';
import type { Outcome, PlainData, Reply, TurnSummary } from '../domain/turn';

/** A stored value with the version it was read at. */
export interface Versioned<T> {
  readonly value: T;
  /** Counts the writes; 0 when nothing has been stored yet. */
  readonly version: number;
}

/** Somebody else has written since the value was read. */
export class VersionConflict extends Error {
  constructor(readonly key: string) {
    super(`conversation ${key} was changed by another turn`);
  }
}

/** There is no conversation of this id. */
export class UnknownConversation extends Error {
  constructor(readonly conversation: string) {
    super(`no conversation ${conversation}`);
  }
}

/** An id that cannot be stored: empty, longer than {@link MAX_ID_LENGTH}, or with control characters. */
export class InvalidId extends Error {
  constructor(readonly id: string) {
    super('an id must have 1 to 200 characters and no control characters');
  }
}

/** Characters that the id of a conversation, a message or a user may have. */
export const MAX_ID_LENGTH = 200;

/** Whether an id from outside can be stored; channels refuse the others. */
export function isStorableId(id: string): boolean {
  return id.length > 0 && id.length <= MAX_ID_LENGTH && !/[\u0000-\u001f\u007f]/.test(id) && id.isWellFormed();
}

/** What happened in one turn, to be stored with the state that it left behind. */
export interface TurnRecord {
  /** The sender's id of the message; unique in its conversation. */
  readonly messageId: string;
  /** What the user wrote. */
  readonly text: string;
  /** What came with the user's text, such as pictures; null when nothing. */
  readonly data: PlainData | null;
  /** The matcher's decision with its candidates and their evidence; null when it was not asked (a command, a step of a flow). */
  readonly match: MatchResult | null;
  readonly replies: readonly Reply[];
  /** The flow that waits for the user, and its step; null when none does. */
  readonly flow: { readonly id: string; readonly step: string } | null;
  readonly outcome: Outcome;
  /** Ids of the contacts named in the replies. */
  readonly contacts: readonly string[];
  /** Microseconds that finding the replies took. */
  readonly micros: number;
}

/** A turn as it lies in the store, personal numbers masked. */
export interface StoredTurn extends TurnRecord {
  /** Counts the writes of the conversation; names the turn in it. */
  readonly number: number;
  /** Sequence number of the user's activity; those of the replies follow without a gap. */
  readonly sequence: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A conversation that was sent to people. */
export interface HandoffRecord {
  /** Ids of the contacts it was sent to, the main one first. */
  readonly contacts: readonly string[];
  /** What the user first said of the problem. */
  readonly problem: string;
}

/** Where a conversation that was handed off stands with the people: in the queue, with one of them, or done. */
export type CaseStatus = 'waiting' | 'claimed' | 'closed';

/** How a case ended: settled, given back to the desk, or given up by the user. */
export type CaseEnding = 'solved' | 'handed-back' | 'left';

/** What a turn has to know of the conversation's case. Times are milliseconds since 1970. */
export type CaseState =
  | { readonly status: 'waiting' }
  | {
      readonly status: 'claimed';
      /** The last word of the person who has it. */
      readonly touchedAt: number;
      /** When the user began to wait for the next one; null when none is owed. */
      readonly heardAt: number | null;
    }
  | { readonly status: 'closed'; readonly ending: CaseEnding };

/**
 * What a turn does to an open case, beside opening one: `heard`, the user said something; `returned`, the person who has
 * it stayed silent and it goes back to the queue; `left` and `solved`, the user needs nobody any more.
 */
export type CaseChange = 'heard' | 'returned' | 'left' | 'solved';

/** A state with what the turn has to know beside it. */
export interface LoadedState<T> extends Versioned<T> {
  /** The conversation's case; left out when it never was handed off. */
  readonly held?: CaseState;
}

/** One turn with everything that is written at once. */
export interface TurnCommit<T> {
  readonly conversation: string;
  /** Where the conversation takes place, such as `web`; kept when it begins. */
  readonly channel: string;
  readonly state: T;
  /** Version that the state was read at; 0 for a new one. */
  readonly version: number;
  readonly turn: TurnRecord;
  /** Set when this turn sent the conversation to people; opens its case. */
  readonly handoff: HandoffRecord | null;
  /** What the turn does to a case that is open; left out when none is. */
  readonly held?: CaseChange;
  /** What the reports count; left out for a turn of which they count nothing but that it was. */
  readonly summary?: TurnSummary;
}

/** What the conversation engine needs of a store. Ids that cannot be stored are refused with {@link InvalidId}. */
export interface ConversationStore<T> {
  /** The stored state; null when there is none. */
  load(conversation: string): Promise<LoadedState<T> | null>;
  /** Stores a state read at `version` (0 for a new one) without a turn. Rejects with {@link VersionConflict} when it has changed since. */
  save(conversation: string, state: T, version: number): Promise<void>;
  /** The turn that a message has brought; null when the message has not been seen. */
  findTurn(conversation: string, messageId: string): Promise<StoredTurn | null>;
  /**
   * Writes state, turn, activities and hand-off in one transaction, lasting when it resolves, and tells the subscribers.
   * Rejects with {@link VersionConflict}, having written nothing, when the state has changed since or the message has
   * been seen; the caller then loads the state and looks for the turn again.
   */
  commitTurn(commit: TurnCommit<T>): Promise<StoredTurn>;
}

/** Who speaks: `desk` is the program, `system` tells of events, such as a person taking over. */
export type Author = 'user' | 'desk' | 'staff' | 'system';

/** One message of a conversation, from whomever. */
export interface StoredActivity {
  /** Counts from 1 in its conversation, without gaps; the watermark. */
  readonly sequence: number;
  readonly author: Author;
  readonly text: string;
  /** Quick replies; empty but for the desk. */
  readonly choices: readonly string[];
  readonly data: PlainData | null;
  /** The turn it belongs to; null for messages outside of turns. */
  readonly turn: number | null;
  /** The sender's id, for the user's messages; null for the others. */
  readonly messageId: string | null;
  /** Sequence number of the user's message that it answers; null for messages that answer none. */
  readonly answers: number | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A message outside of turns. */
export interface NewActivity {
  readonly author: 'desk' | 'staff' | 'system';
  readonly text: string;
  readonly choices?: readonly string[];
  readonly data?: PlainData;
}

/** A conversation's head. */
export interface ConversationInfo {
  readonly id: string;
  readonly channel: string;
  /** Who talks, by the channel's id, without any name; null when the channel does not know. */
  readonly user: string | null;
  readonly outcome: Outcome;
  /** Sequence number of the last activity; 0 when there is none. */
  readonly watermark: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** When something was last written, in milliseconds since 1970. */
  readonly updatedAt: number;
}

/** How much was deleted. */
export interface PurgeCounts {
  readonly conversations: number;
  readonly turns: number;
  readonly messages: number;
}

/** What lies in the store. */
export interface StoreStats {
  readonly conversations: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly turns: number;
  readonly messages: number;
  /** Turns by the kind of the matcher's decision; `none` counts those in which it was not asked. */
  readonly decisions: Readonly<Record<string, number>>;
  readonly feedback: { readonly solved: number; readonly unsolved: number };
  readonly handoffs: number;
  /** Time of the first and the last message, in milliseconds since 1970; null when there is none. */
  readonly oldest: number | null;
  readonly newest: number | null;
}

/** One line of an export; a conversation comes before its turns and messages, times are ISO 8601 in UTC. */
export type ExportRecord =
  | {
      readonly kind: 'conversation';
      readonly conversation: string;
      readonly channel: string;
      readonly user: string | null;
      readonly outcome: Outcome;
      readonly createdAt: string;
      readonly updatedAt: string;
    }
  | ({
      readonly kind: 'turn';
      readonly conversation: string;
      readonly at: string;
      readonly feedback: { readonly solved: boolean; readonly reason: string; readonly at: string } | null;
      readonly handoff: HandoffRecord | null;
    } & Omit<StoredTurn, 'at'>)
  | {
      readonly kind: 'message';
      readonly conversation: string;
      readonly at: string;
      readonly sequence: number;
      readonly author: Author;
      readonly text: string;
      readonly choices: readonly string[];
      readonly data: PlainData | null;
    };

/**
 * Everything that is kept of conversations. Personal numbers are masked before they are written. Every write is lasting
 * when its promise resolves.
 */
export interface DeskStore<T> extends ConversationStore<T> {
  /** Opens a conversation; false, changing nothing, when there is one of this id. */
  createConversation(conversation: { readonly id: string; readonly channel: string; readonly user: string | null }): Promise<boolean>;
  /** The head of a conversation; null when there is none. */
  conversation(id: string): Promise<ConversationInfo | null>;
  /** Adds a message outside of turns and tells the subscribers. Rejects with {@link UnknownConversation}. */
  addActivity(conversation: string, activity: NewActivity): Promise<StoredActivity>;
  /** The last `limit` activities, or the last before the sequence number `before`; oldest first. */
  history(conversation: string, page: { readonly before?: number; readonly limit: number }): Promise<StoredActivity[]>;
  /** The first `limit` (500) activities behind the watermark, oldest first. */
  activitiesAfter(conversation: string, watermark: number, limit?: number): Promise<StoredActivity[]>;
  /** Keeps the user's judgement of a turn, in place of an earlier one; false when there is no such turn. */
  feedback(conversation: string, turn: number, solved: boolean, reason: string): Promise<boolean>;
  /** Deletes what is older than `before` (milliseconds since 1970): messages, turns, and conversations idle since. */
  purge(before: number): Promise<PurgeCounts>;
  stats(): Promise<StoreStats>;
  /** Everything, conversation by conversation. */
  export(): AsyncIterable<ExportRecord>;
  /** A random key of 256 bits in base64url, made when first asked for, the same for every process on this store. */
  secret(name: string): Promise<string>;
  /** Rejects when the store does not answer. */
  ping(): Promise<void>;
  /** Ends all work with the store; writes under way are finished. */
  close(): Promise<void>;
}

/** Tells when a conversation has new activities; what they are is read from the store. */
export interface ActivityFeed {
  /** Tells the subscribers in every process. Never fails: a subscriber that missed it catches up at the next one. */
  publish(conversation: string): void;
  /** Calls the listener after each change, until the function returned is called. Listeners must not throw. */
  subscribe(conversation: string, listener: () => void): () => void;
  close(): Promise<void>;
}
