/** The days of a report, such as 2026-11-01. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** Ways to name a period that moves with the calendar. */
export type Preset = 'week' | 'days' | 'month' | 'last';

const DAY_MS = 86_400_000;
/** China's clock, whatever the browser's is. */
const OFFSET_MS = 8 * 3_600_000;
/** Days that one report may have. */
const MAX_DAYS = 366;

/** A preset's days at a time in milliseconds since 1970. */
export function periodOf(preset: Preset, now: number): Period {
  const today = Math.floor((now + OFFSET_MS) / DAY_MS);
  const date = new Date(today * DAY_MS);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  switch (preset) {
    case 'week':
      return { from: dateOf(today - 6), to: dateOf(today) };
    case 'days':
      return { from: dateOf(today - 29), to: dateOf(today) };
    case 'month':
      return { from: dateOf(Date.UTC(year, month, 1) / DAY_MS), to: dateOf(today) };
    case 'last':
      return { from: dateOf(Date.UTC(year, month - 1, 1) / DAY_MS), to: dateOf(Date.UTC(year, month, 0) / DAY_MS) };
  }
}

/** Whether a report of these days can be asked for. */
export function isPeriod({ from, to }: Period): boolean {
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS;
  return days >= 0 && days < MAX_DAYS;
}

/** A period as the query of an address. */
export function queryOf({ from, to }: Period): string {
  return `from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`;
}

function dateOf(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
