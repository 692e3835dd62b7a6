/** Pause, in milliseconds, after which the time is shown above a message. */
const PAUSE = 5 * 60_000;
const DAY = 24 * 60 * 60_000;

/** Whether the time belongs between two messages; `before` is undefined above the first. Times are ISO 8601. */
export function needsTime(before: string | undefined, at: string | undefined): boolean {
  if (at === undefined) return false;
  return before === undefined || Date.parse(at) - Date.parse(before) > PAUSE;
}

/** A time as people say it: the clock, with the day unless it is today. */
export function timeLabel(at: string, now: Date, words: { readonly yesterday: string }): string {
  const time = new Date(at);
  if (Number.isNaN(time.getTime())) return '';
  const clock = `${String(time.getHours())}:${String(time.getMinutes()).padStart(2, '0')}`;
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
  if (days === 0) return clock;
  if (days === 1) return `${words.yesterday} ${clock}`;
  const day = `${String(time.getMonth() + 1)}月${String(time.getDate())}日 ${clock}`;
  return time.getFullYear() === now.getFullYear() ? day : `${String(time.getFullYear())}年${day}`;
}

function startOfDay(time: Date): number {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();
}
