/** A piece of a text: plain, or with an address to open or to dial. */
export type Segment =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'link' | 'phone'; readonly text: string; readonly href: string };

const ADDRESS =
  /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+|(?:[a-z0-9-]{1,63}\.){1,8}(?:gov\.cn|com\.cn|cn|com)(?![\w-])(?:[/?#][\w\-.~:/?#[\]@!$&'()*+,;=%]*)?/gi;
/** A dotted name, so that no link leads to a bare word. */
const HOST = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}$/;
const DIGITS = /\d+(?:[- ]\d+)*/g;
/** Numbers that are telephones wherever they stand: mobiles, area code and number, 400 and 800 lines. */
const CERTAIN_PHONE = /^(?:1[3-9]\d{9}|0\d{2,3}[- ]\d{5,8}|[48]00[- ]?\d{3}[- ]?\d{4})$/;
/** Numbers that are telephones after a word that says so: local numbers, public hotlines. */
const POSSIBLE_PHONE = /^(?:[2-8]\d{6,7}|12\d{3}|9[56]\d{3,6}|0\d{9,11})$/;
const PHONE_WORD = /☎|电话|热线|拨打|致电|座机|手机/g;
/** How many characters before a number are looked at for such words. */
const CONTEXT = 40;
/** Words after which a number is an account or a code, not to be dialled. */
const OTHER_WORD = /微信|QQ|群|编号|单号|密码|提取码|验证码|账号|号码/gi;

/** Splits a text into plain parts, links (http and https only) and telephone numbers. The parts joined are the text. */
export function linkify(text: string): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  const addPlain = (end: number): void => {
    if (end > done) segments.push(...splitPhones(text.slice(done, end), text.slice(Math.max(0, done - CONTEXT), done)));
    done = end;
  };
  for (const match of text.matchAll(ADDRESS)) {
    const found = withoutTail(match[0]);
    const href = addressOf(found, text.charAt(match.index - 1));
    if (href === null) continue;
    addPlain(match.index);
    segments.push({ kind: 'link', text: found, href });
    done = match.index + found.length;
  }
  addPlain(text.length);
  return joinPlain(segments);
}

/** The address without the punctuation of the sentence around it. */
function withoutTail(found: string): string {
  let end = found;
  for (;;) {
    const last = end.slice(-1);
    const open = last === ')' ? '(' : last === ']' ? '[' : '';
    if (open !== '' ? end.includes(open) : !/[.,;:!?'*]/.test(last)) return end;
    end = end.slice(0, -1);
  }
}

function addressOf(found: string, before: string): string | null {
  if (/[\w@.-]/.test(before)) return null;
  try {
    const url = new URL(/^https?:/i.test(found) ? found : `http://${found}`);
    // A name before the host, as in https://good.cn@evil.com, misleads.
    if (url.username !== '' || url.password !== '' || !HOST.test(url.hostname)) return null;
    return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : null;
  } catch {
    return null;
  }
}

function splitPhones(text: string, lineBefore: string): Segment[] {
  const segments: Segment[] = [];
  let done = 0;
  for (const match of text.matchAll(DIGITS)) {
    const end = match.index + match[0].length;
    const before = (lineBefore + text.slice(Math.max(0, match.index - CONTEXT), match.index)).slice(-CONTEXT);
    if (!isPhone(match[0], before.slice(before.lastIndexOf('\n') + 1), text.slice(end, end + 1))) continue;
    if (match.index > done) segments.push({ kind: 'text', text: text.slice(done, match.index) });
    segments.push({ kind: 'phone', text: match[0], href: `tel:${match[0].replace(/\D/g, '')}` });
    done = end;
  }
  if (done < text.length) segments.push({ kind: 'text', text: text.slice(done) });
  return segments;
}

function isPhone(number: string, before: string, after: string): boolean {
  if (/[\w.*+/@-]$/.test(before) || /[\w*%元年月日.]/.test(after)) return false;
  const phoneAt = lastIndexOf(before, PHONE_WORD);
  const otherAt = lastIndexOf(before, OTHER_WORD);
  if (otherAt > phoneAt) return false;
  return CERTAIN_PHONE.test(number) || (phoneAt >= 0 && POSSIBLE_PHONE.test(number));
}

function lastIndexOf(text: string, pattern: RegExp): number {
  let last = -1;
  for (const match of text.matchAll(pattern)) last = match.index;
  return last;
}

function joinPlain(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined[joined.length - 1];
    if (segment.kind === 'text' && last?.kind === 'text') joined[joined.length - 1] = { kind: 'text', text: last.text + segment.text };
    else joined.push(segment);
  }
  return joined;
}
