import { Vocabulary, type VocabularyData } from './vocabulary';

// BM25's usual constants; texts are so short that term frequency is taken as one.
const K1 = 1.2;
const B = 0.4;

/** Plain data of a {@link PhraseIndex}, for storing. */
export interface PhraseIndexData {
  readonly vocabulary: VocabularyData;
  readonly offsets: Uint32Array;
  readonly postings: Uint32Array;
  /** Group (entry) of each phrase. */
  readonly groups: Uint16Array | Uint32Array;
  /** BM25 length factor of each phrase. */
  readonly norms: Float32Array;
  /** Sum of the inverse document frequencies of each phrase's terms. */
  readonly mass: Float32Array;
  readonly groupCount: number;
}

/** A group's best phrase for a query. */
export interface PhraseHit {
  readonly group: number;
  /** Number of the best phrase. */
  readonly phrase: number;
  /** BM25 score of the best phrase, divided by the query's highest possible score: about 0 to 1. */
  readonly score: number;
  /** Mean score of the group's three best phrases. */
  readonly support: number;
  /** Share of the query's weight found in the phrase, 0 to 1. */
  readonly coverage: number;
  /** Share of the phrase's weight found in the query, 0 to 1. */
  readonly containment: number;
}

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over short phrases, where a group scores
 * as its best phrase. Terms are added rarest first; once the rest cannot lift a new phrase over the best ones found, only
 * phrases already met are scored on (the "continue" strategy of Moffat and Zobel, 1996).
 */
export class PhraseIndex {
  private readonly vocabulary: Vocabulary;
  private readonly sums: Float32Array;
  private readonly touched: Uint32Array;

  constructor(private readonly data: PhraseIndexData) {
    this.vocabulary = new Vocabulary(data.vocabulary);
    this.sums = new Float32Array(data.groups.length);
    this.touched = new Uint32Array(data.groups.length);
  }

  /** Builds the index from each phrase's distinct terms and group number. */
  static build(phrases: Iterable<{ readonly terms: readonly string[]; readonly group: number }>): PhraseIndexData {
    const vocabulary = new Vocabulary();
    const lists: number[][] = [];
    const groups: number[] = [];
    const termsOf: Uint32Array[] = [];
    let groupCount = 0;
    for (const { terms, group } of phrases) {
      const phrase = groups.push(group) - 1;
      groupCount = Math.max(groupCount, group + 1);
      const ids = Uint32Array.from(terms, (term) => vocabulary.add(term));
      termsOf.push(ids);
      for (const id of ids) (lists[id] ??= []).push(phrase);
    }
    const offsets = new Uint32Array(lists.length + 1);
    let total = 0;
    lists.forEach((list, id) => {
      offsets[id] = total;
      total += list.length;
    });
    offsets[lists.length] = total;
    const postings = new Uint32Array(total);
    lists.forEach((list, id) => {
      postings.set(list, offsets[id]);
    });
    const average = total / Math.max(1, groups.length);
    const norms = new Float32Array(groups.length);
    const mass = new Float32Array(groups.length);
    termsOf.forEach((ids, phrase) => {
      norms[phrase] = (K1 + 1) / (1 + K1 * (1 - B + (B * ids.length) / average));
      let sum = 0;
      for (const id of ids) sum += idf(groups.length, (offsets[id + 1] ?? 0) - (offsets[id] ?? 0));
      mass[phrase] = sum;
    });
    return { vocabulary: vocabulary.data(), offsets, postings, groups: Uint32Array.from(groups), norms, mass, groupCount };
  }

  /** Inverse document frequency of a term; a term in no phrase counts as one in half a phrase. */
  weight(term: string): number {
    const id = this.vocabulary.find(term);
    return idf(this.data.groups.length, id < 0 ? 0.5 : this.frequency(id));
  }

  /** True when the term occurs in some phrase. */
  has(term: string): boolean {
    return this.vocabulary.find(term) >= 0;
  }

