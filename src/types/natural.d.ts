declare module 'natural/lib/natural/distance' {
  /** Damerau–Levenshtein distance; `restricted` counts optimal string alignment. */
  export function DamerauLevenshteinDistance(a: string, b: string, options?: { restricted?: boolean }): number;
  /** Dice's coefficient over bigrams, 0 to 1. */
  export function DiceCoefficient(a: string, b: string): number;
}
