/** How a conversation stands: `escalated` once the desk has sent the user to a contact as the way on. */
export type Outcome = 'open' | 'resolved' | 'escalated';

/**
 * What the desk did in a turn, as the reports count it. Questions: `answer`, `guide` (a flow was started), `clarify` (asked
 * back), `decline`. The rest: `choice` (one of the entries asked back about was picked and given), `handoff` (sent to people),
 * `step` (of a running flow), `other` (commands, buttons, small talk).
 */
export type TurnKind = 'answer' | 'guide' | 'clarify' | 'decline' | 'choice' | 'handoff' | 'step' | 'other';

/**
 * How a walk through a flow came to its end: with the problem `solved`, at its last step with the problem `open`, `handoff`
 * to people, by the user's wish to `quit`, or by a `switch` to another problem.
 */
export type FlowEnd = 'solved' | 'open' | 'handoff' | 'quit' | 'switch';

/** What the reports count of a turn. */
export interface TurnSummary {
  readonly kind: TurnKind;
  /** The entry that it was about; null when none. */
  readonly entry: string | null;
  /** The flow that ended in this turn, with the step at which the user was; null when none did. */
  readonly ended: { readonly flow: string; readonly step: string; readonly way: FlowEnd } | null;
}

/** One message of the desk, with the choices it offers as quick replies. */
export interface Reply {
  readonly text: string;
  readonly choices: readonly string[];
  /** What a channel may show beside the text, as plain JSON; left out when there is nothing. */
  readonly data?: PlainData;
}

/** Plain JSON, kept as it is but for personal numbers in its texts. */
export type PlainData = Readonly<Record<string, unknown>>;
