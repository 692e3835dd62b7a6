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

/** Body of POST assist: what was pasted, and whether drafts begin with "@name ". */
export interface AssistRequest {
  readonly text: string;
  readonly mention: boolean;
}

/** An entry of the knowledge that may answer a question of a group. */
export interface AssistAnswer {
  readonly id: string;
  readonly title: string;
  readonly source: readonly string[];
  /** 0 to 1. */
  readonly confidence: number;
}

/** A question found in a chat, with the draft of a reply. */
export interface AssistQuestion {
  readonly text: string;
  /** Every way it was put, `text` among them. */
  readonly wordings: readonly string[];
  /** Who asked; empty when the copy names nobody. */
  readonly by: readonly string[];
  readonly decision: 'answer' | 'clarify' | 'decline';
  readonly answers: readonly AssistAnswer[];
  readonly draft: string;
  /** Why the desk thinks so, the strongest reason first. */
  readonly reason: readonly string[];
  readonly runnersUp: readonly (AssistAnswer & { readonly draft: string })[];
  /** The screen message recognised; null when none. */
  readonly screen: string | null;
}

/** Answer to POST assist. */
export interface AssistResponse {
  /** How many messages the text was read as. */
  readonly messages: number;
  readonly questions: readonly AssistQuestion[];
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

/** Questions of users by what the desk did with them. */
export interface QuestionCounts {
  /** Answered at once. */
  readonly answered: number;
  /** Taken through a flow. */
  readonly guided: number;
  /** Asked back which problem was meant. */
  readonly clarified: number;
  /** Not ours, or not known. */
  readonly declined: number;
}

/** What a report counts of some turns. */
export interface ReportCounters extends QuestionCounts {
  /** Conversations sent to people. */
  readonly handoffs: number;
}

/** The sums of a report's days. */
export interface ReportTotals extends ReportCounters {
  /** Conversations that began. */
  readonly conversations: number;
  /** Questions asked back about of which an answer was then picked. */
  readonly chosen: number;
  /** Judgements of users. */
  readonly solved: number;
  readonly unsolved: number;
}

/** GET reports?from=2026-11-01&to=2026-11-30, and what reports/sheet makes an Excel file of. Days are those of China. */
export interface ReportResponse {
  readonly from: string;
  readonly to: string;
  readonly totals: ReportTotals;
  /** Of as many days before. */
  readonly before: ReportTotals;
  /** Every day, oldest first. */
  readonly days: readonly (ReportCounters & { readonly day: string; readonly conversations: number })[];
  /** Most asked first. */
  readonly topics: readonly (ReportCounters & { readonly title: string; readonly solved: number; readonly unsolved: number })[];
  /** Entries asked for most, most asked first. */
  readonly entries: readonly {
    readonly title: string;
    readonly topic: string;
    readonly questions: number;
    readonly solved: number;
    readonly unsolved: number;
  }[];
  readonly channels: readonly (ReportCounters & { readonly name: string; readonly conversations: number })[];
  /** Walks through flows, by how they ended; most walked first. */
  readonly flows: readonly {
    readonly title: string;
    readonly walks: number;
    readonly solved: number;
    /** Came to the last step with the problem open. */
    readonly open: number;
    readonly handoffs: number;
    /** Broken off: by the user's wish, for another problem, or in silence. */
    readonly left: number;
  }[];
  /** Steps at which flows are left, most often first. */
  readonly steps: readonly {
    readonly flow: string;
    /** What the desk asks there. */
    readonly step: string;
    readonly quit: number;
    readonly switched: number;
    readonly silent: number;
    readonly handoffs: number;
  }[];
  /** Wordings that most often got no answer, personal numbers masked. */
  readonly unanswered: readonly {
    readonly text: string;
    readonly count: number;
    readonly clarified: number;
    readonly unsolved: number;
    /** Whether it has been taught or put aside since. */
    readonly settled: boolean;
  }[];
  /** Turns in which a contact was named, most named first. */
  readonly contacts: readonly { readonly name: string; readonly count: number }[];
}

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

/** Why a question counts as unanswered; `elsewhere` was taken for a subject that is not ours. */
export type UnansweredKind = 'decline' | 'unsolved' | 'clarify' | 'elsewhere';

/** An entry by what people call it. */
export interface EntryName {
  readonly id: string;
  readonly title: string;
}

/** What the desk says to a text: the kind of its decision, and the entries or the subject that it names. */
export interface LearnDecision {
  readonly kind: 'answer' | 'clarify' | 'smalltalk' | 'handoff' | 'decline';
  readonly names: readonly EntryName[];
}

/** Questions that are alike and got no answer. */
export interface LearnGroup {
  /** Names it as long as its first wording stays the most frequent. */
  readonly id: string;
  /** The most frequent wording. */
  readonly text: string;
  /** How often in the period, and in the one before. */
  readonly count: number;
  readonly earlier: number;
  readonly kinds: Readonly<Record<UnansweredKind, number>>;
  readonly wordings: number;
  /** Some more wordings. */
  readonly samples: readonly string[];
  /** Last time, in milliseconds since 1970. */
  readonly at: number;
  /** What the desk would say today. */
  readonly now: LearnDecision;
}

/** GET learn/groups?days=…&kinds=…&from=…: most frequent first. */
export interface LearnGroupsResponse {
  readonly groups: readonly LearnGroup[];
  /** Groups in all. */
  readonly total: number;
  /** Number of the first group of the next page; null at the end. */
  readonly next: number | null;
  /** Whether there are more wordings than were looked at. */
  readonly cut: boolean;
  /** How often anything counted, in the period and in the one before. */
  readonly asked: number;
  readonly earlier: number;
}

/** One wording of a group. */
export interface LearnWording {
  readonly key: string;
  readonly text: string;
  readonly count: number;
  readonly kinds: Readonly<Record<UnansweredKind, number>>;
  /** Why it cannot be written to the files as it is; null when it can. */
  readonly personal: string | null;
}

/** GET learn/group?days=…&kinds=…&id=… */
export interface LearnGroupResponse {
  readonly group: LearnGroup;
  readonly wordings: readonly LearnWording[];
  /** The likeliest entries, and subjects that are not ours. */
  readonly entries: readonly EntryName[];
  readonly subjects: readonly EntryName[];
}

/** GET learn/names: what a proposal can be about. */
export interface LearnNamesResponse {
  readonly topics: readonly EntryName[];
  readonly subjects: readonly EntryName[];
}

/** GET learn/entries?q=…: entries that a text may mean, the likeliest first. */
export interface LearnEntriesResponse {
  readonly entries: readonly EntryName[];
}

/** Body of POST learn/dismiss. */
export interface DismissRequest {
  readonly keys: readonly string[];
}

/** A new entry as a teacher writes it. */
export interface EntryDraft {
  readonly topic: string;
  readonly title: string;
  readonly question: string;
  readonly audience: string;
  readonly conclusion: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
}

/** Body of POST learn/proposals; `keys` are the wordings that are done with by it. */
export type ProposeRequest = {
  readonly texts: readonly string[];
  readonly keys: readonly string[];
} & ({ readonly kind: 'phrasing' | 'elsewhere'; readonly target: string } | { readonly kind: 'entry'; readonly entry: EntryDraft });

/** Answer to POST learn/proposals. */
export interface ProposeResponse {
  readonly id: string;
}

/** Something that is to be taught. Times are milliseconds since 1970. */
export interface ProposalItem {
  readonly id: string;
  readonly kind: 'phrasing' | 'entry' | 'elsewhere';
  readonly target: EntryName;
  readonly texts: readonly string[];
  /** What the new entry says; null unless one is proposed. */
  readonly entry: EntryDraft | null;
  readonly status: 'proposed' | 'accepted' | 'applied' | 'rejected';
  readonly by: string;
  readonly createdAt: number;
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly appliedAt: number | null;
  /** Why it could not be written to the files. */
  readonly fault: string | null;
  /** Evaluation questions that it would break; null when that is not known for the present content. */
  readonly broken: number | null;
}

/** GET learn/proposals. */
export interface ProposalsResponse {
  /** Those that wait for a decision or for being written, then the latest others. */
  readonly proposals: readonly ProposalItem[];
  /** Whether the server can write the content files. */
  readonly writable: boolean;
}

/** A text with what the desk says to it before and after. */
export interface EffectChange {
  readonly text: string;
  readonly before: LearnDecision;
  readonly after: LearnDecision;
}

/** An evaluation question whose decision changes; `broken` was right and will not be. */
export interface QuestionEffect extends EffectChange {
  /** What is right; none for a question that is not ours. */
  readonly right: readonly EntryName[];
  readonly verdict: 'broken' | 'worse' | 'better' | 'other';
}

/** What a proposal would change. */
export interface EffectView {
  /** Names the content that it was measured on; to be sent along when the proposal is accepted. */
  readonly stamp: string;
  /** Errors that keep it from being written. */
  readonly faults: readonly { readonly message: string; readonly hint: string }[];
  readonly own: readonly EffectChange[];
  /** Wordings that are evaluation questions word for word. */
  readonly learned: readonly string[];
  /** Null when no evaluation questions lie beside the content. */
  readonly questions: {
    readonly count: number;
    readonly rightBefore: number;
    readonly rightAfter: number;
    readonly changes: readonly QuestionEffect[];
  } | null;
  /** What users asked in the last 30 days: `asked` in all, `texts` distinct ones asked again. */
  readonly turns: {
    readonly asked: number;
    readonly texts: number;
    readonly changes: readonly (EffectChange & { readonly count: number })[];
  };
}

/** How the measuring of an effect stands. */
export type MeasureState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting'; readonly before: number }
  | { readonly kind: 'running'; readonly step: 'reading' | 'learning' | 'questions' | 'turns'; readonly share: number }
  | { readonly kind: 'failed'; readonly message: string };

/** GET learn/proposals/ID. */
export interface ProposalResponse {
  readonly proposal: ProposalItem;
  /** Null when it has not been measured, or the content has changed since. */
  readonly effect: EffectView | null;
  readonly measuring: MeasureState;
}

/** Body of POST learn/proposals/ID/accept. */
export interface AcceptRequest {
  /** The effect that was looked at. */
  readonly stamp: string;
}

/** Answer to POST learn/apply. */
export type ApplyResponse =
  | {
      readonly kind: 'applied';
      readonly proposals: number;
      readonly files: readonly { readonly path: string; readonly created: boolean; readonly added: number }[];
      readonly commit: string;
    }
  | { readonly kind: 'refused'; readonly faults: readonly { readonly proposal: string | null; readonly message: string }[] };
