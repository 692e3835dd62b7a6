import { chatLines } from './chat-lines';
import { chatStyles } from './header-style';
import { type Header, type HeaderStyle, isDoubtfulName, readHeader } from './headers';
import { isHeading, isSystemLine, ruleText } from './system-lines';
import { readStamp, type Stamp } from './timestamps';

/** One message of a copied chat. */
export interface ChatMessage {
  /** The sender's name as shown; null when the copy does not tell. */
  readonly by: string | null;
  readonly stamp: Stamp | null;
  readonly text: string;
  /** True when it follows the message before without an empty line. */
  readonly close: boolean;
}

/** Cuts a copied stretch of WeChat chat into its messages. Every text is accepted; without names each line is a message. */
export function parseChat(text: string): ChatMessage[] {
  const lines = chatLines(text);
  const styles = chatStyles(lines);
  return styles.length === 0 ? plainMessages(lines) : namedMessages(lines, styles);
}

function plainMessages(lines: readonly string[]): ChatMessage[] {
  const messages: ChatMessage[] = [];
  let close = false;
  let stamp: Stamp | null = null;
  for (const { text, quoted } of joinQuotes(lines)) {
    const trimmed = text.trim();
    const time = readStamp(trimmed) ?? readStamp(ruleText(trimmed) ?? '');
    if (time !== null) stamp = time;
    if (!quoted && (trimmed === '' || time !== null || isSystemLine(trimmed) || ruleText(trimmed) !== null)) {
      close = false;
      continue;
    }
    messages.push({ by: null, stamp, text: trimmed, close });
    close = true;
  }
  return messages;
}

/** Keeps a quotation, its rule and the reply under it together as one message. */
function joinQuotes(lines: readonly string[]): { text: string; quoted: boolean }[] {
  const joined: { text: string; quoted: boolean }[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const rule = line.startsWith('「') ? quoteRule(lines, i) : -1;
    if (rule < 0) joined.push({ text: line, quoted: false });
    else {
      joined.push({ text: lines.slice(i, rule + 2).join('\n'), quoted: true });
      i = rule + 1;
    }
  }
  return joined;
}

/** Most lines of a quotation. */
const MAX_QUOTE = 30;

function quoteRule(lines: readonly string[], from: number): number {
  for (let i = from; i < Math.min(lines.length, from + MAX_QUOTE); i++) {
    if (/」\s*$/.test(lines[i] ?? '')) return isQuoteRule(lines[i + 1] ?? '') ? i + 1 : -1;
  }
  return -1;
}

/** True for the line between a quotation and the reply. */
export function isQuoteRule(line: string): boolean {
  return /^\s*(?:[-—–─]\s*){4,}$/u.test(line);
}

interface Draft {
  readonly header: Header;
  readonly stamp: Stamp | null;
  readonly lines: string[];
  readonly close: boolean;
}

function namedMessages(lines: readonly string[], styles: readonly HeaderStyle[]): ChatMessage[] {
  const drafts: Draft[] = [];
  const known = knownNames(lines, styles);
  let day = '';
  let blank = true;
  let begun = false;
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const current = drafts.at(-1);
    const rule = isQuoteRule(line) ? null : ruleText(line);
    const header = rule === null ? findHeader(lines, i, styles, known, blank) : null;
    if (header !== null) {
      const stamp = withDay(header.stamp, day);
      drafts.push({ header, stamp, lines: header.rest === '' ? [] : [header.rest], close: !blank });
      i += header.lines - 1;
      blank = false;
      begun = true;
      continue;
    }
    const time = readStamp(rule ?? line);
    if (time !== null && (rule !== null || time.day !== '' || time.minute !== null)) {
      if (time.day !== '') day = time.day;
      continue;
    }
    if (rule !== null && rule === '') continue;
    blank = line.trim() === '';
    if (!blank && isSystemLine(line) && !(current?.lines.length === 0 && isHeading(line))) continue;
    if (current !== undefined) current.lines.push(line);
    else if (!blank && !begun)
      drafts.push({ header: { by: '', stamp: null, rest: '', lines: 0 }, stamp: null, lines: [line], close: false });
  }
  return drafts
    .map(({ header, stamp, lines: own, close }) => ({ by: header.by === '' ? null : header.by, stamp, text: own.join('\n').trim(), close }))
    .filter(({ text }) => text !== '');
}

function withDay(stamp: Stamp | null, day: string): Stamp | null {
  return stamp === null || stamp.day !== '' ? stamp : { ...stamp, day };
}

/** How often each name begins a message. */
function knownNames(lines: readonly string[], styles: readonly HeaderStyle[]): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  lines.forEach((_, i) => {
    const header = readFirst(lines, i, styles);
    if (header !== null) names.set(header.by, (names.get(header.by) ?? 0) + 1);
  });
  return names;
}

function readFirst(lines: readonly string[], at: number, styles: readonly HeaderStyle[]): (Header & { style: HeaderStyle }) | null {
  for (const style of styles) {
    const header = readHeader(style, lines, at);
    if (header !== null) return { ...header, style };
  }
  return null;
}

/** The header at a line, unless it may as well be part of what somebody wrote. */
function findHeader(
  lines: readonly string[],
  at: number,
  styles: readonly HeaderStyle[],
  known: ReadonlyMap<string, number>,
  blank: boolean,
): Header | null {
  const header = readFirst(lines, at, styles);
  if (header === null || isSystemLine(lines[at] ?? '')) return null;
  const dated = header.stamp !== null && header.stamp.day !== '';
  const repeated = (known.get(header.by) ?? 0) > 1;
  if (isDoubtfulName(header.by) && !repeated) return null;
  if (dated || repeated || blank) return header;
  // An unknown name with nothing but a clock time or a colon, in the middle of a paragraph: believed in chats without empty lines.
  return (lines[at - 1] ?? '').trim() === '' || header.style === styles[0] ? header : null;
}
