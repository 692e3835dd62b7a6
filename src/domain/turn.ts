/** How a conversation stands: `escalated` once the desk has sent the user to a contact as the way on. */
export type Outcome = 'open' | 'resolved' | 'escalated';

/** One message of the desk, with the choices it offers as quick replies. */
export interface Reply {
  readonly text: string;
  readonly choices: readonly string[];
  /** What a channel may show beside the text, as plain JSON; left out when there is nothing. */
  readonly data?: PlainData;
}

/** Plain JSON, kept as it is but for personal numbers in its texts. */
export type PlainData = Readonly<Record<string, unknown>>;
