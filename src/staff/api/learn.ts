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
