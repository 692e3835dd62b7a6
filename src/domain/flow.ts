/** One way to answer a flow's question. */
export interface FlowOption {
  readonly label: string;
  /** Other ways to say it. */
  readonly say: readonly string[];
  /** Set when a bare yes or a bare no picks it. */
  readonly polarity: 'yes' | 'no' | null;
  /** What it adds to the note for whoever helps next; empty when nothing. */
  readonly note: string;
  readonly to: string;
}

/** One step of a flow. Texts may hold references such as `{contact:business-hotline}`. */
export type FlowStep =
  | { readonly kind: 'ask'; readonly ask: string; readonly again: string; readonly options: readonly FlowOption[] }
  | {
      readonly kind: 'input';
      readonly input: 'amount' | 'percent' | 'place';
      readonly ask: string;
      readonly again: string;
      /** Name of the variable that takes the value. */
      readonly as: string;
      readonly to: string;
      /** Button that leaves the value out, and where it leads; null when a value is needed. */
      readonly skip: { readonly label: string; readonly to: string } | null;
    }
  | { readonly kind: 'say'; readonly say: string; readonly to: string }
  | { readonly kind: 'answer'; readonly entry: string; readonly to: string }
  | { readonly kind: 'guide'; readonly entry: string; readonly to: string }
  | { readonly kind: 'call'; readonly flow: string; readonly to: string }
  | { readonly kind: 'goto'; readonly flow: string }
  | { readonly kind: 'estimate'; readonly wage: string; readonly injury: string; readonly to: string }
  | { readonly kind: 'escalate'; readonly contacts: readonly string[]; readonly say: string }
  | { readonly kind: 'end'; readonly end: 'resolved' | 'open'; readonly say: string };

/** A conversation that walks a user through one problem. */
export interface Flow {
  readonly id: string;
  readonly title: string;
  readonly topic: string;
  /** Entries for which the flow starts at once; beside the answers of the others it is offered. */
  readonly direct: readonly string[];
  /** Contact that a request for a person leads to while the flow runs. */
  readonly contact: string;
  /** Step at which the flow begins when another flow leads to it. */
  readonly start: string;
  /** Step at which the flow begins for each of its entries. */
  readonly starts: Readonly<Record<string, string>>;
  /** Step for "still not working" where the current question has no such option; null when there is none. */
  readonly stuck: string | null;
  readonly steps: Readonly<Record<string, FlowStep>>;
  /** Changes whenever the flow's content changes. */
  readonly hash: string;
}

/** Words that are commands in every conversation, by command. */
export interface CommandWords {
  readonly human: readonly string[];
  readonly quit: readonly string[];
  readonly back: readonly string[];
  readonly next: readonly string[];
  readonly restart: readonly string[];
  readonly menu: readonly string[];
  readonly stuck: readonly string[];
  readonly solved: readonly string[];
  /** The user will try and come back. */
  readonly later: readonly string[];
  /** The user has not understood. */
  readonly unclear: readonly string[];
  readonly yes: readonly string[];
  readonly no: readonly string[];
  readonly none: readonly string[];
  /** Openings that may stand before any command, such as 算了. */
  readonly openings: readonly string[];
  /** Particles and courtesies that may stand behind any command. */
  readonly endings: readonly string[];
}

/** How the desk converses. */
export interface Dialogs {
  readonly flows: readonly Flow[];
  readonly commands: CommandWords;
}
