import { DamerauLevenshteinDistance } from 'natural/lib/natural/distance';

/** The known name most like a misspelt one, by Damerau–Levenshtein distance; null when none is near (more than a third differs). */
export function nearest(name: string, known: readonly string[]): string | null {
  const best = closest(name, known);
  return best !== null && distance(name, best) <= Math.max(1, Math.floor(name.length / 3)) ? best : null;
}

/** The known name most like a given one, however unlike; the first of equals, null when nothing is known. */
export function closest(name: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const candidateDistance = distance(name, candidate);
    if (candidateDistance < bestDistance) {
      best = candidate;
      bestDistance = candidateDistance;
    }
  }
  return best;
}

function distance(a: string, b: string): number {
  return DamerauLevenshteinDistance(a, b, { restricted: true });
}
