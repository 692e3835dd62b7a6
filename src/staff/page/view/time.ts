const TIME = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** A time in milliseconds since 1970 as the office's clock shows it, such as 2026/03/02 08:05. */
export function formatTime(at: number): string {
  return TIME.format(at);
}
