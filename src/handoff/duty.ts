import type { OpeningHours } from '../domain/hours';

/** Whether people are there to answer. */
export type Duty =
  /** No hours are known. */
  | { readonly kind: 'unknown' }
  | { readonly kind: 'on' }
  /** Nobody is there; `next` is when somebody is again (null when not within {@link DAYS_AHEAD} days), `holiday` today's, empty when it is none. */
  | { readonly kind: 'off'; readonly next: Opening | null; readonly holiday: string };

/** A moment at which people begin to answer, in Shanghai. */
export interface Opening {
  /** Days from today; 0 today. */
  readonly days: number;
  /** As `2030-01-02`. */
  readonly date: string;
  /** Day of the week: 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Minutes since midnight. */
  readonly minute: number;
}

/** Shanghai is eight hours ahead the whole year. */
const SHANGHAI_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** How far ahead the next opening is looked for; no holidays are longer. */
const DAYS_AHEAD = 30;

/** Whether people are there at a moment, and when they are again. */
export function dutyAt(hours: OpeningHours, moment: Date): Duty {
  if (hours.weekly.length === 0) return { kind: 'unknown' };
  const local = moment.getTime() + SHANGHAI_MS;
  const midnight = Math.floor(local / DAY_MS) * DAY_MS;
  const minute = (local - midnight) / 60_000;
  if (spansOf(hours, midnight).some(({ from, to }) => from <= minute && minute < to)) return { kind: 'on' };
  return { kind: 'off', next: nextOpening(hours, midnight, minute), holiday: holidayOf(hours, dateOf(midnight)) };
}

function nextOpening(hours: OpeningHours, midnight: number, minute: number): Opening | null {
  for (let days = 0; days <= DAYS_AHEAD; days++) {
    const day = midnight + days * DAY_MS;
    const starts = spansOf(hours, day)
      .map(({ from }) => from)
      .filter((from) => days > 0 || from > minute);
    if (starts.length > 0) return { days, date: dateOf(day), weekday: weekdayOf(day), minute: Math.min(...starts) };
  }
  return null;
}

/** The hours of a day; a day that is worked in place of another goes before holidays. */
function spansOf({ weekly, holidays, workdays }: OpeningHours, day: number): readonly { readonly from: number; readonly to: number }[] {
  const date = dateOf(day);
  const like = workdays.find((workday) => workday.date === date)?.like;
  if (like === undefined && holidays.some(({ from, to }) => from <= date && date <= to)) return [];
  return weekly.filter(({ days }) => days.includes(like ?? weekdayOf(day)));
}

function holidayOf({ holidays, workdays }: OpeningHours, date: string): string {
  if (workdays.some((workday) => workday.date === date)) return '';
  return holidays.find(({ from, to }) => from <= date && date <= to)?.name ?? '';
}

function dateOf(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function weekdayOf(day: number): number {
  return new Date(day).getUTCDay() || 7;
}
