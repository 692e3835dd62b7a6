import type { DialogInstance } from 'botbuilder-dialogs';
import type { Outcome } from '../domain/turn';

/** What the desk has asked outside of a flow and waits to hear. */
export type Pending =
  | { readonly kind: 'choices'; readonly entries: readonly string[]; readonly misses: number }
  | { readonly kind: 'feedback'; readonly entry: string }
  | { readonly kind: 'switch'; readonly entry: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'human-topic' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'place' };

/** A remark for whoever helps next, with the step it came from. */
export interface Note {
  readonly flow: string;
  readonly step: string;
  readonly text: string;
}

/** Everything that is kept of a conversation between two turns; plain data. */
export interface ConversationState {
  /** The SDK's dialog stack: the running flow and those that called it. */
  readonly dialogStack: DialogInstance[];
  pending: Pending | null;
  outcome: Outcome;
  /** Entry that was answered or whose flow was started last. */
  lastEntry: string | null;
  /** Entries and flows that were given and did not help. */
  exhausted: string[];
  /** Contacts that the user was last sent to for the present problem, main one first. */
  sentTo: string[];
  /** What the user first said of the present problem, masked. */
  problem: string;
  notes: Note[];
  /** Id of the office of the township the user named. */
  office: string | null;
  /** Report ("重启了") after which the desk asked how it went; empty when it did not. */
  asked: string;
  /** Declines in a row. */
  declines: number;
}

/** The state of a conversation in which nothing has been said. */
export function newState(): ConversationState {
  return {
    dialogStack: [],
    pending: null,
    outcome: 'open',
    lastEntry: null,
    exhausted: [],
    sentTo: [],
    problem: '',
    notes: [],
    office: null,
    asked: '',
    declines: 0,
  };
}

/** The flow that waits for the user, and its step; null when none does. */
export function flowOf({ dialogStack }: ConversationState): { readonly id: string; readonly step: string } | null {
  const waiting = dialogStack.at(-1)?.state as FlowState | undefined;
  return waiting === undefined ? null : { id: waiting.flowId, step: waiting.stepId };
}

/** State of one running flow, as it lies on the SDK's dialog stack. */
export interface FlowState {
  flowId: string;
  contentHash: string;
  stepId: string;
  /** Questions asked so far, oldest first; the last is the one that waits. */
  path: string[];
  vars: Record<string, number | string | null>;
  /** Answers not understood in a row. */
  misses: number;
  /** Turns taken in this flow. */
  turns: number;
  /** Step shown of a guide, counted from 1; 0 outside of a guide. */
  guideStep: number;
  /** Fingerprint of the waiting question's options, to see whether a change of content concerns it. */
  optionsKey: string;
}
