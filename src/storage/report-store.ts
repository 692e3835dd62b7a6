import type { FlowEnd, TurnKind } from '../domain/turn';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** China has one time zone and no summer time. */
const OFFSET_MS = 8 * HOUR_MS;

/** The day in China of a time in milliseconds since 1970: days since 1970-01-01, which is day 0. */
export function chinaDay(at: number): number {
  return Math.floor((at + OFFSET_MS) / DAY_MS);
}

/** When a day begins in China, in milliseconds since 1970. */
export function startOfDay(day: number): number {
  return day * DAY_MS - OFFSET_MS;
}

/** Days as {@link chinaDay} numbers them, both included. */
export interface DayRange {
  readonly first: number;
  readonly last: number;
}

/** Turns of one day, channel and kind; those of the kinds `step` and `other` are not counted. */
export interface TurnCount {
  readonly day: number;
  /** Where they took place, such as `web`; empty when not known. */
  readonly channel: string;
  readonly kind: TurnKind;
  readonly count: number;
}

/** The same turns by what they were about. */
export interface EntryCount {
  readonly kind: TurnKind;
  /** Null for turns about no entry. */
  readonly entry: string | null;
  readonly count: number;
}

/** Conversations that began on one day. */
export interface ConversationCount {
  readonly day: number;
  readonly channel: string;
  readonly count: number;
}

/** Judgements about the answers of one entry. */
export interface JudgementCount {
  readonly entry: string | null;
  readonly solved: number;
  readonly unsolved: number;
}

/** Walks through flows that came to their end at one step in one way; `silent`: the user just wrote no more. */
export interface FlowEndCount {
  readonly flow: string;
  readonly step: string;
  readonly way: FlowEnd | 'silent';
  readonly count: number;
}

/** Turns in which a contact was named. */
export interface ContactCount {
  readonly contact: string;
  readonly count: number;
}

/** What happened in some days, counted. */
export interface ReportCounts {
  readonly turns: readonly TurnCount[];
  readonly entries: readonly EntryCount[];
  readonly conversations: readonly ConversationCount[];
  readonly judgements: readonly JudgementCount[];
  readonly flowEnds: readonly FlowEndCount[];
  /** Most named first. */
  readonly contacts: readonly ContactCount[];
}

/** One wording of users that got no answer. */
export interface UnansweredCount {
  readonly text: string;
  readonly count: number;
  /** How often the desk asked back, and the user judged the answer as no help; the rest it did not know. */
  readonly clarified: number;
  readonly unsolved: number;
  /** Whether it has been taught or put aside since. */
  readonly settled: boolean;
}

/** Counts for the reports. */
export interface ReportStore {
  /** Counts what happened in some days. `now` (milliseconds since 1970) tells which flows may still be going on. */
  counts(range: DayRange, now: number): Promise<ReportCounts>;
  /** The wordings, masked, that most often got no answer, most frequent first; subjects that are not ours are left out. */
  unanswered(range: DayRange, limit: number): Promise<UnansweredCount[]>;
}
