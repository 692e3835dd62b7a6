import { Vocabulary, type VocabularyData } from './vocabulary';

// Looked up once: opening an index calls it for every term.
const { log } = Math;

// BM25's usual constants; texts are so short that term frequency is taken as one.
const K1 = 1.2;
const B = 0.4;

/** Plain data of a a phrase index, for storing. */
export interface PhraseIndexData {
  readonly vocabulary: VocabularyData;
  readonly offsets: Uint32Array;
  /** Phrases of each term in ascending order, term by term. */
  readonly postings: Uint32Array;
  /** Group (entry) of each phrase. */
  readonly groups: Uint16Array | Uint32Array;
  /** BM25 length factor of each phrase. */
  readonly norms: Float32Array;
  /** Sum of the inverse document frequencies of each phrase's terms. */
  readonly mass: Float32Array;
  readonly groupCount: number;
}

/** Collects phrases one by one into the plain data of a phrase index. */
export class PhraseIndexBuilder {
  private readonly vocabulary = new Vocabulary();
  private readonly ids = new NumberList();
  private readonly ends = new NumberList();
  private readonly groups = new NumberList();
  private groupCount = 0;

  /** Adds a phrase by its distinct terms; phrases are numbered in the order of adding. */
  add(terms: Iterable<string>, group: number): void {
    this.groups.push(group);
    this.groupCount = Math.max(this.groupCount, group + 1);
    for (const term of terms) this.ids.push(this.vocabulary.add(term));
    this.ends.push(this.ids.length);
  }

  /** The data of an index over the phrases added. */
  build(): PhraseIndexData {
    const { vocabulary, groupCount } = this;
    return {
      vocabulary: vocabulary.data(),
      groups: this.groups.toArray(),
      groupCount,
      ...invert(this.ids.toArray(), this.ends.toArray(), vocabulary.size),
    };
  }
}

/** A growing list of small whole numbers in a typed array. */
class NumberList {
  length = 0;
  private values = new Uint32Array(1024);

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Uint32Array(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }

  toArray(): Uint32Array {
    return this.values.slice(0, this.length);
  }
}

/** Turns the terms of each phrase into the phrases of each term. */
function invert(ids: Uint32Array, ends: Uint32Array, terms: number): Pick<PhraseIndexData, 'offsets' | 'postings' | 'norms' | 'mass'> {
  const phrases = ends.length;
  const offsets = new Uint32Array(terms + 1);
  for (const id of ids) offsets[id + 1] = offsets[id + 1]! + 1;
  const weights = new Float32Array(terms);
  for (let id = 0; id < terms; id++) {
    weights[id] = idf(phrases, offsets[id + 1]!);
    offsets[id + 1] = offsets[id + 1]! + offsets[id]!;
  }
  const next = offsets.slice(0, terms);
  const postings = new Uint32Array(ids.length);
  const norms = new Float32Array(phrases);
  const mass = new Float32Array(phrases);
  for (let phrase = 0, at = 0; phrase < phrases; phrase++) {
    const end = ends[phrase]!;
    norms[phrase] = lengthFactor(end - at, ids.length / phrases);
    let sum = 0;
    for (; at < end; at++) {
      const id = ids[at]!;
      postings[next[id]!] = phrase;
      next[id] = next[id]! + 1;
      sum += weights[id]!;
    }
    mass[phrase] = sum;
  }
  return { offsets, postings, norms, mass };
}

/** BM25's factor for a phrase of so many terms. */
export function lengthFactor(length: number, average: number): number {
  return (K1 + 1) / (1 + K1 * (1 - B + (B * length) / (average || 1)));
}

/** Inverse document frequency of a term that occurs in `frequency` of `count` phrases. */
export function idf(count: number, frequency: number): number {
  return log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}
