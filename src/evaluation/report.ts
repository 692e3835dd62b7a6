import {
  answersAll,
  INSIDE_OUTCOMES,
  type InsideOutcome,
  insideOutcome,
  OUTSIDE_OUTCOMES,
  type OutsideOutcome,
  outsideOutcome,
  type Shown,
} from './outcome';
import type { Question } from './questions';

/** A question with what became of it. */
export interface Judged {
  readonly question: Question;
  readonly shown: Shown;
  /** Ids of the entries answered or offered, as `shown.entries` has their sources. */
  readonly ids: readonly string[];
  /** Best entry of all, whether shown or not; null when none was considered. */
  readonly first: { readonly id: string; readonly source: readonly string[]; readonly confidence: number } | null;
}

/** Counts of one kind of questions that have answers. */
export interface InsideTally {
  readonly kind: string;
  readonly count: number;
  readonly outcomes: Readonly<Record<InsideOutcome, number>>;
  /** Questions with all their right answers given. */
  readonly complete: number;
}

/** Counts of one kind of questions that have none. */
export interface OutsideTally {
  readonly kind: string;
  readonly count: number;
  readonly outcomes: Readonly<Record<OutsideOutcome, number>>;
}

/** Two entries that were taken for one another. */
export interface ConfusedPair {
  /** Source ids of the right answers; empty for a question that has none. */
  readonly wanted: readonly string[];
  /** Id of the entry that was preferred. */
  readonly got: string;
  /** How often it was answered instead. */
  readonly wrong: number;
  /** How often it was only ranked first, and not answered. */
  readonly ranked: number;
}

/** What an evaluation comes to. The last tally of each list is over all kinds. */
export interface Report {
  readonly inside: readonly InsideTally[];
  readonly outside: readonly OutsideTally[];
  readonly confused: readonly ConfusedPair[];
}

/** Counts the fates of the questions by kind and over all, and the entries confused, most often first. */
export function report(judged: readonly Judged[]): Report {
  const inside = judged.filter(({ question }) => question.gold.length > 0);
  const outside = judged.filter(({ question }) => question.gold.length === 0);
  return { inside: byKind(inside, tallyInside), outside: byKind(outside, tallyOutside), confused: confusedPairs(judged) };
}

/** True for a question that did not go as it should: in scope anything but right, out of scope answered or asked. */
export function hasFailed({ question, shown }: Judged): boolean {
  if (question.gold.length > 0) return insideOutcome(shown, question.gold) !== 'right';
  const outcome = outsideOutcome(shown);
  return outcome === 'answered' || outcome === 'asked';
}

/** Name of the over-all tally. */
export const ALL_KINDS = '*';

function byKind<T>(judged: readonly Judged[], tally: (kind: string, judged: readonly Judged[]) => T): T[] {
  if (judged.length === 0) return [];
  const kinds = [...new Set(judged.map(({ question }) => question.kind))];
  return [
    ...kinds.map((kind) =>
      tally(
        kind,
        judged.filter(({ question }) => question.kind === kind),
      ),
    ),
    tally(ALL_KINDS, judged),
  ];
}

function tallyInside(kind: string, judged: readonly Judged[]): InsideTally {
  const fates = judged.map(({ question, shown }) => insideOutcome(shown, question.gold));
  const complete = judged.filter(({ question, shown }) => answersAll(shown, question.gold)).length;
  return { kind, count: judged.length, outcomes: countEach(INSIDE_OUTCOMES, fates), complete };
}

function tallyOutside(kind: string, judged: readonly Judged[]): OutsideTally {
  const fates = judged.map(({ shown }) => outsideOutcome(shown));
  return { kind, count: judged.length, outcomes: countEach(OUTSIDE_OUTCOMES, fates) };
}

function countEach<T extends string>(names: readonly T[], found: readonly T[]): Record<T, number> {
  return Object.fromEntries(names.map((name) => [name, found.filter((one) => one === name).length])) as Record<T, number>;
}

function confusedPairs(judged: readonly Judged[]): ConfusedPair[] {
  const pairs = new Map<string, { wanted: readonly string[]; got: string; wrong: number; ranked: number }>();
  for (const { question, shown, ids, first } of judged) {
    const wanted = question.gold;
    const answered = shown.kind === 'answer' ? ids.filter((_, i) => !shown.entries[i]!.some((id) => wanted.includes(id))) : [];
    const preferred =
      shown.kind !== 'answer' && wanted.length > 0 && first !== null && !first.source.some((id) => wanted.includes(id)) ? [first.id] : [];
    for (const got of [...answered, ...preferred]) {
      const key = `${wanted.join(',')} ${got}`;
      const pair = pairs.get(key) ?? { wanted, got, wrong: 0, ranked: 0 };
      if (answered.includes(got)) pair.wrong++;
      else pair.ranked++;
      pairs.set(key, pair);
    }
  }
  return [...pairs.values()].sort((a, b) => b.wrong - a.wrong || b.ranked - a.ranked || (a.got < b.got ? -1 : 1));
}
