import type { MatchResult } from '../domain/decision';
import type { Entry } from '../domain/knowledge';
import type { FlowServices } from './flow-services';
import type { Matching } from './recent-matches';

/** Longest message, in characters, that may be a follow-up without a subject of its own. */
const SHORT = 14;
/** Share of a follow-up's weight that a line of the answer must hold. */
const ENOUGH = 0.3;
/** How sure the desk must be of another entry than the last one to leave the subject. */
const SURE = 0.95;

/** A line of an entry's answer with its place among the steps. */
export interface AnswerLine {
  readonly text: string;
  /** Counted from 1; 0 for a line that is no step. */
  readonly step: number;
}

/** What a short message means after an answer: a line of it, or another entry of the same subject. */
export type FollowUp = { readonly kind: 'line'; readonly line: AnswerLine } | { readonly kind: 'entry'; readonly id: string };

/** Reads short messages ("公众号叫啥", "带啥去") in the light of what was just answered. */
export class FollowUps {
  constructor(
    private readonly matcher: Matching,
    private readonly services: FlowServices,
  ) {}

  /** What the message asks of the last entry; null when it stands on its own. */
  read(text: string, last: Entry, { decision }: MatchResult): FollowUp | null {
    if (text.trim().length > SHORT) return null;
    if (decision.kind === 'smalltalk' || decision.kind === 'handoff') return null;
    if (decision.kind === 'answer' && decision.answers.some(({ id, confidence }) => id !== last.id && confidence >= SURE)) return null;
    const line = this.nearest(text, last);
    if (line !== null) return { kind: 'line', line };
    if (decision.kind === 'answer') return null;
    const inContext = this.matcher.match(`${last.title} ${text}`).decision;
    const first = inContext.kind === 'answer' ? inContext.answers[0] : undefined;
    if (first === undefined || first.id === last.id || this.services.entry(first.id).topic !== last.topic) return null;
    return { kind: 'entry', id: first.id };
  }

  /** The line of an entry's answer that a text is about; null when none holds enough of it. */
  nearest(text: string, entry: Entry): AnswerLine | null {
    const { renderer } = this.services.voice;
    const { steps, notes, conclusion } = entry.answer;
    const lines: AnswerLine[] = [
      ...steps.map((step, i) => ({ text: renderer.fill(step), step: i + 1 })),
      ...notes.map((note) => ({ text: renderer.fill(note), step: 0 })),
      { text: renderer.fill(conclusion), step: 0 },
    ];
    const shares = this.matcher.coverages(
      text,
      lines.map((line) => line.text),
    );
    const best = Math.max(...shares);
    return best < ENOUGH ? null : (lines[shares.indexOf(best)] ?? null);
  }
}
