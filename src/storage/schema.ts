import type { FlowEnd, Outcome, TurnKind } from '../domain/turn';
import type { Role } from './accounts-store';
import type { ProposalKind, ProposalStatus, UnansweredKind } from './learning-store';
import type { Author, CaseEnding, CaseStatus } from './store';

/** Columns named `…_json` hold JSON as text, which both databases keep alike; times are milliseconds since 1970. */
export interface Tables {
  conversations: ConversationRow;
  turns: TurnRow;
  activities: ActivityRow;
  feedback: FeedbackRow;
  handoffs: HandoffRow;
  secrets: SecretRow;
  cases: CaseRow;
  flow_ends: FlowEndRow;
  unanswered: UnansweredRow;
  settled: SettledRow;
  proposals: ProposalRow;
  staff_accounts: StaffAccountRow;
  staff_sessions: StaffSessionRow;
  staff_attempts: StaffAttemptRow;
  staff_audit: StaffAuditRow;
}

export interface ConversationRow {
  id: string;
  channel: string;
  user_id: string | null;
  /** Null until the first turn. */
  state_json: string | null;
  /** Counts the writes of the state. */
  version: number;
  /** Sequence number of the last activity. */
  watermark: number;
  outcome: Outcome;
  created_at: number;
  updated_at: number;
  /** The flow that waits for the user, its step, and since when; null when none does. */
  flow_id: string | null;
  flow_step: string | null;
  flow_at: number | null;
}

/** The texts of a turn are its activities: the user's at `sequence`, `replies` of the desk's behind it. */
export interface TurnRow {
  conversation: string;
  /** Version that the state has since this turn. */
  number: number;
  message_id: string;
  sequence: number;
  replies: number;
  /** Kind of the matcher's decision. */
  decision: string | null;
  match_json: string | null;
  flow_id: string | null;
  flow_step: string | null;
  outcome: Outcome;
  contacts_json: string;
  micros: number;
  created_at: number;
  /** Day in China, counted from 1970-01-01. */
  day: number;
  /** The conversation's. */
  channel: string;
  kind: TurnKind;
  /** Entry that the turn was about. */
  entry: string | null;
}

export interface ActivityRow {
  conversation: string;
  sequence: number;
  turn: number | null;
  author: Author;
  text: string;
  choices_json: string | null;
  data_json: string | null;
  created_at: number;
}

interface FeedbackRow {
  conversation: string;
  turn: number;
  solved: 0 | 1;
  reason: string;
  created_at: number;
  /** The turn's. */
  entry: string | null;
}

export interface FlowEndRow {
  conversation: string;
  turn: number;
  flow: string;
  step: string;
  way: FlowEnd;
  created_at: number;
}

interface HandoffRow {
  conversation: string;
  turn: number;
  contacts_json: string;
  problem: string;
  created_at: number;
}

export interface CaseRow {
  conversation: string;
  status: CaseStatus;
  /** The turn that handed off. */
  turn: number;
  problem: string;
  contacts_json: string;
  /** Sequence number up to which staff have read. */
  seen: number;
  /** Account that has it, or had it when it was closed. */
  claimed_by: string | null;
  /** Null while it is open. */
  ending: CaseEnding | null;
  opened_at: number;
  /** Last word of the holder's; null until it is claimed. */
  touched_at: number | null;
  /** When the user began to wait for the holder's next word; null when none is owed. */
  heard_at: number | null;
  closed_at: number | null;
  updated_at: number;
}

export interface UnansweredRow {
  conversation: string;
  turn: number;
  kind: UnansweredKind;
  /** The text without case, space and punctuation. */
  key: string;
  text: string;
  created_at: number;
}

/** A wording that is done with: what was written with it until a time does not count. */
export interface SettledRow {
  key: string;
  until: number;
  /** Null when it was dismissed. */
  proposal: string | null;
  by: string;
  created_at: number;
}

export interface ProposalRow {
  id: string;
  kind: ProposalKind;
  target: string;
  texts_json: string;
  entry_json: string | null;
  status: ProposalStatus;
  proposed_by: string;
  created_at: number;
  decided_by: string | null;
  decided_at: number | null;
  applied_at: number | null;
  fault: string | null;
  /** The content on which the effect was measured. */
  effect_stamp: string | null;
  effect_json: string | null;
}

interface SecretRow {
  name: string;
  value: string;
  created_at: number;
}

export interface StaffAccountRow {
  name: string;
  role: Role;
  password_hash: string;
  disabled: 0 | 1;
  created_at: number;
  login_at: number | null;
}

interface StaffSessionRow {
  /** Hash of the token. */
  key: string;
  account: string;
  expires_at: number;
}

interface StaffAttemptRow {
  /** Hash of the name: what is typed there may be a password. */
  key: string;
  failures: number;
  until: number;
}

interface StaffAuditRow {
  /** Begins with the time. */
  id: string;
  at: number;
  actor: string | null;
  action: string;
  target: string;
  detail_json: string | null;
}
