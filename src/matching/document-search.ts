import { TermExtractor, type Terms } from '../text/terms';
import type { TextTools } from './model';
import { PhraseIndex, type PhraseFit } from './phrase-index';
import { PhraseIndexBuilder } from './phrase-index-builder';

/** A document of any question-and-answer set. */
export interface SearchDocument {
  readonly id: string;
  readonly title: string;
  /** Other ways to ask for it. */
  readonly phrasings?: readonly string[] | undefined;
  readonly answer?: string | undefined;
}

/** A document found. */
export interface DocumentHit {
  readonly id: string;
  /** Rank score, comparable within one search only; 0 to about 1. */
  readonly score: number;
  /** How sure it is that this document is meant, comparable between searches, 0 to 1. */
  readonly confidence: number;
}

// How much each view counts beside the words of the best phrase. Chosen by recall at 1 and 5 on sets made of the desk's
// own knowledge: titles alone, with five phrasings, with answers; the figures around them differ little.
const SOUND = 0.3;
const WHOLE = 1;
const ANSWER = 0.6;
/** How many documents each view proposes. */
const PROPOSED = 50;
/** Most phrases of one document that are compared when another view proposed it. */
const COMPARED = 30;
/** Most characters of an answer that are read. */
const ANSWER_LENGTH = 2000;

interface Candidate {
  readonly document: number;
  words: PhraseFit;
  sound: PhraseFit;
  whole: number;
  answer: number;
}

const NO_FIT: PhraseFit = { score: 0, coverage: 0, containment: 0 };

/**
 * Search in any set of questions and answers, up to hundreds of thousands, without training. Ranks by BM25 over
 * characters, character pairs and words of the best title or phrasing, by its pinyin, by all phrasings together and,
 * less, by the answer.
 */
export class DocumentSearch {
  private readonly extractor: TermExtractor;
  private readonly ids: string[] = [];
  /** First phrase of each document, and behind the last document the number of phrases. */
  private readonly starts: number[] = [];
  private readonly words: PhraseIndex;
  private readonly sound: PhraseIndex;
  /** All phrasings of a document as one; null when every document has its title only. */
  private readonly whole: PhraseIndex | null;
  /** Null when no document has an answer. */
  private readonly answers: PhraseIndex | null;

  constructor(documents: readonly SearchDocument[], tools: TextTools) {
    this.extractor = new TermExtractor(tools.table, { terms: [], fillers: [], latin: [] }, tools.segment);
    const words = new PhraseIndexBuilder();
    const sound = new PhraseIndexBuilder();
    const whole = new PhraseIndexBuilder();
    const answers = new PhraseIndexBuilder();
    const hasPhrasings = documents.some(({ phrasings = [] }) => phrasings.length > 0);
    const hasAnswers = documents.some(({ answer = '' }) => answer !== '');
    let phrases = 0;
    for (const { id, title, phrasings = [], answer = '' } of documents) {
      const document = this.ids.push(id) - 1;
      this.starts.push(phrases);
      const all = new Set<string>();
      for (const text of [title, ...phrasings]) {
        const terms = this.read(text);
        words.add(terms.words, document);
        sound.add(terms.sound, document);
        if (hasPhrasings) for (const term of terms.words) all.add(term);
        phrases++;
      }
      if (hasPhrasings) whole.add(all, document);
      if (hasAnswers) answers.add(this.read(answer.slice(0, ANSWER_LENGTH)).words, document);
    }
    this.starts.push(phrases);
    this.words = new PhraseIndex(words.build());
    this.sound = new PhraseIndex(sound.build());
    this.whole = hasPhrasings ? new PhraseIndex(whole.build()) : null;
    this.answers = hasAnswers ? new PhraseIndex(answers.build()) : null;
  }

