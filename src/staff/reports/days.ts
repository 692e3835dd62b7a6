import { chinaDay, type DayRange, startOfDay } from '../../storage/report-store';

/** Days that one report may have. */
export const MAX_DAYS = 366;
/** Days of a report when nobody says which. */
const USUAL_DAYS = 30;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAY_MS = 86_400_000;

/** A day as written in China, such as 2026-11-01. */
export function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The day of a date; null for one that there is not. */
export function dayOf(date: string): number | null {
  const at = DATE.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  // 2026-02-30 is read as the second of March.
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== date ? null : at / DAY_MS;
}

/** The days asked for, the last thirty when nothing is; null when they are none, too many, or not there. */
export function readRange(query: Readonly<Record<string, unknown>>, now: number): DayRange | null {
  const { from, to } = query;
  const today = chinaDay(now);
  if (from === undefined && to === undefined) return { first: today - USUAL_DAYS + 1, last: today };
  if (typeof from !== 'string' || typeof to !== 'string') return null;
  const [first, last] = [dayOf(from), dayOf(to)];
  if (first === null || last === null || last < first || last - first >= MAX_DAYS || startOfDay(first) < 0) return null;
  return { first, last };
}

/** As many days right before. */
export function daysBefore({ first, last }: DayRange): DayRange {
  return { first: first - (last - first + 1), last: first - 1 };
}
