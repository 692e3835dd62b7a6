import type { Candidate, MatchDecision } from '../../src/domain/decision';

/** How a decision compares with the right answers of a labelled question. */
export type Outcome = 'right' | 'offered' | 'wrong' | 'asked' | 'declined';

/**
 * Judges a decision against the source items of right answers (none: the question is not ours). Right needs one answer
 * that is right; a clarification without the right choice is `asked`; small talk and hand-off count as declined.
 */
export function judge(decision: MatchDecision, gold: readonly string[]): Outcome {
  const hits = (candidates: readonly Candidate[]): boolean => candidates.some(({ source }) => source.some((item) => gold.includes(item)));
  switch (decision.kind) {
    case 'answer':
      return hits(decision.answers) ? 'right' : 'wrong';
    case 'clarify':
      return hits(decision.choices) ? 'offered' : 'asked';
    case 'smalltalk':
    case 'handoff':
    case 'decline':
      return 'declined';
  }
}
