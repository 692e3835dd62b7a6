import type { CommandWords, FlowOption } from '../domain/flow';
import { remember } from '../text/remember';

/** What an utterance says of a question's options. */
export type Recognition =
  /** `certain` when the whole text is the option, its number, or a bare yes or no. */
  | { readonly kind: 'pick'; readonly index: number; readonly certain: boolean }
  /** The user rules one option out and names no other. */
  | { readonly kind: 'exclude'; readonly index: number }
  /** The user says that none fits. */
  | { readonly kind: 'none' }
  | { readonly kind: 'miss' };

/** The part of an option that is recognised. */
export type Recognisable = Pick<FlowOption, 'label' | 'say' | 'polarity'>;

const ORDINALS = '一二三四五';
const LETTERS = 'abcde';
const NEGATION = /(?:不是|没有|没能|没法|不能|不会|不用|不太|并不|并没|还没|还不|从没|别|没|不|未|无|非)$/u;
const NEGATIVE = /(?:不是|没|不|未|无|非|别)/gu;
/** Shortest phrase, in characters, that counts when the text was not an answer to the question; shortest one that denies, which says less by itself. */
const MENTION = 3;
const DENYING_MENTION = 4;
/** Dice coefficient from which a similar phrase counts, and by how much it must lead. */
const SIMILAR = 0.6;
const LEAD = 0.12;
/** A message is looked at by one recogniser after another. */
const COMPACTED = { kept: 500, maxLength: 60 };

/**
 * Recognises answers in Chinese free text: negation first, then numbers and ordinals, then the options' own phrases,
 * at last likeness. Texts given to it must be normalised.
 */
export class OptionRecognizer {
  /** Letters and digits of a text in canonical form. */
  readonly compact: (text: string) => string;
  private readonly yes: ReadonlySet<string>;
  private readonly no: ReadonlySet<string>;
  private readonly none: ReadonlySet<string>;
  private readonly endings: readonly string[];
  private readonly known = new Map<string, Likened>();

  constructor(words: CommandWords, normalize: (text: string) => string) {
    this.compact = remember((text) => normalize(text).replace(/[^\u4e00-\u9fffa-z0-9]/g, ''), COMPACTED);
    const prepare = (list: readonly string[]): Set<string> => new Set(list.map((word) => this.compact(word)));
    this.yes = prepare(words.yes);
    this.no = prepare(words.no);
    this.none = prepare(words.none);
    this.endings = [...prepare(words.endings)].sort((a, b) => b.length - a.length);
  }

  /** Which option the text picks, excludes or leaves open. */
  recognise(text: string, options: readonly Recognisable[]): Recognition {
    const full = this.compact(text);
    const bare = this.withoutEndings(full);
    if (full === '') return { kind: 'miss' };
    const exact = options.findIndex((option) => this.phrases(option).some((phrase) => phrase === full || phrase === bare));
    if (exact >= 0) return { kind: 'pick', index: exact, certain: true };
    const excluded = ordinal(/^(?:我)?(?:这)?不是(?:第)?([一二三四五1-5a-e])(?:个|项|条|种)?$/u.exec(bare)?.[1], options.length);
    if (excluded !== null)
      return options.length === 2 ? { kind: 'pick', index: 1 - excluded, certain: true } : { kind: 'exclude', index: excluded };
    if (this.none.has(bare) || this.none.has(full)) return { kind: 'none' };
    const chosen = ordinal(
      /^(?:我)?(?:选|是|要|点|答案)?(?:是)?(?:第)?([一二三四五1-5a-e])(?:个|项|条|种|号|步)?$/u.exec(bare)?.[1],
      options.length,
    );
    if (chosen !== null) return { kind: 'pick', index: chosen, certain: true };
    if (/^(?:我)?(?:选|是|要)?(?:最后|末)一?(?:个|项|条|种)$/u.test(bare))
      return { kind: 'pick', index: options.length - 1, certain: true };
    const polar = this.polar(bare, full, options);
    if (polar >= 0) return { kind: 'pick', index: polar, certain: true };
    const contained = this.contained(full, options);
    if (contained !== null) return contained;
    const similar = this.similar([bare], options);
    if (similar.kind !== 'miss') return similar;
    const clauses = text
      .split(/[,，。;；!！?？\s]+/u)
      .map((clause) => this.withoutEndings(this.compact(clause)))
      .filter((clause) => clause.length > 1);
    return clauses.length > 1 ? this.similar(clauses, options) : similar;
  }

  /** The one option of which a text that was written for another purpose holds a phrase of three characters or more; -1 when none or several. */
  mentioned(text: string, options: readonly Recognisable[]): number {
    const full = this.compact(text);
    const hits = options.flatMap((option, index) => {
      const held = this.likened(option).filter(
        ({ text: phrase, denies }) =>
          phrase.length >= (denies ? DENYING_MENTION : MENTION) &&
          full.includes(phrase) &&
          !NEGATION.test(full.slice(0, full.indexOf(phrase))),
      );
      return held.length === 0 ? [] : [index];
    });
    return hits.length === 1 ? (hits[0] ?? -1) : -1;
  }

