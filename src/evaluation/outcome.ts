/** What a decision comes to for the person who asks; `entries` are the source ids of each entry answered or offered. */
export interface Shown {
  readonly kind: 'answer' | 'clarify' | 'smalltalk' | 'handoff' | 'decline';
  readonly entries: readonly (readonly string[])[];
}

/** Fates of a question that has an answer. */
export const INSIDE_OUTCOMES = ['right', 'offered', 'missed', 'wrong', 'declined'] as const;
/** Fates of a question that has none. */
export const OUTSIDE_OUTCOMES = ['answered', 'asked', 'declined', 'smalltalk', 'handoff'] as const;

/**
 * `right`: a right entry is answered and nothing else; `offered`: one is among the choices; `missed`: choices without one;
 * `wrong`: some other entry is answered; `declined`: no entry is shown at all.
 */
export type InsideOutcome = (typeof INSIDE_OUTCOMES)[number];
/** `answered` is the fault; `asked` means that choices were offered. */
export type OutsideOutcome = (typeof OUTSIDE_OUTCOMES)[number];

/** The fate of a question whose right answers are `gold` (at least one). */
export function insideOutcome({ kind, entries }: Shown, gold: readonly string[]): InsideOutcome {
  const fits = (entry: readonly string[]): boolean => entry.some((id) => gold.includes(id));
  switch (kind) {
    case 'answer':
      return entries.length > 0 && entries.every(fits) ? 'right' : 'wrong';
    case 'clarify':
      return entries.some(fits) ? 'offered' : 'missed';
    case 'smalltalk':
    case 'handoff':
    case 'decline':
      return 'declined';
  }
}

/** The fate of a question that has no answer here. */
export function outsideOutcome({ kind }: Shown): OutsideOutcome {
  switch (kind) {
    case 'answer':
      return 'answered';
    case 'clarify':
      return 'asked';
    case 'decline':
      return 'declined';
    case 'smalltalk':
    case 'handoff':
      return kind;
  }
}

/** True when every right answer was given. */
export function answersAll({ kind, entries }: Shown, gold: readonly string[]): boolean {
  return kind === 'answer' && gold.every((id) => entries.some((entry) => entry.includes(id)));
}
