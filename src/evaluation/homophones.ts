import { type CharacterTable, readingOf } from '../text/characters';

/** Most words kept for one sound, the commonest first. */
const KEPT = 6;
/** A word or character must be this common, by jieba's counts, for an input method to propose it early. */
const COMMON = 20;

/** Words that sound alike, for the slips of pinyin input methods. */
export class Homophones {
  private readonly bySound = new Map<string, string[]>();

  /** `dictionary` has a word, its frequency and its tag on each line. */
  constructor(
    private readonly table: CharacterTable,
    dictionary: string,
  ) {
    const words: { word: string; frequency: number }[] = [];
    for (const line of dictionary.split('\n')) {
      const [word = '', frequency = '0'] = line.split(' ', 2);
      if (/^[\u4e00-\u9fff]{1,3}$/.test(word) && Number(frequency) >= COMMON) words.push({ word, frequency: Number(frequency) });
    }
    words.sort((a, b) => b.frequency - a.frequency);
    for (const { word } of words) {
      const sound = this.soundOf(word);
      const alike = this.bySound.get(sound);
      if (alike === undefined) this.bySound.set(sound, [word]);
      else if (alike.length < KEPT) alike.push(word);
    }
  }

  /** Common words of the same toneless sound other than the word itself, commonest first. */
  of(word: string): readonly string[] {
    return (this.bySound.get(this.soundOf(word)) ?? []).filter((other) => other !== word && other.length === word.length);
  }

  private soundOf(word: string): string {
    return Array.from(word, (character) => this.table.syllables[readingOf(this.table, character.charCodeAt(0))] ?? character).join(' ');
  }
}
