import type { Knowledge } from '../domain/knowledge';
import type { Outcome, Reply } from '../domain/turn';
import { dutyAt } from '../handoff/duty';
import { leaveLabel, queueNotice } from '../handoff/notice';
import { isHeld } from '../handoff/patience';
import type { CaseChange, CaseState, TurnCommit, TurnRecord } from '../storage/store';
import { type ConversationState, flowOf } from './state';

/** The people whom conversations are handed to. */
export interface StaffDesk {
  /** Whether there is anybody who could answer; users are told of a queue only then. */
  readonly staffed: () => Promise<boolean>;
  /** Milliseconds for which a user waits for a person's word before the desk speaks again. */
  readonly patience: number;
}

/** What one turn leaves to be stored. */
export type Done = Pick<TurnCommit<ConversationState>, 'state' | 'turn' | 'handoff' | 'summary' | 'held'>;

/** A message that has come in, masked. */
export type Message = Pick<TurnRecord, 'messageId' | 'data' | 'text'>;

/** Milliseconds of patience where no people are named. */
const PATIENCE = 15 * 60_000;

/** What the people behind the desk mean for a turn: silence while one of them has the conversation, and word of the queue. */
export class StaffTurns {
  constructor(
    private readonly knowledge: Pick<Knowledge, 'messages' | 'hours'>,
    private readonly staff: StaffDesk | undefined,
    private readonly now: () => Date,
  ) {}

  /** A turn that is not the desk's to answer: while a person has the conversation, and when the user leaves the queue; null for all others. */
  before(state: ConversationState, held: CaseState | undefined, message: Message): Done | null {
    if (isHeld(held, Date.now(), this.staff?.patience ?? PATIENCE)) return { ...quiet(state, message), held: 'heard' };
    // What people have settled is news to the state.
    if (held?.status === 'closed' && state.outcome === 'escalated') state.outcome = held.ending === 'solved' ? 'resolved' : 'open';
    if (held === undefined || message.text.trim() !== leaveLabel(this.knowledge.messages)) return null;
    state.outcome = 'open';
    return { ...quiet(state, message, [this.message('queue-left')]), ...(held.status === 'closed' ? {} : { held: 'left' }) };
  }

  /** A turn of the desk's with what it means for the people, and what the user is told of them. */
  async after(held: CaseState | undefined, done: Done): Promise<Done> {
    const { turn, handoff } = done;
    const change = changeOf(held, turn.outcome);
    const told = [
      ...(change === 'returned' ? [this.message('staff-away')] : []),
      ...turn.replies,
      ...(handoff !== null && (await this.staff?.staffed()) === true
        ? [queueNotice(this.knowledge.messages, dutyAt(this.knowledge.hours, this.now()))]
        : []),
    ];
    return { ...done, turn: { ...turn, replies: told }, ...(change === null ? {} : { held: change }) };
  }

  private message(key: string): Reply {
    return { text: this.knowledge.messages[key] ?? key, choices: [] };
  }
}

/** A turn for which the desk does nothing but, perhaps, reply. */
function quiet(state: ConversationState, message: Message, replies: readonly Reply[] = []): Done {
  const turn = { ...message, match: null, replies, flow: flowOf(state), outcome: state.outcome, contacts: [], micros: 0 };
  return { state, turn, handoff: null };
}

/** What a turn of the desk's means for an open case; null when there is none. */
function changeOf(held: CaseState | undefined, outcome: Outcome): CaseChange | null {
  switch (held?.status) {
    case 'waiting':
      return outcome === 'resolved' ? 'solved' : 'heard';
    case 'claimed':
      return outcome === 'resolved' ? 'solved' : 'returned';
    case 'closed':
    case undefined:
      return null;
  }
}
