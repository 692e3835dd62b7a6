import { type Header, type HeaderStyle, isDoubtfulName, readHeader } from './headers';
import { isSystemLine, ruleText } from './system-lines';

/** Styles in the order in which they are preferred when they explain as many lines. */
const STYLES: readonly HeaderStyle[] = [
  'name-time',
  'time-name',
  'name/time',
  'time/name',
  'time-name-text',
  'name-time-text',
  'name',
  'name-text',
];
/** Styles whose time makes a single occurrence worth believing when it holds a day. */
const TIMED: ReadonlySet<HeaderStyle> = new Set(['name-time', 'time-name', 'time-name-text', 'name-time-text', 'name/time', 'time/name']);
/** Share of the lines that a style without its own line must begin. */
const ONE_LINE_SHARE = 0.5;
/** Lines that are looked at for telling the style. */
const SAMPLE = 2000;

interface Count {
  readonly style: HeaderStyle;
  readonly headers: readonly Header[];
}

/** The styles in which the messages of a chat begin, the main one first; none when nothing tells names from text. */
export function chatStyles(lines: readonly string[]): HeaderStyle[] {
  const sample = lines.slice(0, SAMPLE);
  const written = sample.filter((line) => line.trim() !== '' && !isSystemLine(line) && ruleText(line) === null).length;
  const counts = STYLES.map((style) => count(style, sample)).filter((one) => isBelievable(one, written));
  const best = counts.reduce<Count | null>((before, one) => (before === null || weight(one) > weight(before) ? one : before), null);
  if (best === null) return [];
  // Beside times a colon is part of what people write; beside colons a full date is still a header.
  const others = counts.filter((one) => one !== best && TIMED.has(one.style) && one.headers.some(({ stamp }) => stamp?.day !== ''));
  return [best.style, ...others.map(({ style }) => style)];
}

function count(style: HeaderStyle, lines: readonly string[]): Count {
  const headers: Header[] = [];
  for (let i = 0; i < lines.length; i++) {
    if (isSystemLine(lines[i] ?? '')) continue;
    const header = readHeader(style, lines, i);
    if (header === null || isDoubtfulName(header.by)) continue;
    // A line of its own is a header only when something follows it.
    if (isAlone(style) && !hasText(lines, i + header.lines)) continue;
    if (!isAlone(style) && header.rest === '') continue;
    headers.push(header);
    i += header.lines - 1;
  }
  return { style, headers };
}

function isAlone(style: HeaderStyle): boolean {
  return !style.endsWith('text');
}

function hasText(lines: readonly string[], from: number): boolean {
  for (let i = from; i < Math.min(lines.length, from + 3); i++) if ((lines[i] ?? '').trim() !== '') return true;
  return false;
}

function isBelievable({ style, headers }: Count, written: number): boolean {
  if (headers.length === 0) return false;
  const names = new Set(headers.map(({ by }) => by));
  const repeated = names.size < headers.length;
  switch (style) {
    case 'name-time':
    case 'time-name':
      return headers.some(({ stamp }) => stamp?.day !== '') || repeated || headers.length * 3 >= written;
    case 'name/time':
    case 'time/name':
      return repeated ? headers.length * 5 >= written : headers.length * 3 >= written;
    case 'time-name-text':
    case 'name-time-text':
      // A single line with a clock time in it is rather a sentence than a message with its sender.
      return headers.length >= written * ONE_LINE_SHARE && (headers.length > 1 || headers.some(({ stamp }) => stamp?.day !== ''));
    case 'name':
      return repeated || headers.length * 2 >= written;
    case 'name-text':
      return headers.length >= written * ONE_LINE_SHARE && (repeated || headers.length > 2 || written === 1);
  }
}

/** How well a style explains a chat: how many messages it finds; times count more than colons, known names more than new ones. */
function weight({ style, headers }: Count): number {
  return headers.length * (TIMED.has(style) ? 2 : 1);
}
