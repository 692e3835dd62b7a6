import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance';

/** The known name most like a misspelt one, by Damerau–Levenshtein distance; null when none is near (more than a third differs). */
export function nearest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = DamerauLevenshteinDistance(name, candidate, { restricted: true });
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}
