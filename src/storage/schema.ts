import type { Outcome } from '../domain/turn';
import type { Author } from './store';

/** Columns named `…_json` hold JSON as text, which both databases keep alike; times are milliseconds since 1970. */
export interface Tables {
  conversations: ConversationRow;
  turns: TurnRow;
  activities: ActivityRow;
  feedback: FeedbackRow;
  handoffs: HandoffRow;
  secrets: SecretRow;
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
}

interface HandoffRow {
  conversation: string;
  turn: number;
  contacts_json: string;
  problem: string;
  created_at: number;
}

interface SecretRow {
  name: string;
  value: string;
  created_at: number;
}
