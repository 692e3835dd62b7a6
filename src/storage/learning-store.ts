import type { NewEntry, TeachingEffect } from '../domain/teaching';

/**
 * Why a question counts as unanswered: the desk did not know it (`decline`), took it for a subject that is not ours
 * (`elsewhere`), asked back (`clarify`), or the user judged the answer as no help (`unsolved`).
 */
export type UnansweredKind = 'decline' | 'elsewhere' | 'clarify' | 'unsolved';

/** The kinds, in the order in which they are shown. */
export const UNANSWERED_KINDS: readonly UnansweredKind[] = ['decline', 'unsolved', 'clarify', 'elsewhere'];

/** One wording of users that got no answer, personal numbers masked, counted over a period and the one before. */
export interface UnansweredText {
  /** The wording without case, space and punctuation; tells wordings apart. */
  readonly key: string;
  readonly text: string;
  /** How often in the period, by kind. */
  readonly kinds: Readonly<Record<UnansweredKind, number>>;
  /** How often in the period before. */
  readonly earlier: number;
  /** Last time, in milliseconds since 1970. */
  readonly at: number;
}

/** What is looked at: from `middle` until `to`, compared with from `from` until `middle`; milliseconds since 1970. */
export interface UnansweredPeriod {
  /** Nothing else is counted. */
  readonly kinds: readonly UnansweredKind[];
  readonly from: number;
  readonly middle: number;
  readonly to: number;
}

/** `phrasing`: more wordings of an entry; `entry`: a new one; `elsewhere`: wordings of a subject that is not ours. */
export type ProposalKind = 'phrasing' | 'entry' | 'elsewhere';

/** `proposed` waits for a decision, `accepted` for being written to the files. */
export type ProposalStatus = 'proposed' | 'accepted' | 'applied' | 'rejected';

/** Something to be taught. */
export interface NewProposal {
  readonly kind: ProposalKind;
  /** Id of the entry, or of the subject that is not ours; of the new entry where there is one. */
  readonly target: string;
  /** The wordings to be written to the files. */
  readonly texts: readonly string[];
  /** The new entry; null unless one is proposed. */
  readonly entry: NewEntry | null;
  /** Keys of the users' wordings that are done with by this; they come back when it is rejected. */
  readonly keys: readonly string[];
  /** Name of the account. */
  readonly by: string;
}

/** A proposal as it lies in the store. Times are milliseconds since 1970. */
export interface Proposal extends Omit<NewProposal, 'keys'> {
  readonly id: string;
  readonly status: ProposalStatus;
  readonly createdAt: number;
  /** Who accepted or rejected it; null while nobody has. */
  readonly decidedBy: string | null;
  readonly decidedAt: number | null;
  readonly appliedAt: number | null;
  /** Why it could not be written to the files at the last try; null when it was not tried or could. */
  readonly fault: string | null;
  /** What it would change, and the content on which that was measured; null when it was not yet. */
  readonly effect: { readonly stamp: string; readonly found: TeachingEffect } | null;
}

/** Users' texts, each with how often it was written. */
export interface AskedTexts {
  /** Most frequent first. */
  readonly texts: readonly { readonly text: string; readonly count: number }[];
  /** How often anything was asked, also what the limit leaves out. */
  readonly asked: number;
}

/** Questions that got no answer, and what is proposed to be taught for them. Texts are masked before they are written. */
export interface LearningStore {
  /** Wordings that got no answer and are not done with, most frequent first, at most `limit`. */
  unanswered(period: UnansweredPeriod, limit: number): Promise<UnansweredText[]>;
  /** Takes wordings off the list for good. */
  dismiss(keys: readonly string[], by: string): Promise<void>;
  /** Keeps a proposal and takes its wordings off the list until it is rejected. */
  propose(proposal: NewProposal): Promise<Proposal>;
  /** Proposals of some status, newest first. */
  proposals(statuses: readonly ProposalStatus[], limit: number): Promise<Proposal[]>;
  /** Null when there is none of this id. */
  proposal(id: string): Promise<Proposal | null>;
  /**
   * Accepts a proposal that waits for it, or rejects one that has not been applied, whose wordings come back to the list;
   * false, changing nothing, for any other.
   */
  decide(id: string, status: 'accepted' | 'rejected', by: string): Promise<boolean>;
  /** Notes that accepted proposals stand in the files; their wordings count as unanswered again from now on. */
  markApplied(ids: readonly string[]): Promise<void>;
  /** Notes why a proposal could not be written. */
  noteFault(id: string, fault: string): Promise<void>;
  /** Keeps what a proposal would change. */
  noteEffect(id: string, stamp: string, found: TeachingEffect): Promise<void>;
  /** What users have asked since a time (milliseconds since 1970), at most `limit` texts. */
  asked(since: number, limit: number): Promise<AskedTexts>;
  /** Deletes decided proposals and marks of wordings from before a time. */
  purge(before: number): Promise<void>;
}
