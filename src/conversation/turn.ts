import type { TurnContext } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import type { MatchResult } from '../domain/decision';
import type { Matching } from './recent-matches';
import type { ConversationState } from './state';

/** What the user's message means to the running flow. */
export type FlowInput =
  | { readonly kind: 'back' | 'next' | 'stuck' | 'miss' | 'again' | 'give-up' }
  | { readonly kind: 'step'; readonly number: number }
  | { readonly kind: 'jump'; readonly step: string }
  | { readonly kind: 'pick'; readonly index: number }
  | { readonly kind: 'text'; readonly text: string };

/** What one turn carries through the SDK. */
export interface Turn {
  readonly state: ConversationState;
  /** The user's text, masked. */
  readonly text: string;
  /** The SDK's dialogs, put together when first asked for: most turns need none. */
  readonly dialogs: () => DialogContext;
  input: FlowInput;
  /** What the matcher decided last; null while it was not asked. */
  match: MatchResult | null;
  /** True when the running flow was interrupted by a question, which was answered. */
  interrupted: boolean;
  /** True when a flow has come to its last step. */
  finished: boolean;
}

/** What a turn begins with. */
export const NEW_TURN = { input: { kind: 'miss' }, match: null, interrupted: false, finished: false } as const;

const TURN = Symbol('turn');

/** Attaches the turn to its context. */
export function setTurn(context: TurnContext, turn: Turn): void {
  context.turnState.set(TURN, turn);
}

/** The turn of a context. Throws when none was attached. */
export function turnOf(context: TurnContext): Turn {
  const turn = context.turnState.get<Turn | undefined>(TURN);
  if (turn === undefined) throw new Error('no turn attached to the context');
  return turn;
}

/** Asks the matcher, for the record too. */
export function matchTurn(context: TurnContext, matcher: Matching, text: string): MatchResult {
  const match = matcher.match(text);
  turnOf(context).match = match;
  return match;
}

/** Goes on with the running flow by what the user's message means to it. */
export async function continueFlow(dc: DialogContext, input: FlowInput): Promise<void> {
  turnOf(dc.context).input = input;
  await dc.continueDialog();
}
