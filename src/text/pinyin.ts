import type { CharacterTable } from './characters';

/** Folds syllables that input methods and dialects confuse: zh/z, ch/c, sh/s, final -ng/-n. */
export function foldSyllable(syllable: string): string {
  return syllable
    .replace(/^([zcs])h/, '$1')
    .replace(/ng$/, 'n')
    .replace(/^lv/, 'lu')
    .replace(/^nv/, 'nu');
}

/** Splits toneless pinyin written as Latin letters into syllables. */
export class PinyinSplitter {
  private readonly syllables: ReadonlySet<string>;

  constructor(table: CharacterTable) {
    const all = new Set(table.syllables.filter((syllable) => syllable !== ''));
    // Interjections and rare readings would let almost any English word pass for pinyin.
    for (const rare of ['m', 'n', 'ng', 'hm', 'hng', 'o', 'ei', 'fiao', 'rua', 'den', 'kei', 'zhei', 'dia', 'eng', 'r']) all.delete(rare);
    this.syllables = all;
  }

  /** Syllables of a lower-case word without spaces, fewest first choice; null when it is not pinyin throughout. */
  split(word: string): string[] | null {
    const length = word.length;
    if (length === 0 || length > 80) return null;
    const best: (number | undefined)[] = [0];
    const from: number[] = [];
    for (let end = 1; end <= length; end++) {
      for (let size = Math.min(6, end); size >= 1; size--) {
        const before = best[end - size];
        if (before === undefined || !this.syllables.has(word.slice(end - size, end))) continue;
        // A one-letter syllable (a, e) is far rarer than the boundary it would replace.
        const cost = before + (size === 1 ? 2.5 : 1);
        const known = best[end];
        if (known === undefined || cost < known) {
          best[end] = cost;
          from[end] = end - size;
        }
      }
    }
    if (best[length] === undefined) return null;
    const out: string[] = [];
    for (let end = length; end > 0; end = from[end] ?? 0) out.unshift(word.slice(from[end] ?? 0, end));
    return out;
  }
}
