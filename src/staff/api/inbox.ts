/** A conversation of the inbox. Times are milliseconds since 1970. */
export interface CaseItem {
  readonly conversation: string;
  /** Where it takes place, such as `web`. */
  readonly channel: string;
  readonly status: 'waiting' | 'claimed' | 'closed';
  /** Account that has it or, once it is closed, had it; null when none did. */
  readonly holder: string | null;
  /** How it ended; null while it is open. */
  readonly ending: 'solved' | 'handed-back' | 'left' | null;
  /** What the user first said of the problem. */
  readonly problem: string;
  /** Names of the contacts the user was sent to. */
  readonly contacts: readonly string[];
  readonly openedAt: number;
  /** When the user began to wait for a word of the holder's; null when none is owed. */
  readonly heardAt: number | null;
  readonly updatedAt: number;
  /** Messages that staff have not seen. */
  readonly unread: number;
  readonly last: { readonly author: CaseMessage['author']; readonly text: string } | null;
}

/** GET inbox/cases?status=…&mine=1&channel=…&after=…: latest change first. */
export interface CasesResponse {
  readonly cases: readonly CaseItem[];
  /** To ask for the next page with; null at the end. */
  readonly next: string | null;
  readonly counts: { readonly waiting: number; readonly claimed: number; readonly mine: number; readonly unread: number };
}

/** One line of a conversation. */
export interface CaseMessage {
  /** Counts from 1 in its conversation. */
  readonly sequence: number;
  readonly author: 'user' | 'desk' | 'staff' | 'system';
  /** Account that wrote it, for staff. */
  readonly by: string | null;
  readonly text: string;
  /** Quick replies that stood below it. */
  readonly choices: readonly string[];
  /** Addresses of pictures, relative to the folder above `staff/`. */
  readonly pictures: readonly string[];
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A question of a walk-through and what the user said to it; null when the walk-through was left there. */
export interface CaseStep {
  readonly flow: string;
  readonly question: string;
  readonly answer: string | null;
}

/** GET inbox/cases/ID: one case with its newest messages. */
export interface CaseResponse {
  readonly case: CaseItem;
  /** Oldest first. */
  readonly messages: readonly CaseMessage[];
  /** Whether there are messages before these. */
  readonly earlier: boolean;
  readonly path: readonly CaseStep[];
  /** The 咨询单 that the user was given; empty when there was none. */
  readonly slip: string;
}

/** GET inbox/cases/ID/messages?before=SEQUENCE or ?after=SEQUENCE, oldest first. */
export interface CaseMessagesResponse {
  readonly messages: readonly CaseMessage[];
  /** Whether there are messages before these; with `after`, behind them. */
  readonly more: boolean;
}

/** Body of POST inbox/cases/ID/claim; `from` takes the case over from a colleague. */
export interface ClaimRequest {
  readonly from?: string;
}

/** Body of POST inbox/cases/ID/reply. */
export interface ReplyRequest {
  /** Made by the page, the same when the message is sent again. */
  readonly id: string;
  readonly text: string;
}

/** Answer to POST inbox/cases/ID/claim, reply, back and close. */
export interface CaseActionResponse {
  readonly message: CaseMessage;
}

/** Body of POST inbox/cases/ID/seen: the last message that was seen. */
export interface SeenRequest {
  readonly sequence: number;
}

/** GET inbox/canned?q=: answers of the knowledge as one would send them, the likeliest first. */
export interface CannedResponse {
  readonly replies: readonly { readonly id: string; readonly title: string; readonly text: string }[];
}
