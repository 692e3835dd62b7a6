const DIGITS: Readonly<Record<string, number>> = { 零: 0, 〇: 0, 一: 1, 二: 2, 两: 2, 三: 3, 四: 4, 五: 5, 六: 6, 七: 7, 八: 8, 九: 9 };
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000, 万: 10000 };
const ARABIC = /(?<![\d.])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s*(?:(万|千|百|k|w)([一二两三四五六七八九\d])?)?/giu;
const CHINESE = /[零〇一二两三四五六七八九十百千万]{2,}/gu;

/** Amounts of money named in a text, in yuan, in order: `3000`, `1.5万`, `8k`, `两万五`, `三千五百`. */
export function findAmounts(text: string): number[] {
  const found: { at: number; value: number }[] = [];
  for (const match of text.matchAll(ARABIC)) {
    const [whole, integer = '', fraction = '', unit = '', rest] = match;
    if (/^\s*(?:%|％|号|日|月|年|个|天|人|岁|点|位|次|家)/.test(text.slice(match.index + whole.length)) && unit === '') continue;
    const factor = unit === '' ? 1 : ({ 万: 10000, w: 10000, 千: 1000, k: 1000, 百: 100 }[unit.toLowerCase()] ?? 1);
    const tail = unit !== '' && rest !== undefined ? ((DIGITS[rest] ?? Number(rest)) * factor) / 10 : 0;
    found.push({ at: match.index, value: Number(integer.replaceAll(',', '') + fraction) * factor + tail });
  }
  for (const match of text.matchAll(CHINESE)) {
    const value = /[十百千万]/.test(match[0]) ? chineseNumber(match[0]) : null;
    if (value !== null) found.push({ at: match.index, value });
  }
  return found.sort((a, b) => a.at - b.at).map(({ value }) => Math.round(value * 100) / 100);
}

/** A percentage named in a text, as a fraction (`0.5%` and `百分之零点五` give 0.005); null when there is none. */
export function findPercent(text: string): number | null {
  const arabic =
    /(\d+(?:\.\d+)?)\s*[%％]/.exec(text) ??
    /百分之\s*(\d+(?:\.\d+)?)/.exec(text) ??
    /^\s*(\d+(?:\.\d+)?)\s*(?:个点)?\s*$/.exec(text) ??
    /(\d+(?:\.\d+)?)\s*个点/.exec(text);
  if (arabic !== null) return Number(arabic[1]) / 100;
  const chinese = /百分之([零〇一二两三四五六七八九])(?:点([零〇一二两三四五六七八九]))?/.exec(text);
  if (chinese === null) return null;
  return ((DIGITS[chinese[1] ?? ''] ?? 0) + (DIGITS[chinese[2] ?? ''] ?? 0) / 10) / 100;
}

function chineseNumber(text: string): number | null {
  let total = 0;
  let section = 0;
  let digit = 0;
  let unit = 10;
  for (const character of text) {
    const value = DIGITS[character];
    if (value !== undefined) {
      digit = value;
      if (value === 0) unit = 10;
      continue;
    }
    unit = UNITS[character] ?? 1;
    if (unit === 10000) {
      total += (section + digit) * unit;
      section = 0;
    } else section += (digit === 0 ? 1 : digit) * unit;
    digit = 0;
  }
  // 两万五 is 25,000, 三千五 is 3,500: a digit at the end counts a tenth of the unit before it.
  const value = total + section + (digit === 0 ? 0 : unit > 10 ? (digit * unit) / 10 : digit);
  return value > 0 ? value : null;
}
