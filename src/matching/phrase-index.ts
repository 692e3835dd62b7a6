import { GroupBest, type GroupRun, runsOf, TopGroups } from './group-best';
import { idf, lengthFactor, PhraseIndexBuilder, type PhraseIndexData } from './phrase-index-builder';
import { Vocabulary } from './vocabulary';

export type { PhraseIndexData };

/** A search is pruned in an index of more phrases than this when it asks for less than this share of the groups; else adding up is faster. */
const PRUNE_ABOVE = 8_000;
const PRUNE_BELOW_SHARE = 1 / 8;

/** How well one phrase fits a query. */
export interface PhraseFit {
  /** BM25 score of the phrase, divided by the query's highest possible score: about 0 to 1. */
  readonly score: number;
  /** Share of the query's weight found in the phrase, 0 to 1. */
  readonly coverage: number;
  /** Share of the phrase's weight found in the query, 0 to 1. */
  readonly containment: number;
}

/** A group's best phrase for a query. */
export interface PhraseHit extends PhraseFit {
  readonly group: number;
  /** Number of the best phrase. */
  readonly phrase: number;
  /** Mean score of the group's three best phrases; when few groups of a large index are asked for, of those met. */
  readonly support: number;
}

/** A query's terms that the index knows, with the sums that its scores are divided by. */
interface Query {
  readonly ids: readonly number[];
  readonly weights: readonly number[];
  /** Weight of all terms, the unknown ones too. */
  readonly mass: number;
  /** Score of a phrase equal to the query. */
  readonly full: number;
}

