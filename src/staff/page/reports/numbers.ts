import type { QuestionCounts, ReportResponse } from '../../api/reports';

type Day = ReportResponse['days'][number];

/** Days that are shown one by one; of more, weeks are shown. */
const MAX_COLUMNS = 62;
const WEEK = 7;
/** Ends of a scale, up to a factor of ten. */
const ENDS = [12, 16, 20, 24, 32, 40, 60, 80, 100];

/** How many questions there were. */
export function questionsIn({ answered, guided, clarified, declined }: QuestionCounts): number {
  return answered + guided + clarified + declined;
}

/** Questions that got an answer. */
export function answeredIn({ answered, guided }: Pick<QuestionCounts, 'answered' | 'guided'>): number {
  return answered + guided;
}

/** A part of a whole in per cent; a dash when there is no whole. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${String(Math.round((part / whole) * 100))}%`;
}

/** How a number has changed, with a sign; null when there was none before. */
export function change(now: number, before: number): string | null {
  if (before === 0) return null;
  const by = Math.round((now / before - 1) * 100);
  return `${by > 0 ? '+' : by < 0 ? '−' : ''}${String(Math.abs(by))}%`;
}

/** The days, or the weeks from the first day on when there are many. */
export function columnsOf(days: readonly Day[]): { readonly weekly: boolean; readonly columns: readonly Day[] } {
  if (days.length <= MAX_COLUMNS) return { weekly: false, columns: days };
  const columns: Day[] = [];
  for (let start = 0; start < days.length; start += WEEK) columns.push(days.slice(start, start + WEEK).reduce(add));
  return { weekly: true, columns };
}

function add(sum: Day, day: Day): Day {
  return {
    day: sum.day,
    conversations: sum.conversations + day.conversations,
    answered: sum.answered + day.answered,
    guided: sum.guided + day.guided,
    clarified: sum.clarified + day.clarified,
    declined: sum.declined + day.declined,
    handoffs: sum.handoffs + day.handoffs,
  };
}

/** The end of a scale from 0 that holds a number and divides well by four. */
export function scaleEnd(most: number): number {
  for (const small of [4, 8]) if (most <= small) return small;
  const magnitude = 10 ** Math.max(0, Math.floor(Math.log10(most)) - 1);
  return magnitude * (ENDS.find((end) => end * magnitude >= most) ?? 100);
}
