import type { DocumentHit } from '../matching/document-search';
import type { Question } from './questions';

/** How deep the reciprocal rank looks. */
export const RANK_DEPTH = 10;

/** How well a search finds documents; shares and means are 0 to 1. */
export interface RetrievalReport {
  /** Queries that have an answer. */
  readonly answerable: number;
  readonly unanswerable: number;
  /** Share of the answerable queries with a right document first. */
  readonly recallAt1: number;
  /** Share with a right document among the first five. */
  readonly recallAt5: number;
  /** Mean of 1 / place of the first right document, 0 when it is not among the first {@link RANK_DEPTH}. */
  readonly meanReciprocalRank: number;
  /** Probability that a query with an answer gets the higher confidence of the two (Hanley and McNeil, 1982); null without queries of both sorts. */
  readonly auroc: number | null;
}

/** A query with what was found for it, best first. */
export interface Retrieved {
  readonly question: Question;
  readonly hits: readonly Pick<DocumentHit, 'id' | 'confidence'>[];
}

/** Measures the results of a search. */
export function measureRetrieval(results: readonly Retrieved[]): RetrievalReport {
  const answerable = results.filter(({ question }) => question.gold.length > 0);
  const unanswerable = results.filter(({ question }) => question.gold.length === 0);
  const places = answerable.map(({ question, hits }) => hits.findIndex(({ id }) => question.gold.includes(id)) + 1);
  const share = (test: (place: number) => boolean): number =>
    places.filter((place) => place > 0 && test(place)).length / Math.max(1, places.length);
  const sure = ({ hits }: Retrieved): number => hits[0]?.confidence ?? 0;
  return {
    answerable: answerable.length,
    unanswerable: unanswerable.length,
    recallAt1: share((place) => place === 1),
    recallAt5: share((place) => place <= 5),
    meanReciprocalRank:
      places.reduce((sum, place) => sum + (place > 0 && place <= RANK_DEPTH ? 1 / place : 0), 0) / Math.max(1, places.length),
    auroc: areaUnderCurve(answerable.map(sure), unanswerable.map(sure)),
  };
}

/** Probability that a value of the first list is above one of the second, ties counting half; null when a list is empty. */
export function areaUnderCurve(positive: readonly number[], negative: readonly number[]): number | null {
  if (positive.length === 0 || negative.length === 0) return null;
  const all = [...positive.map((value) => ({ value, counts: 1 })), ...negative.map((value) => ({ value, counts: 0 }))].sort(
    (a, b) => a.value - b.value,
  );
  let ranks = 0;
  for (let start = 0; start < all.length;) {
    let end = start;
    let positives = 0;
    while (end < all.length && all[end]!.value === all[start]!.value) positives += all[end++]!.counts;
    ranks += (positives * (start + end + 1)) / 2;
    start = end;
  }
  return (ranks - (positive.length * (positive.length + 1)) / 2) / (positive.length * negative.length);
}

/** The value below which the given share of the values lies; 0 of an empty list. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
