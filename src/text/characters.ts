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

/** Builds the table from `opencc-js` and `pinyin-pro`; takes some 150 ms, so callers keep the result. */
export async function buildCharacterTable(): Promise<CharacterTable> {
  const [{ Converter }, { pinyin }] = await Promise.all([import('opencc-js/t2cn'), import('pinyin-pro')]);
  const characters = Array.from({ length: LAST - FIRST + 1 }, (_, i) => String.fromCharCode(FIRST + i));
  // One call for all, each on a line of its own so that no two make a word: many times faster than a call for each.
  const lines = characters.join('\n');
  const converted = Converter({ from: 't', to: 'cn' })(lines).split('\n');
  const readings = pinyin(lines, { toneType: 'none', v: true, type: 'array' }).filter((_, i) => i % 2 === 0);
  const syllables = [''];
  const indexOf = new Map([['', 0]]);
  const reading = Uint16Array.from(readings, (found) => {
    const syllable = /^[a-z]+$/.test(found) ? found : '';
    const index = indexOf.get(syllable) ?? syllables.push(syllable) - 1;
    indexOf.set(syllable, index);
    return index;
  });
  return {
    simplified: characters.map((character, i) => (converted[i]?.length === 1 ? converted[i] : character)).join(''),
    reading,
    syllables,
  };
}
