/** An entry that the office writes itself, with its answer in plain words; see the knowledge's README for the parts. */
export interface NewEntry {
  readonly id: string;
  /** Id of an existing topic. */
  readonly topic: string;
  readonly title: string;
  readonly question: string;
  readonly audience: string;
  readonly conclusion: string;
  readonly steps: readonly string[];
  readonly notes: readonly string[];
}

/** One thing to be taught: other wordings of an entry, a new entry with its wordings, or wordings of a subject that is not ours. */
export type Teaching =
  | { readonly kind: 'phrasing'; readonly target: string; readonly texts: readonly string[] }
  | { readonly kind: 'entry'; readonly entry: NewEntry; readonly texts: readonly string[] }
  | { readonly kind: 'elsewhere'; readonly target: string; readonly texts: readonly string[] };

/** What the desk does with a text: the kind of its decision, and the entries that it answers or offers. */
export interface ShownDecision {
  readonly kind: 'answer' | 'clarify' | 'smalltalk' | 'handoff' | 'decline';
  /** Ids of entries; for a declined text the subject that it was taken for. */
  readonly ids: readonly string[];
}

/** An evaluation question whose decision changes. */
export interface QuestionChange {
  readonly text: string;
  /** Ids of the right source items; none for a question that is not ours. */
  readonly gold: readonly string[];
  readonly before: ShownDecision;
  readonly after: ShownDecision;
  /** `broken`: it was right, or at least not wrong, and is wrong now; `worse` and `better` by degrees; `other` is neither. */
  readonly verdict: 'broken' | 'worse' | 'better' | 'other';
}

/** A text of last month's users whose decision changes. */
export interface TurnChange {
  readonly text: string;
  /** How often it was written. */
  readonly count: number;
  readonly before: ShownDecision;
  readonly after: ShownDecision;
}

/** Something in the edited content that `kb check` would call an error. */
export interface TeachingFault {
  /** Where and what, in Chinese. */
  readonly message: string;
  readonly hint: string;
}

/** What a proposal would change, measured by learning the changed content and asking old and new the same. */
export interface TeachingEffect {
  /** Errors of the changed content; when there are any, nothing was asked. */
  readonly faults: readonly TeachingFault[];
  /** The proposal's own wordings. */
  readonly own: readonly { readonly text: string; readonly before: ShownDecision; readonly after: ShownDecision }[];
  /** Wordings that are evaluation questions word for word, which from then on prove nothing. */
  readonly learned: readonly string[];
  /** Evaluation questions; null when there are none beside the content. */
  readonly questions: {
    readonly count: number;
    /** Questions that were and will be rightly answered or declined. */
    readonly right: { readonly before: number; readonly after: number };
    readonly changes: readonly QuestionChange[];
  } | null;
  /** Last month's questions of users; `asked` counts all, `texts` the distinct ones that were asked again. */
  readonly turns: { readonly asked: number; readonly texts: number; readonly changes: readonly TurnChange[] };
}
