import type { DialogInstance } from 'botbuilder-dialogs';
import type { TurnKind, TurnSummary } from '../domain/turn';
import type { ConversationState, FlowState } from './state';
import type { Turn } from './turn';

/** How a conversation stood before a turn. */
export interface Standing {
  readonly lastEntry: string | null;
  /** Whether the desk had asked which entry was meant. */
  readonly choosing: boolean;
  /** The walk that was under way, by its outermost flow, and the step that waited for the user; null when none did. */
  readonly walk: { readonly bottom: DialogInstance; readonly flow: string; readonly step: string } | null;
}

/** How a conversation stands; to be read before its turn changes it. */
export function standing({ dialogStack, lastEntry, pending }: ConversationState): Standing {
  const waiting = dialogStack.at(-1)?.state as FlowState | undefined;
  const bottom = dialogStack[0];
  const walk = bottom === undefined || waiting === undefined ? null : { bottom, flow: waiting.flowId, step: waiting.stepId };
  return { lastEntry, choosing: pending?.kind === 'choices', walk };
}

/** What the reports count of a finished turn. */
export function summarise(before: Standing, turn: Turn, handedOff: boolean): TurnSummary {
  const kind = handedOff ? 'handoff' : kindOf(before, turn);
  return { kind, entry: entryOf(kind, turn), ended: endOf(before, turn, handedOff) };
}

function kindOf(before: Standing, turn: Turn): TurnKind {
  const { state, match } = turn;
  const bottom = state.dialogStack[0];
  const begun = bottom !== undefined && bottom !== before.walk?.bottom;
  const moved = state.lastEntry !== before.lastEntry;
  if (before.walk !== null && !turn.interrupted && !moved) return 'step';
  if (match === null && before.choosing && (begun || state.pending?.kind === 'feedback')) return 'choice';
  // Asked to be taken through, the desk does not ask the matcher for the record.
  if (match === null) return bottom === undefined ? 'other' : begun && moved && before.walk === null ? 'guide' : 'step';
  switch (match.decision.kind) {
    case 'answer':
      return begun ? 'guide' : 'answer';
    case 'clarify':
    case 'decline':
      return match.decision.kind;
    case 'smalltalk':
    case 'handoff':
      return 'other';
  }
}

function entryOf(kind: TurnKind, { state, match, interrupted }: Turn): string | null {
  const decision = match?.decision;
  if (kind === 'decline') return null;
  if (kind === 'clarify' && decision?.kind === 'clarify') return decision.choices[0]?.id ?? null;
  // What is asked in between does not change what the conversation is about.
  if (kind === 'answer' && interrupted && decision?.kind === 'answer') return decision.answers[0]?.id ?? null;
  return state.lastEntry;
}

function endOf({ walk, lastEntry }: Standing, { state, finished }: Turn, handedOff: boolean): TurnSummary['ended'] {
  const bottom = state.dialogStack[0];
  if (walk === null || bottom === walk.bottom) return null;
  const end = { flow: walk.flow, step: walk.step };
  if (handedOff) return { ...end, way: 'handoff' };
  if (state.lastEntry !== lastEntry) return { ...end, way: 'switch' };
  // One flow has led to another, or was begun anew.
  if (bottom !== undefined) return null;
  if (state.outcome === 'resolved') return { ...end, way: 'solved' };
  return { ...end, way: finished ? 'open' : 'quit' };
}
