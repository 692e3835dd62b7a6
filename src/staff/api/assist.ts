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
  /** Calibrated probability, 0 to 1. */
  readonly confidence: number;
}

/** Another entry with the draft it would give. */
export interface AssistRunnerUp extends AssistAnswer {
  readonly draft: string;
}

/** One question found in a chat, with the draft of a reply. */
export interface AssistQuestion {
  readonly text: string;
  /** Every way it was put, `text` among them. */
  readonly wordings: readonly string[];
  /** Who asked, in the order in which they did; empty when the copy names nobody. */
  readonly by: readonly string[];
  readonly decision: 'answer' | 'clarify' | 'decline';
  /** What the draft answers with; for clarify the choices it offers; empty for decline. */
  readonly answers: readonly AssistAnswer[];
  /** Plain text for WeChat, at most 600 characters. */
  readonly draft: string;
  /** Why the desk thinks so, in words, the strongest reason first. */
  readonly reason: readonly string[];
  /** At most two other entries, best first. */
  readonly runnersUp: readonly AssistRunnerUp[];
  /** The screen message recognised; null when none. */
  readonly screen: string | null;
}

/** What the desk makes of a pasted stretch of chat; answer to POST assist. */
export interface AssistResponse {
  /** How many messages the text was read as. */
  readonly messages: number;
  readonly questions: readonly AssistQuestion[];
}
