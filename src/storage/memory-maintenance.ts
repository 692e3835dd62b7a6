import type { Outcome } from '../domain/turn';
import { isoTime } from './export';
import type { CaseRow } from './schema';
import type { ConversationInfo, ExportRecord, HandoffRecord, PurgeCounts, StoredActivity, StoredTurn, StoreStats } from './store';

interface Judgement {
  readonly solved: boolean;
  readonly reason: string;
  readonly at: number;
}

/** A conversation kept in memory. */
export interface MemoryConversation {
  info: ConversationInfo;
  /** JSON, so that nobody can change it unnoticed; null until the first turn. */
  state: string | null;
  version: number;
  turns: StoredTurn[];
  activities: StoredActivity[];
  readonly judgements: Map<number, Judgement>;
  readonly handoffs: Map<number, HandoffRecord>;
  /** Null until it is handed off. */
  case: CaseRow | null;
}

/** Deletes what was written before a time, in milliseconds since 1970. */
export function purgeMemory(conversations: Map<string, MemoryConversation>, before: number): PurgeCounts {
  const counts = { conversations: 0, turns: 0, messages: 0 };
  for (const [id, kept] of conversations) {
    const [turns, messages] = [kept.turns.length, kept.activities.length];
    kept.activities = kept.activities.filter(({ at }) => at >= before);
    kept.turns = kept.turns.filter(({ at }) => at >= before);
    for (const map of [kept.judgements, kept.handoffs]) {
      for (const number of map.keys()) if (!kept.turns.some((turn) => turn.number === number)) map.delete(number);
    }
    if (kept.case !== null && kept.case.updated_at < before) kept.case = null;
    counts.turns += turns - kept.turns.length;
    counts.messages += messages - kept.activities.length;
    if (kept.info.updatedAt >= before) continue;
    conversations.delete(id);
    counts.conversations++;
  }
  return counts;
}

/** Counts what is kept. */
export function memoryStats(conversations: readonly MemoryConversation[]): StoreStats {
  const turns = conversations.flatMap((kept) => kept.turns);
  const times = conversations.flatMap((kept) => kept.activities.map(({ at }) => at)).sort((a, b) => a - b);
  const judgements = conversations.flatMap((kept) => [...kept.judgements.values()]);
  const withOutcome = (outcome: Outcome): number => conversations.filter(({ info }) => info.outcome === outcome).length;
  const decisions: Record<string, number> = {};
  for (const { match } of turns) {
    const kind = match?.decision.kind ?? 'none';
    decisions[kind] = (decisions[kind] ?? 0) + 1;
  }
  const solved = judgements.filter((judgement) => judgement.solved).length;
  return {
    conversations: conversations.length,
    outcomes: { open: withOutcome('open'), resolved: withOutcome('resolved'), escalated: withOutcome('escalated') },
    turns: turns.length,
    messages: times.length,
    decisions,
    feedback: { solved, unsolved: judgements.length - solved },
    handoffs: conversations.reduce((sum, { handoffs }) => sum + handoffs.size, 0),
    oldest: times[0] ?? null,
    newest: times.at(-1) ?? null,
  };
}

/** Everything that is kept, in the order of the conversations' ids. */
export function* exportMemory(conversations: readonly MemoryConversation[]): Generator<ExportRecord> {
  for (const kept of [...conversations].sort((a, b) => (a.info.id < b.info.id ? -1 : 1))) {
    const { id: conversation, channel, user, outcome, createdAt, updatedAt } = kept.info;
    yield { kind: 'conversation', conversation, channel, user, outcome, createdAt: isoTime(createdAt), updatedAt: isoTime(updatedAt) };
    for (const activity of kept.activities) {
      const turn = kept.turns.find(({ number }) => number === activity.turn);
      if (activity.turn === null) {
        const { sequence, author, text, choices, data, at } = activity;
        yield { kind: 'message', conversation, sequence, author, text, choices, data, at: isoTime(at) };
      } else if (activity.author === 'user' && turn !== undefined) {
        const judgement = kept.judgements.get(turn.number);
        const feedback = judgement === undefined ? null : { ...judgement, at: isoTime(judgement.at) };
        yield { kind: 'turn', conversation, ...turn, at: isoTime(turn.at), feedback, handoff: kept.handoffs.get(turn.number) ?? null };
      }
    }
  }
}
