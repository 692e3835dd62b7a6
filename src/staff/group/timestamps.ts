/** When a message was sent, as far as the copy tells. */
export interface Stamp {
  /** As written. */
  readonly text: string;
  /** The day as written; empty when only a clock time stands there. */
  readonly day: string;
  /** Minute of the day, 0 to 1439; null when there is no clock time. */
  readonly minute: number | null;
}

const WEEKDAY = '(?:星期|周|礼拜)[一二三四五六日天]|(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?(?![a-z])';
const MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\\.?';
const DATE = [
  '\\d{4}\\s?[-/.年]\\s?\\d{1,2}\\s?[-/.月]\\s?\\d{1,2}日?',
  '\\d{1,2}月\\d{1,2}日',
  '\\d{1,2}[-/]\\d{1,2}[-/](?:\\d{4}|\\d{2})(?!\\d)',
  '\\d{1,2}[-/]\\d{1,2}(?![-/\\d])',
  `${MONTH}\\s\\d{1,2}(?:,?\\s\\d{4})?`,
  `\\d{1,2}\\s${MONTH}(?:,?\\s\\d{4})?`,
  '今天|昨天|前天|Today|Yesterday',
  WEEKDAY,
].join('|');
const PART = '凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里';
const CLOCK = '\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?(?![\\d:：])(?:\\s?[AaPp]\\.?[Mm]\\.?(?![A-Za-z]))?';
const DAY = `(?:${DATE})(?:,?\\s*(?:${WEEKDAY}))?`;

/** Source of a pattern for a clock time, with or without a day before it. */
export const STAMP = `(?:(?:${DAY})(?:T|,|，)?\\s*)?(?:(?:${PART})\\s*)?${CLOCK}`;

const WHOLE = new RegExp(`^(?:(${DAY})(?:T|,|，)?\\s*)?(?:(${PART})?\\s*(${CLOCK}))?$`, 'i');
const CLOCK_PARTS = /^(\d{1,2})[:：](\d{2}).*?([ap]\.?m\.?)?$/i;
const AFTERNOON = /下午|傍晚|晚上|夜里/;
const NOON = 12;

/** Reads a text that is a time and nothing else: a clock time, a day, or both; null when it is not. */
export function readStamp(text: string): Stamp | null {
  const trimmed = text.trim();
  const match = trimmed === '' || trimmed.length > MAX_STAMP ? null : WHOLE.exec(trimmed);
  if (match === null) return null;
  const [, day = '', part = '', clock] = match;
  return { text: trimmed, day, minute: clock === undefined ? null : minuteOf(part, clock) };
}

/** Longest time stamp, in characters. */
const MAX_STAMP = 48;

function minuteOf(part: string, clock: string): number | null {
  const match = CLOCK_PARTS.exec(clock);
  const [, hours = '', minutes = '', half = ''] = match ?? [];
  let hour = Number(hours);
  if (hour > 24 || Number(minutes) > 59) return null;
  if ((/^p/i.test(half) || AFTERNOON.test(part)) && hour < NOON) hour += NOON;
  if (/^a/i.test(half) && hour === NOON) hour = 0;
  return (hour % 24) * 60 + Number(minutes);
}

/** Minutes from one stamp to a later one; null when that cannot be told, infinite when they are of different days. */
export function minutesBetween(from: Stamp | null, to: Stamp | null): number | null {
  if (from === null || to === null || from.minute === null || to.minute === null) return null;
  if (from.day !== to.day) return Infinity;
  return Math.max(0, to.minute - from.minute);
}