  private withoutEndings(text: string): string {
    let bare = text;
    for (let shorter = true; shorter;) {
      const ending = this.endings.find((candidate) => bare.length > candidate.length && bare.endsWith(candidate));
      shorter = ending !== undefined;
      if (ending !== undefined) bare = bare.slice(0, -ending.length);
    }
    return bare;
  }

  private phrases(option: Recognisable): string[] {
    return this.likened(option).map(({ text }) => text);
  }

  /** The option's phrases; there are only so many, and each is met at every turn. */
  private likened({ label, say }: Recognisable): Likened[] {
    return [label, ...say]
      .map((phrase) => {
        const known = this.known.get(phrase);
        if (known !== undefined) return known;
        const made = likened(this.compact(phrase));
        this.known.set(phrase, made);
        return made;
      })
      .filter(({ text }) => text !== '');
  }

  private polar(bare: string, full: string, options: readonly Recognisable[]): number {
    // 好了 says that it works now; only 好 agrees.
    const plain = full.includes('了') && !bare.includes('了') ? full : bare;
    if (this.no.has(plain) || this.no.has(full)) return options.findIndex(({ polarity }) => polarity === 'no');
    if (this.yes.has(plain) || this.yes.has(full)) return options.findIndex(({ polarity }) => polarity === 'yes');
    return -1;
  }

  /** The option with the longest phrase that stands in the text un-negated; a negated yes-phrase counts for no. */
  private contained(text: string, options: readonly Recognisable[]): Recognition | null {
    let best = { index: -1, length: 1, tie: false };
    let negated = { index: -1, length: 1 };
    options.forEach((option, index) => {
      for (const phrase of this.phrases(option)) {
        if (phrase.length < 2) {
          if (phrase !== text) continue;
        }
        const at = text.lastIndexOf(phrase);
        if (at < 0) continue;
        if (NEGATION.test(text.slice(0, at)) && !NEGATION.test(phrase)) {
          if (phrase.length > negated.length) negated = { index, length: phrase.length };
          continue;
        }
        if (phrase.length > best.length) best = { index, length: phrase.length, tie: false };
        else if (phrase.length === best.length && index !== best.index) best = { ...best, tie: true };
      }
    });
    if (best.index >= 0 && !best.tie && best.length >= negated.length) return { kind: 'pick', index: best.index, certain: false };
    if (negated.index < 0) return null;
    const other =
      options.length === 2
        ? 1 - negated.index
        : options[negated.index]?.polarity === 'yes'
          ? options.findIndex(({ polarity }) => polarity === 'no')
          : -1;
    if (other >= 0) return { kind: 'pick', index: other, certain: false };
    return { kind: 'exclude', index: negated.index };
  }

  /** The option with a phrase most similar to one of the texts and of the same polarity. */
  private similar(texts: readonly string[], options: readonly Recognisable[]): Recognition {
    const said = texts.map(likened);
    const scores = options.map((option) =>
      Math.max(0, ...this.likened(option).flatMap((phrase) => said.map((text) => alike(text, phrase)))),
    );
    const best = Math.max(...scores);
    const index = scores.indexOf(best);
    const second = Math.max(0, ...scores.filter((_, i) => i !== index));
    return best >= SIMILAR && best - second >= LEAD ? { kind: 'pick', index, certain: false } : { kind: 'miss' };
  }
}

function ordinal(mark: string | undefined, count: number): number | null {
  if (mark === undefined) return null;
  const place = ORDINALS.includes(mark) ? ORDINALS.indexOf(mark) : LETTERS.includes(mark) ? LETTERS.indexOf(mark) : Number(mark) - 1;
  return place >= 0 && place < count ? place : null;
}

/** What a text is likened by. */
interface Likened {
  readonly text: string;
  /** Its characters and pairs of neighbours. */
  readonly grams: ReadonlySet<string>;
  /** Whether it denies: an even number of negations cancel each other out. */
  readonly denies: boolean;
}

function likened(text: string): Likened {
  return { text, grams: grams(text), denies: [...text.matchAll(NEGATIVE)].length % 2 === 1 };
}

/**
 * Dice's coefficient over characters and pairs, or, when the phrase is nearly all in a longer text, somewhat less than its share
 * found; 0 when only one of them denies.
 */
function alike(text: Likened, phrase: Likened): number {
  if (text.denies !== phrase.denies) return 0;
  let shared = 0;
  for (const gram of phrase.grams) if (text.grams.has(gram)) shared++;
  const dice = (2 * shared) / (text.grams.size + phrase.grams.size || 1);
  return phrase.text.length < 3 ? dice : Math.max(dice, 0.8 * (shared / phrase.grams.size));
}

function grams(text: string): Set<string> {
  const out = new Set<string>();
  for (let i = 0; i < text.length; i++) {
    out.add(text.charAt(i));
    if (i + 1 < text.length) out.add(text.slice(i, i + 2));
  }
  return out;
}
