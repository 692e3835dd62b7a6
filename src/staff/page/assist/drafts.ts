import type { AssistAnswer, AssistQuestion } from '../../api/assist';

/** A reply that may be chosen: the desk's own, or that of a runner-up. */
export interface Choice {
  /** Id of its entry; empty when it answers with none or with several. */
  readonly id: string;
  /** The entries it answers with; empty for one that answers with none. */
  readonly answers: readonly AssistAnswer[];
  readonly draft: string;
}

/** What was done with a question so far. */
export interface Work {
  /** The reply that is chosen, from 0. */
  readonly pick: number;
  /** Edited drafts by choice. */
  readonly edits: Readonly<Record<number, string>>;
  readonly copied: boolean;
}

/** Nothing done yet. */
export const UNTOUCHED: Work = { pick: 0, edits: {}, copied: false };

/** The replies to choose from, at most three, the desk's own first. */
export function choicesOf({ decision, answers, draft, runnersUp }: AssistQuestion): readonly Choice[] {
  const own = decision === 'answer' ? answers : [];
  return [
    { id: own.length === 1 ? (own[0]?.id ?? '') : '', answers: own, draft },
    ...runnersUp.map((one) => ({ id: one.id, answers: [one], draft: one.draft })),
  ];
}

/** The text to send: what was made of the chosen draft. */
export function textOf(question: AssistQuestion, { pick, edits }: Work): string {
  return edits[pick] ?? choicesOf(question)[pick]?.draft ?? question.draft;
}
