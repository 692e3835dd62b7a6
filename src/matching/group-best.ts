/** Phrases of one group that follow one another, from `start` to before `end`. */
export interface GroupRun {
  readonly group: number;
  readonly start: number;
  readonly end: number;
}

/** The runs of equal groups in a list of the phrases' groups. */
export function runsOf(groups: Uint16Array | Uint32Array): GroupRun[] {
  const runs: GroupRun[] = [];
  for (let start = 0, end = 1; start < groups.length; start = end, end++) {
    while (end < groups.length && groups[end] === groups[start]) end++;
    runs.push({ group: groups[start]!, start, end });
  }
  return runs;
}

/** The three best scores of each group met in a search, with the number of the best phrase. */
export class GroupBest {
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly third: Float64Array;
  readonly phrases: Int32Array;
  private readonly touched: Int32Array;
  private count = 0;

  constructor(groups: number) {
    this.first = new Float64Array(groups);
    this.second = new Float64Array(groups);
    this.third = new Float64Array(groups);
    this.phrases = new Int32Array(groups);
    this.touched = new Int32Array(groups);
  }

  add(group: number, phrase: number, score: number): void {
    const first = this.first[group]!;
    if (score > first) {
      if (first === 0) this.touched[this.count++] = group;
      this.third[group] = this.second[group]!;
      this.second[group] = first;
      this.first[group] = score;
      this.phrases[group] = phrase;
    } else if (score > this.second[group]!) {
      this.third[group] = this.second[group]!;
      this.second[group] = score;
    } else if (score > this.third[group]!) this.third[group] = score;
  }

  /**
   * Adds every phrase with a sum. Phrases of a group mostly follow one another; a run of them is worked through with its
   * best at hand. A test for sums above zero would be mispredicted half the time, which costs more than it saves.
   */
  addAll(sums: Float32Array, norms: Float32Array, runs: readonly GroupRun[]): void {
    for (const { group, start, end } of runs) {
      let phrase = -1;
      let first = 0;
      let second = 0;
      let third = 0;
      for (let i = start; i < end; i++) {
        const score = sums[i]! * norms[i]!;
        if (score <= third) continue;
        if (score > first) {
          third = second;
          second = first;
          first = score;
          phrase = i;
        } else if (score > second) {
          third = second;
          second = score;
        } else third = score;
      }
      for (const score of [first, second, third]) if (score > 0) this.add(group, phrase, score);
    }
  }

  /** The groups met, best first, at most `limit`. */
  top(limit: number): number[] {
    const { first } = this;
    const least = this.count > limit * 4 ? this.score(limit) : 0;
    const groups: number[] = [];
    for (let i = 0; i < this.count; i++) {
      const group = this.touched[i]!;
      if (first[group]! >= least) groups.push(group);
    }
    return groups.sort((a, b) => first[b]! - first[a]! || a - b).slice(0, limit);
  }

  /** Score of the group at a place counted from 1; 0 when there are fewer groups. */
  score(place: number): number {
    const { first } = this;
    const top = new Float64Array(place);
    for (let i = 0; i < this.count; i++) {
      const score = first[this.touched[i]!]!;
      if (score <= top[0]!) continue;
      let slot = 0;
      while (slot + 1 < place && top[slot + 1]! < score) {
        top[slot] = top[slot + 1]!;
        slot++;
      }
      top[slot] = score;
    }
    return top[0] ?? 0;
  }

  clear(): void {
    for (let i = 0; i < this.count; i++) {
      const group = this.touched[i]!;
      this.first[group] = 0;
      this.second[group] = 0;
      this.third[group] = 0;
    }
    this.count = 0;
  }
}

/** The scores of the best groups, of which only the least matters: whoever cannot reach it is out. */
export class TopGroups {
  /** Score of the `limit`-th best group seen, a hair lower to allow for rounding; 0 before there are as many. */
  least = 0;
  private readonly groups: number[] = [];
  private readonly scores: number[] = [];

  constructor(private readonly limit: number) {}

  /** Forgets the groups but not the least score, since sums only grow. */
  restart(): void {
    this.groups.length = 0;
    this.scores.length = 0;
  }

  /** Takes a phrase's score for its group. */
  add(group: number, score: number): void {
    const { groups, scores, limit } = this;
    const known = groups.indexOf(group);
    if (known >= 0) {
      if (score <= scores[known]!) return;
      groups.splice(known, 1);
      scores.splice(known, 1);
    }
    let place = scores.length;
    while (place > 0 && scores[place - 1]! < score) place--;
    groups.splice(place, 0, group);
    scores.splice(place, 0, score);
    if (scores.length > limit) {
      groups.pop();
      scores.pop();
    }
    if (scores.length === limit) this.least = Math.max(this.least, scores[limit - 1]! * 0.9999);
  }
}
