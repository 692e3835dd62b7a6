import { DiceCoefficient } from 'natural/lib/natural/distance';

/**
 * Pairs of texts, as indexes in ascending order, whose Dice coefficient over character bigrams is at least `threshold`
 * (0 to 1). Compares only texts that share one of their rarest bigrams, of which a similar text must have one (the
 * prefix filter of Chaudhuri, Ganti and Kaushik, 2006).
 */
export function similarPairs(texts: readonly string[], threshold: number): [number, number][] {
  const bigrams = texts.map(bigramsOf);
  const frequency = new Map<string, number>();
  for (const set of bigrams) for (const bigram of set) frequency.set(bigram, (frequency.get(bigram) ?? 0) + 1);
  const holders = new Map<string, number[]>();
  const pairs: [number, number][] = [];
  bigrams.forEach((set, text) => {
    const rarestFirst = [...set].sort((a, b) => frequency.get(a)! - frequency.get(b)! || (a < b ? -1 : 1));
    // Less a little, so that rounding does not ask for one more than needed.
    const shared = Math.ceil((set.size * threshold) / (2 - threshold) - 1e-9);
    const candidates = new Set<number>();
    for (const bigram of rarestFirst.slice(0, set.size - shared + 1)) {
      const list = holders.get(bigram) ?? [];
      for (const other of list) candidates.add(other);
      list.push(text);
      holders.set(bigram, list);
    }
    for (const other of [...candidates].sort((a, b) => a - b))
      if (DiceCoefficient(texts[other]!, texts[text]!) >= threshold) pairs.push([other, text]);
  });
  return pairs;
}

function bigramsOf(text: string): Set<string> {
  const bigrams = new Set<string>();
  for (let i = 0; i + 2 <= text.length; i++) bigrams.add(text.slice(i, i + 2));
  return bigrams;
}
