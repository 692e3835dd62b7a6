const DAY = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', month: 'numeric', day: 'numeric' });
const CLOCK = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false });

/** A time in milliseconds since 1970 by the office's clock: 14:05 of today, 3/2 14:05 of another day. */
export function shortTime(at: number, now: number): string {
  const clock = CLOCK.format(at);
  return DAY.format(at) === DAY.format(now) && now - at < 86_400_000 ? clock : `${DAY.format(at)} ${clock}`;
}

/** Whole minutes since a time. */
export function minutesSince(at: number, now: number): number {
  return Math.max(0, Math.floor((now - at) / 60_000));
}
