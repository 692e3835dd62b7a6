import { jest } from '@jest/globals';
import type { Candidate, MatchResult } from '../../../src/domain/decision';
import type { FlowEnd, TurnKind } from '../../../src/domain/turn';
import type { DeskStore, TurnCommit } from '../../../src/storage/store';

/** One turn of a sample. */
export interface SampleTurn {
  readonly conversation: string;
  /** Like 2026-10-05T09:30, by China's clock. */
  readonly time: string;
  readonly kind: TurnKind;
  readonly channel?: string;
  readonly text?: string;
  readonly entry?: string;
  readonly contacts?: readonly string[];
  readonly flow?: { readonly id: string; readonly step: string };
  readonly ended?: { readonly flow: string; readonly step: string; readonly way: FlowEnd };
  /** The user's judgement of it. */
  readonly solved?: boolean;
}

/** Writes turns as if they had happened at their times; each conversation's in order. */
export async function writeSample(store: DeskStore<never>, turns: readonly SampleTurn[]): Promise<void> {
  const versions = new Map<string, number>();
  const clock = jest.spyOn(Date, 'now');
  for (const { conversation, time, kind, channel = 'web', text = '怎么办', entry, contacts = [], flow, ended, solved } of turns) {
    clock.mockReturnValue(Date.parse(`${time}+08:00`));
    const version = versions.get(conversation) ?? 0;
    const candidates: readonly Candidate[] = entry === undefined ? [] : [{ id: entry, source: [], confidence: 0.9, evidence: [] }];
    const commit: TurnCommit<never> = {
      conversation,
      channel,
      state: null as never,
      version,
      turn: {
        messageId: `m${String(version)}`,
        text,
        data: null,
        match: matchOf(kind, candidates),
        replies: [{ text: '好的', choices: [] }],
        flow: flow ?? null,
        outcome: kind === 'handoff' ? 'escalated' : 'open',
        contacts,
        micros: 100,
      },
      handoff: kind === 'handoff' ? { contacts, problem: text } : null,
      summary: { kind, entry: entry ?? null, ended: ended ?? null },
    };
    const { number } = await store.commitTurn(commit);
    if (solved !== undefined) await store.feedback(conversation, number, solved, '');
    versions.set(conversation, version + 1);
  }
  clock.mockRestore();
}

function matchOf(kind: TurnKind, candidates: readonly Candidate[]): MatchResult | null {
  switch (kind) {
    case 'answer':
    case 'guide':
      return { decision: { kind: 'answer', answers: candidates }, candidates };
    case 'clarify':
      return { decision: { kind: 'clarify', choices: candidates }, candidates };
    case 'decline':
      return { decision: { kind: 'decline', elsewhere: null }, candidates };
    case 'choice':
    case 'handoff':
    case 'step':
    case 'other':
      return null;
  }
}
