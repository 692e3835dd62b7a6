import type { MatchResult } from '../domain/decision';
import type { QuestionChange, ShownDecision, TeachingEffect, TurnChange } from '../domain/teaching';
import type { Matcher } from '../matching/matcher';
import { type InsideOutcome, insideOutcome, type OutsideOutcome, outsideOutcome, type Shown } from './outcome';
import type { Question } from './questions';

/** Two matchers that are asked the same: as things are, and as they would be. */
export interface Matchers {
  readonly before: Pick<Matcher, 'match'>;
  readonly after: Pick<Matcher, 'match'>;
}

/** What a matcher shows for a text. */
interface Decided {
  readonly shown: ShownDecision;
  /** The same in terms of source items. */
  readonly sources: Shown;
}

/** How good a fate is; higher is better. */
const INSIDE_RANK: Readonly<Record<InsideOutcome, number>> = { right: 3, offered: 2, declined: 1, missed: 1, wrong: 0 };
const OUTSIDE_RANK: Readonly<Record<OutsideOutcome, number>> = { declined: 2, smalltalk: 2, handoff: 2, asked: 1, answered: 0 };

/** Asks labelled questions; `progress` hears the number of those done. */
export function compareQuestions(
  questions: readonly Question[],
  { before, after }: Matchers,
  progress: (done: number) => void = () => undefined,
): NonNullable<TeachingEffect['questions']> {
  const right = { before: 0, after: 0 };
  const changes: QuestionChange[] = [];
  questions.forEach(({ q: text, gold }, i) => {
    const [old, fresh] = [decide(before, text), decide(after, text)];
    const [was, is] = [rank(old.sources, gold), rank(fresh.sources, gold)];
    if (isBest(was, gold)) right.before++;
    if (isBest(is, gold)) right.after++;
    if (!isSame(old.shown, fresh.shown))
      changes.push({ text, gold, before: old.shown, after: fresh.shown, verdict: verdict(was, is, gold) });
    progress(i + 1);
  });
  const order = ['broken', 'worse', 'better', 'other'] as const;
  changes.sort((a, b) => order.indexOf(a.verdict) - order.indexOf(b.verdict));
  return { count: questions.length, right, changes };
}

/** Asks users' texts, of which nobody knows the right answer. */
export function compareTurns(
  texts: readonly { readonly text: string; readonly count: number }[],
  { before, after }: Matchers,
  progress: (done: number) => void = () => undefined,
): TurnChange[] {
  const changes: TurnChange[] = [];
  texts.forEach(({ text, count }, i) => {
    const [old, fresh] = [decide(before, text).shown, decide(after, text).shown];
    if (!isSame(old, fresh)) changes.push({ text, count, before: old, after: fresh });
    progress(i + 1);
  });
  return changes;
}

/** What each matcher shows for one text. */
export function compareText(text: string, { before, after }: Matchers): { text: string; before: ShownDecision; after: ShownDecision } {
  return { text, before: decide(before, text).shown, after: decide(after, text).shown };
}

function decide(matcher: Pick<Matcher, 'match'>, text: string): Decided {
  const { decision }: MatchResult = matcher.match(text);
  const { kind } = decision;
  const chosen = kind === 'answer' ? decision.answers : kind === 'clarify' ? decision.choices : [];
  const subject = kind === 'decline' && decision.elsewhere !== null ? [decision.elsewhere] : [];
  return {
    shown: { kind, ids: [...chosen.map(({ id }) => id), ...subject] },
    sources: { kind, entries: chosen.map(({ source }) => source) },
  };
}

function isSame(a: ShownDecision, b: ShownDecision): boolean {
  return a.kind === b.kind && a.ids.join(' ') === b.ids.join(' ');
}

function rank(shown: Shown, gold: readonly string[]): number {
  return gold.length > 0 ? INSIDE_RANK[insideOutcome(shown, gold)] : OUTSIDE_RANK[outsideOutcome(shown)];
}

function isBest(found: number, gold: readonly string[]): boolean {
  return found === (gold.length > 0 ? INSIDE_RANK.right : OUTSIDE_RANK.declined);
}

/** Broken is what was right and is not, and what is answered wrongly now and was not. A question out of scope that is asked back about is only worse. */
function verdict(was: number, is: number, gold: readonly string[]): QuestionChange['verdict'] {
  if (is === was) return 'other';
  if (is > was) return 'better';
  return is === 0 || (gold.length > 0 && isBest(was, gold)) ? 'broken' : 'worse';
}