/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over short phrases, where a group scores
 * as its best phrase. In a large index terms are added rarest first; once the rest cannot lift a new phrase among the
 * best groups found, only phrases already met are scored on, and those out of reach are dropped (the "continue" strategy
 * of Moffat and Zobel, 1996, with the bounds of Turtle and Flood's MaxScore, 1995). Both ways give the same best groups.
 */
export class PhraseIndex {
  private readonly vocabulary: Vocabulary;
  private readonly averageLength: number;
  private readonly maxNorm: number;
  private readonly weights: Float64Array;
  private readonly unknownWeight: number;
  private readonly sums: Float32Array;
  private readonly met: Uint32Array;
  private readonly best: GroupBest;
  /** Made at the first search of all groups; a large index is hardly ever searched so. */
  private runs: readonly GroupRun[] | null = null;

  constructor(private readonly data: PhraseIndexData) {
    this.vocabulary = new Vocabulary(data.vocabulary);
    this.averageLength = data.postings.length / Math.max(1, data.groups.length);
    this.maxNorm = data.norms.reduce((max, norm) => Math.max(max, norm), 0);
    this.weights = new Float64Array(data.vocabulary.size).map((_, id) => idf(data.groups.length, this.frequency(id)));
    this.unknownWeight = idf(data.groups.length, 0.5);
    this.sums = new Float32Array(data.groups.length);
    this.met = new Uint32Array(data.groups.length);
    this.best = new GroupBest(data.groupCount);
  }

  /** Builds the index from each phrase's distinct terms and group number. */
  static build(phrases: Iterable<{ readonly terms: readonly string[]; readonly group: number }>): PhraseIndexData {
    const builder = new PhraseIndexBuilder();
    for (const { terms, group } of phrases) builder.add(terms, group);
    return builder.build();
  }

  /** Inverse document frequency of a term; a term in no phrase counts as one in half a phrase. */
  weight(term: string): number {
    return this.weightOf(this.vocabulary.find(term));
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
    const { sums, best } = this;
    const { mass, groupCount } = this.data;
    const query = this.prepare(terms);
    if (limit >= groupCount * PRUNE_BELOW_SHARE || sums.length <= PRUNE_ABOVE) this.collectAll(query, exclude);
    else this.collectBest(query, limit, exclude);
    const hits = best.top(limit).map((group) => {
      const phrase = best.phrases[group]!;
      const matched = sums[phrase]!;
      return {
        group,
        phrase,
        score: best.first[group]! / query.full,
        support: (best.first[group]! + best.second[group]! + best.third[group]!) / 3 / query.full,
        coverage: matched / query.mass,
        containment: matched / Math.max(1e-6, mass[phrase]!),
      };
    });
    best.clear();
    sums.fill(0);
    return hits;
  }

  /** How well given phrases fit a query, in their order. */
  fit(terms: readonly string[], phrases: readonly number[]): PhraseFit[] {
    const { offsets, postings, norms, mass } = this.data;
    const query = this.prepare(terms);
    return phrases.map((phrase) => {
      let matched = 0;
      query.ids.forEach((id, i) => {
        if (contains(postings, offsets[id]!, offsets[id + 1]!, phrase)) matched += query.weights[i]!;
      });
      if (matched === 0) return { score: 0, coverage: 0, containment: 0 };
      return {
        score: (matched * norms[phrase]!) / query.full,
        coverage: matched / query.mass,
        containment: matched / Math.max(1e-6, mass[phrase]!),
      };
    });
  }

  private prepare(terms: readonly string[]): Query {
    const ids: number[] = [];
    let mass = 0;
    for (const term of terms) {
      const id = this.vocabulary.find(term);
      mass += this.weightOf(id);
      if (id >= 0) ids.push(id);
    }
    return { ids, weights: ids.map((id) => this.weights[id]!), mass, full: mass * lengthFactor(terms.length, this.averageLength) };
  }

  private weightOf(id: number): number {
    return id < 0 ? this.unknownWeight : this.weights[id]!;
  }

  private frequency(id: number): number {
    return this.data.offsets[id + 1]! - this.data.offsets[id]!;
  }

  /** Adds up all terms for all phrases. */
  private collectAll({ ids, weights }: Query, exclude: number): void {
    ids.forEach((id, i) => {
      this.addToAll(id, weights[i]!);
    });
    if (exclude >= 0) this.sums[exclude] = 0;
    this.runs ??= runsOf(this.data.groups);
    this.best.addAll(this.sums, this.data.norms, this.runs);
  }

  private addToAll(id: number, weight: number): void {
    const { sums } = this;
    const { offsets, postings } = this.data;
    const end = offsets[id + 1]!;
    for (let i = offsets[id]!; i < end; i++) {
      const phrase = postings[i]!;
      sums[phrase] = sums[phrase]! + weight;
    }
  }

  /** Adds up what the `limit` best groups can need. */
  private collectBest(query: Query, limit: number, exclude: number): void {
    const { sums, best, met, weights } = this;
    const { groups, norms } = this.data;
    const rarestFirst = query.ids.toSorted((a, b) => weights[b]! - weights[a]! || a - b);
    const top = new TopGroups(limit);
    let rest = query.weights.reduce((sum, weight) => sum + weight, 0);
    let done = 0;
    let count = 0;
    let closed = false;
    for (const id of rarestFirst) {
      const weight = weights[id]!;
      // Before half the weight is added no bound can be high enough; after it, looking for one pays for long lists only.
      if (rest < done && count >= limit && this.frequency(id) * 2 > count) {
        this.findTop(top, count, exclude);
        closed ||= rest * this.maxNorm < top.least;
        if (closed) count = this.keepReachable(count, rest, top.least);
      }
      if (closed) this.addToMet(id, weight, count);
      else count = this.addAndMeet(id, weight, count);
      rest -= weight;
      done += weight;
    }
    for (let i = 0; i < count; i++) {
      const phrase = met[i]!;
      if (phrase !== exclude) best.add(groups[phrase]!, phrase, sums[phrase]! * norms[phrase]!);
    }
  }

  private addAndMeet(id: number, weight: number, count: number): number {
    const { sums, met } = this;
    const { offsets, postings } = this.data;
    const end = offsets[id + 1]!;
    let next = count;
    for (let i = offsets[id]!; i < end; i++) {
      const phrase = postings[i]!;
      const sum = sums[phrase]!;
      if (sum === 0) met[next++] = phrase;
      sums[phrase] = sum + weight;
    }
    return next;
  }

  private addToMet(id: number, weight: number, count: number): void {
    const { sums, met } = this;
    const { offsets, postings } = this.data;
    const start = offsets[id]!;
    const end = offsets[id + 1]!;
    if (count * 2 * Math.log2(end - start + 2) > end - start) {
      this.addToAll(id, weight);
      return;
    }
    for (let i = 0; i < count; i++) {
      const phrase = met[i]!;
      if (contains(postings, start, end, phrase)) sums[phrase] = sums[phrase]! + weight;
    }
  }

  private findTop(top: TopGroups, count: number, exclude: number): void {
    const { sums, met } = this;
    const { groups, norms } = this.data;
    top.restart();
    for (let i = 0; i < count; i++) {
      const phrase = met[i]!;
      const score = sums[phrase]! * norms[phrase]!;
      if (score > top.least && phrase !== exclude) top.add(groups[phrase]!, score);
    }
  }

  /** Drops the met phrases that the rest of the terms cannot lift to the bound; returns how many stay. */
  private keepReachable(count: number, rest: number, bound: number): number {
    const { sums, met } = this;
    const { norms } = this.data;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const phrase = met[i]!;
      if ((sums[phrase]! + rest) * norms[phrase]! >= bound) met[kept++] = phrase;
    }
    return kept;
  }
}

function contains(postings: Uint32Array, start: number, end: number, phrase: number): boolean {
  let low = start;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (postings[middle]! < phrase) low = middle + 1;
    else high = middle;
  }
  return low < end && postings[low] === phrase;
}