  /**
   * Best phrase of every group that shares a term with the query, best group first, at most `limit`.
   * `exclude` leaves one phrase out, as if it had not been indexed.
   */
  search(terms: readonly string[], limit: number, exclude = -1): PhraseHit[] {
    const { groups, norms, mass } = this.data;
    const count = groups.length;
    const known: { id: number; weight: number }[] = [];
    let queryMass = 0;
    for (const term of terms) {
      const id = this.vocabulary.find(term);
      const weight = idf(count, id < 0 ? 0.5 : this.frequency(id));
      queryMass += weight;
      if (id >= 0) known.push({ id, weight });
    }
    known.sort((a, b) => b.weight - a.weight || a.id - b.id);
    const met = this.accumulate(known, limit);
    const queryNorm = (K1 + 1) / (1 + K1 * (1 - B + B * (terms.length / this.averageLength)));
    const full = queryMass * queryNorm;
    const best = new Map<number, { phrase: number; first: number; second: number; third: number }>();
    for (let i = 0; i < met; i++) {
      const phrase = this.touched[i] ?? 0;
      const score = (this.sums[phrase] ?? 0) * (norms[phrase] ?? 0);
      if (phrase === exclude) continue;
      const group = groups[phrase] ?? 0;
      const entry = best.get(group);
      if (entry === undefined) best.set(group, { phrase, first: score, second: 0, third: 0 });
      else if (score > entry.first) {
        entry.third = entry.second;
        entry.second = entry.first;
        entry.first = score;
        entry.phrase = phrase;
      } else if (score > entry.second) {
        entry.third = entry.second;
        entry.second = score;
      } else if (score > entry.third) entry.third = score;
    }
    const ranked = [...best].sort((a, b) => b[1].first - a[1].first || a[0] - b[0]).slice(0, limit);
    const hits = ranked.map(([group, entry]) => {
      const matched = this.sums[entry.phrase] ?? 0;
      return {
        group,
        phrase: entry.phrase,
        score: full === 0 ? 0 : entry.first / full,
        support: full === 0 ? 0 : (entry.first + entry.second + entry.third) / 3 / full,
        coverage: queryMass === 0 ? 0 : matched / queryMass,
        containment: matched / Math.max(1e-6, mass[entry.phrase] ?? 0),
      };
    });
    for (let i = 0; i < met; i++) this.sums[this.touched[i] ?? 0] = 0;
    return hits;
  }

  private get averageLength(): number {
    return this.data.postings.length / Math.max(1, this.data.groups.length);
  }

  private frequency(id: number): number {
    return (this.data.offsets[id + 1] ?? 0) - (this.data.offsets[id] ?? 0);
  }

  /** Adds up the weights of the query's terms per phrase; returns how many phrases were met. */
  private accumulate(known: readonly { id: number; weight: number }[], limit: number): number {
    const { offsets, postings } = this.data;
    const { sums, touched } = this;
    let met = 0;
    let rest = 0;
    for (const { weight } of known) rest += weight;
    let closed = false;
    for (const { id, weight } of known) {
      const start = offsets[id] ?? 0;
      const end = offsets[id + 1] ?? 0;
      if (!closed && met >= limit && end - start > 2000) closed = rest < this.threshold(met, limit);
      if (closed) {
        for (let i = start; i < end; i++) {
          const phrase = postings[i]!;
          const sum = sums[phrase]!;
          if (sum > 0) sums[phrase] = sum + weight;
        }
      } else {
        for (let i = start; i < end; i++) {
          const phrase = postings[i]!;
          const sum = sums[phrase]!;
          if (sum === 0) touched[met++] = phrase;
          sums[phrase] = sum + weight;
        }
      }
      rest -= weight;
    }
    return met;
  }

  /** The `limit`-th highest sum so far, by a coarse selection. */
  private threshold(met: number, limit: number): number {
    const top = new Float32Array(limit);
    for (let i = 0; i < met; i++) {
      const sum = this.sums[this.touched[i] ?? 0] ?? 0;
      if (sum <= (top[0] ?? 0)) continue;
      let j = 0;
      while (j + 1 < limit && (top[j + 1] ?? 0) < sum) {
        top[j] = top[j + 1] ?? 0;
        j++;
      }
      top[j] = sum;
    }
    return top[0] ?? 0;
  }
}

function idf(count: number, frequency: number): number {
  return Math.log(1 + (count - frequency + 0.5) / (frequency + 0.5));
}
