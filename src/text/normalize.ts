import { type CharacterTable, isHan, simplify } from './characters';

/** Longest text, in UTF-16 units, that is looked at; what follows is ignored. */
export const MAX_TEXT_LENGTH = 2000;

const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
const SPACED_DIGITS = /(?<![a-z0-9])\d(?: \d)+(?![a-z0-9])/g;
// A unit of one to six characters written three times or more says no more than written twice; digits are left (888888).
const REPEATED = /([^\d\s]{1,6}?)\1{2,}/gu;

/**
 * Canonical form for comparing: well-formed, NFKC, lower case, simplified characters, no control, bidi or
 * pictographic characters, no space beside Han characters, repetitions shortened.
 */
export function normalize(table: CharacterTable, text: string): string {
  const cut = text.length > MAX_TEXT_LENGTH ? text.slice(0, MAX_TEXT_LENGTH) : text;
  const clean = cut
    .toWellFormed()
    .replace(/[\t\r\n]/g, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[0-9#*]\uFE0F?\u20E3/g, (keycap) => keycap[0] ?? '')
    .replace(/(?![0-9#*©®])[\p{Extended_Pictographic}\uFE0F\u20E3]/gu, ' ')
    .replace(INVISIBLE, '');
  let simplified = '';
  for (let i = 0; i < clean.length; i++) simplified += String.fromCharCode(simplify(table, clean.charCodeAt(i)));
  return closeGaps(simplified.replaceAll('〇', '零').replace(REPEATED, '$1$1')).replace(SPACED_DIGITS, (digits) =>
    digits.replaceAll(' ', ''),
  );
}

function closeGaps(text: string): string {
  let out = '';
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i);
    if (!/\s/.test(character)) {
      out += character;
      continue;
    }
    let next = i;
    while (next < text.length && /\s/.test(text.charAt(next))) next++;
    const besideHan = out !== '' && (isHan(out.charCodeAt(out.length - 1)) || isHan(text.charCodeAt(next)));
    if (out !== '' && next < text.length && !besideHan) out += ' ';
    i = next - 1;
  }
  return out;
}
