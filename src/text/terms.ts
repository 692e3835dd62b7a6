import type { Lexicon } from '../domain/knowledge';
import { type CharacterTable, isHan, readingOf } from './characters';
import { normalize } from './normalize';
import { foldSyllable, PinyinSplitter } from './pinyin';

/** Cuts a run of Han characters into words. */
export type Segmenter = (text: string) => readonly string[];

/** What the matcher compares of a text. */
export interface Terms {
  readonly normalized: string;
  /** Distinct characters, character n-grams, words, Latin tokens and trade terms. */
  readonly lexical: readonly string[];
  /** Distinct toneless, folded pinyin n-grams; Latin pinyin and Han characters give the same ones. */
  readonly sound: readonly string[];
  /** Ids of the trade terms that occur. */
  readonly concepts: readonly string[];
}

interface Run {
  readonly kind: 'han' | 'latin';
  readonly text: string;
}

const TOKENS = /[\u4e00-\u9fff]+|[a-z0-9]+(?:[.\-][a-z0-9]+)*/g;
const PIECES = /[a-z]+|[0-9]+/g;
const SPOKEN_DIGITS = /[零〇一二三四五六七八九幺]{3,}/g;
const DIGIT_OF: Readonly<Record<string, string>> = {
  零: '0', 〇: '0', 一: '1', 幺: '1', 二: '2', 三: '3', 四: '4', 五: '5', 六: '6', 七: '7', 八: '8', 九: '9',
}; // prettier-ignore

/** Turns texts into terms by one character table, one lexicon and one segmenter. */
export class TermExtractor {
  private readonly splitter: PinyinSplitter;
  private readonly aliases = new Map<string, { alias: string; id: string }[]>();
  private readonly fillers: RegExp | null;
  private readonly latin: ReadonlySet<string>;

  constructor(
    private readonly table: CharacterTable,
    lexicon: Lexicon,
    private readonly segment: Segmenter,
  ) {
    this.splitter = new PinyinSplitter(table);
    const latin = new Set(lexicon.latin.map((word) => word.toLowerCase()));
    for (const term of lexicon.terms) {
      for (const word of term.words) {
        const alias = normalize(table, word);
        if (/^[a-z0-9]+$/.test(alias)) latin.add(alias);
        const first = alias.charAt(0);
        const list = this.aliases.get(first) ?? [];
        list.push({ alias, id: term.id });
        this.aliases.set(first, list);
      }
    }
    for (const list of this.aliases.values()) list.sort((a, b) => b.alias.length - a.alias.length);
    this.latin = latin;
    const fillers = lexicon.fillers.map((word) => normalize(table, word)).filter((word) => word !== '');
    fillers.sort((a, b) => b.length - a.length);
    this.fillers = fillers.length === 0 ? null : new RegExp(fillers.map(escapeRegExp).join('|'), 'g');
  }

  /** Canonical form of a text; see {@link normalize}. */
  normalize(text: string): string {
    return normalize(this.table, text);
  }

  /** Terms of a text; a text that consists of fillers only keeps them. */
  extract(text: string): Terms {
    const normalized = this.normalize(text);
    const stripped = this.fillers === null ? normalized : normalized.replace(this.fillers, ' ');
    const useful = /[\u4e00-\u9fffa-z0-9]/.test(stripped) ? stripped : normalized;
    const lexical = new Set<string>();
    const sound = new Set<string>();
    const concepts = new Set<string>();
    const runs: Run[] = [];
    for (const match of useful.matchAll(TOKENS)) {
      const token = match[0];
      runs.push({ kind: isHan(token.charCodeAt(0)) ? 'han' : 'latin', text: token });
    }
    for (const run of runs) {
      if (run.kind === 'han') this.addHan(run.text, lexical);
      else for (const token of [run.text, ...(run.text.match(PIECES) ?? [])]) addLatin(token, lexical);
    }
    for (const match of useful.matchAll(SPOKEN_DIGITS)) addLatin(Array.from(match[0], (digit) => DIGIT_OF[digit] ?? '').join(''), lexical);
    this.addConcepts(useful, lexical, concepts);
    this.addSound(runs, sound);
    return { normalized, lexical: [...lexical], sound: [...sound], concepts: [...concepts] };
  }

  private addHan(run: string, out: Set<string>): void {
    for (let i = 0; i < run.length; i++) {
      out.add(run.slice(i, i + 1));
      if (i + 2 <= run.length) out.add(run.slice(i, i + 2));
      if (i + 3 <= run.length) out.add(run.slice(i, i + 3));
    }
    for (const word of this.segment(run)) if (word.length > 1) out.add(`w${word}`);
  }

  private addConcepts(text: string, out: Set<string>, concepts: Set<string>): void {
    let previous = '';
    let previousIsConcept = false;
    for (let i = 0; i < text.length;) {
      const found = this.aliasAt(text, i);
      const symbol = found?.id ?? text.charAt(i);
      const isConcept = found !== null;
      if (isConcept) {
        concepts.add(symbol);
        out.add(`k${symbol}`);
      }
      if (!isConcept && !isHan(text.charCodeAt(i))) {
        previous = '';
        i++;
        continue;
      }
      if (previous !== '' && (isConcept || previousIsConcept)) out.add(`s${previous}+${symbol}`);
      previous = symbol;
      previousIsConcept = isConcept;
      i += found?.alias.length ?? 1;
    }
  }

  private aliasAt(text: string, start: number): { alias: string; id: string } | null {
    for (const candidate of this.aliases.get(text.charAt(start)) ?? []) {
      if (!text.startsWith(candidate.alias, start)) continue;
      if (isLatinCode(candidate.alias.charCodeAt(0))) {
        const before = text.charCodeAt(start - 1);
        const after = text.charCodeAt(start + candidate.alias.length);
        if (isLatinCode(before) || isLatinCode(after)) continue;
      }
      return candidate;
    }
    return null;
  }

  private addSound(runs: readonly Run[], out: Set<string>): void {
    let sequence: string[] = [];
    const flush = (): void => {
      addNgrams(sequence, out);
      sequence = [];
    };
    for (const run of runs) {
      if (run.kind === 'han') {
        flush();
        for (let i = 0; i < run.text.length; i++) {
          const syllable = this.table.syllables[readingOf(this.table, run.text.charCodeAt(i))] ?? '';
          if (syllable !== '') sequence.push(foldSyllable(syllable));
        }
        flush();
        continue;
      }
      const syllables = this.latin.has(run.text) || /[^a-z]/.test(run.text) ? null : this.splitter.split(run.text);
      if (syllables === null) {
        flush();
        for (const token of [run.text, ...(run.text.match(PIECES) ?? [])]) out.add(`y${token}`);
      } else sequence.push(...syllables.map(foldSyllable));
    }
    flush();
  }
}

function addLatin(token: string, out: Set<string>): void {
  out.add(`l${token}`);
  if (token.length < 4) return;
  for (let i = 0; i + 3 <= token.length; i++) out.add(`g${token.slice(i, i + 3)}`);
}

function addNgrams(sequence: readonly string[], out: Set<string>): void {
  for (let i = 0; i < sequence.length; i++) {
    out.add(`y${sequence[i] ?? ''}`);
    if (i + 2 <= sequence.length) out.add(`y${sequence.slice(i, i + 2).join('-')}`);
    if (i + 3 <= sequence.length) out.add(`y${sequence.slice(i, i + 3).join('-')}`);
  }
}

function isLatinCode(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
