const ID_CARD =
  /(?<!\d)[1-9]\d{5}[- .]?(?:18|19|20)\d{2}[- .]?(?:0[1-9]|1[0-2])[- .]?(?:0[1-9]|[12]\d|3[01])[- .]?\d{3}[- .]?[0-9x](?!\d)/gi;
const MOBILE = /(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d(?:(?:[- .]?\d{4}){2}|[- ]\d{3}[- ]\d{5})(?!\d)/g;
const CARD = /(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,4})?(?!\d)/g;
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';
/** Full-width signs stand this far behind their ASCII forms. */
const FULL_WIDTH = 0xfee0;

/** Digits of the shortest number that is hidden, a mobile number. */
const FEWEST_DIGITS = 11;

/**
 * Replaces ID-card, mobile and bank-card numbers by their first and last digits. ID cards are recognised by date and
 * check digit (GB 11643), bank cards by the Luhn sum (ISO/IEC 7812-1), so that bill numbers stay readable.
 */
export function maskPersonal(text: string, keep: ReadonlySet<string> = new Set()): string {
  if (!holdsDigits(text, FEWEST_DIGITS)) return text;
  const hide = (found: string, head: number, tail: number): string =>
    keep.has(found) ? found : `${found.slice(0, head)}****${found.slice(-tail)}`;
  const plain = text.replace(/[０-９Ｘｘ＋－　]/g, (sign) => (sign === '　' ? ' ' : String.fromCharCode(sign.charCodeAt(0) - FULL_WIDTH)));
  const masked = plain
    .replace(ID_CARD, (found) => (isIdCard(found) ? hide(found, 3, 2) : found))
    .replace(CARD, (found) => (isBankCard(found) ? hide(found, 4, 4) : found))
    .replace(MOBILE, (found) => hide(found, 3, 2));
  return masked === plain ? text : masked;
}

/** Whether a text holds so many digits, of either width. */
function holdsDigits(text: string, count: number): boolean {
  let found = 0;
  for (let i = 0; i < text.length && found < count; i++) {
    const code = text.charCodeAt(i);
    const ascii = code > FULL_WIDTH ? code - FULL_WIDTH : code;
    if (ascii >= 48 && ascii <= 57) found++;
  }
  return found === count;
}

function isIdCard(number: string): boolean {
  const digits = number.replace(/[- .]/g, '').toUpperCase();
  const sum = ID_WEIGHTS.reduce((total, weight, i) => total + weight * Number(digits[i]), 0);
  return ID_CHECKS[sum % 11] === digits.slice(-1);
}

function isBankCard(number: string): boolean {
  const digits = number.replace(/\D/g, '');
  if (digits.length < 15 || digits.length > 19) return false;
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit : digit * 2;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
