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