  /** The best documents for a question, best first, at most `limit`; none when nothing is shared with any. */
  search(question: string, limit = 10): DocumentHit[] {
    const terms = this.read(question);
    const candidates = this.propose(terms, Math.max(limit, PROPOSED));
    this.complete(candidates, terms);
    const most = 1 + SOUND + (this.whole === null ? 0 : WHOLE) + (this.answers === null ? 0 : ANSWER);
    return [...candidates.values()]
      .map((candidate) => ({
        candidate,
        score: (candidate.words.score + SOUND * candidate.sound.score + WHOLE * candidate.whole + ANSWER * candidate.answer) / most,
      }))
      .sort((a, b) => b.score - a.score || a.candidate.document - b.candidate.document)
      .slice(0, limit)
      .map(({ candidate, score }) => ({ id: this.ids[candidate.document]!, score, confidence: confidence(score, candidate, terms) }));
  }

  private read(text: string): { words: readonly string[]; sound: Terms['sound'] } {
    const { lexical, sound } = this.extractor.extract(text);
    return { words: lexical.filter((term) => !isCharacterTriple(term)), sound };
  }

  /** Documents that some view ranks high, with what that view says of them. */
  private propose(terms: { words: readonly string[]; sound: readonly string[] }, limit: number): Map<number, Candidate> {
    const candidates = new Map<number, Candidate>();
    const at = (document: number): Candidate => {
      let candidate = candidates.get(document);
      if (candidate === undefined) {
        candidate = { document, words: NO_FIT, sound: NO_FIT, whole: 0, answer: 0 };
        candidates.set(document, candidate);
      }
      return candidate;
    };
    for (const hit of this.words.search(terms.words, limit)) at(hit.group).words = hit;
    for (const hit of this.sound.search(terms.sound, limit)) at(hit.group).sound = hit;
    for (const hit of this.whole?.search(terms.words, limit) ?? []) at(hit.group).whole = hit.score;
    for (const hit of this.answers?.search(terms.words, limit) ?? []) at(hit.group).answer = hit.score;
    return candidates;
  }

  /** Fills in what the views that did not propose a document say of it. */
  private complete(candidates: ReadonlyMap<number, Candidate>, terms: { words: readonly string[]; sound: readonly string[] }): void {
    const lacking = (view: 'words' | 'sound'): Candidate[] => [...candidates.values()].filter((candidate) => candidate[view] === NO_FIT);
    for (const candidate of lacking('words')) candidate.words = best(this.words.fit(terms.words, this.phrasesOf(candidate.document)));
    for (const candidate of lacking('sound')) candidate.sound = best(this.sound.fit(terms.sound, this.phrasesOf(candidate.document)));
    for (const [view, index] of [
      ['whole', this.whole],
      ['answer', this.answers],
    ] as const) {
      const documents = [...candidates.values()].filter((candidate) => candidate[view] === 0);
      index
        ?.fit(
          terms.words,
          documents.map(({ document }) => document),
        )
        .forEach(({ score }, i) => {
          documents[i]![view] = score;
        });
    }
  }

  private phrasesOf(document: number): number[] {
    const start = this.starts[document]!;
    return Array.from({ length: Math.min(COMPARED, this.starts[document + 1]! - start) }, (_, i) => start + i);
  }
}

function best(fits: readonly PhraseFit[]): PhraseFit {
  return fits.reduce((highest, fit) => (fit.score > highest.score ? fit : highest), NO_FIT);
}

// Triples add a fourth to the index and nothing to the ranking of titles.
function isCharacterTriple(term: string): boolean {
  return term.length === 3 && term.charCodeAt(0) >= 0x4e00;
}

/**
 * A logistic model of score, containment and length, fitted with the weights above: among questions of equal score the
 * longer one is surer, since by chance alone a long question finds a smaller share of itself.
 */
function confidence(score: number, { words, sound }: Candidate, terms: { sound: readonly string[] }): number {
  const containment = Math.max(words.containment, sound.containment);
  return (
    1 / (1 + Math.exp(-(1.33 * Math.log(score + 0.01) + 0.64 * Math.log(containment + 0.01) + 0.47 * Math.log(1 + terms.sound.length))))
  );
}
