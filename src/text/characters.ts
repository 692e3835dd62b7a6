const FIRST = 0x4e00;
const LAST = 0x9fff;

/** Per-character facts for U+4E00–U+9FFF: simplified form and commonest toneless syllable. Plain data, so that it can be stored. */
export interface CharacterTable {
  /** Simplified form of each character, as one string in code point order. */
  readonly simplified: string;
  /** Index into `syllables` for each character; 0 when it has no reading. */
  readonly reading: Uint16Array;
  /** Toneless pinyin syllables (ü written v); index 0 is the empty string. */
  readonly syllables: readonly string[];
}

/** True for a character of the CJK Unified Ideographs block. */
export function isHan(code: number): boolean {
  return code >= FIRST && code <= LAST;
}

/** Simplified form of one UTF-16 unit; anything but a Han character comes back unchanged. */
export function simplify(table: CharacterTable, code: number): number {
  return isHan(code) ? table.simplified.charCodeAt(code - FIRST) : code;
}

/** Index of the toneless syllable of a character in `table.syllables`; 0 when it has none. */
export function readingOf(table: CharacterTable, code: number): number {
  return isHan(code) ? (table.reading[code - FIRST] ?? 0) : 0;
}

/** Builds the table from `opencc-js` and `pinyin-pro`; takes some 300 ms, so callers keep the result. */
export async function buildCharacterTable(): Promise<CharacterTable> {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const toSimplified = Converter({ from: 't', to: 'cn' });
  const syllables = [''];
  const indexOf = new Map<string, number>();
  const reading = new Uint16Array(LAST - FIRST + 1);
  let simplified = '';
  for (let code = FIRST; code <= LAST; code++) {
    const character = String.fromCharCode(code);
    const converted = toSimplified(character);
    simplified += converted.length === 1 ? converted : character;
    const syllable = pinyin(character, { toneType: 'none', v: true, nonZh: 'removed' });
    if (!/^[a-z]+$/.test(syllable)) continue;
    let index = indexOf.get(syllable);
    if (index === undefined) {
      index = syllables.push(syllable) - 1;
      indexOf.set(syllable, index);
    }
    reading[code - FIRST] = index;
  }
  return { simplified, reading, syllables };
}
