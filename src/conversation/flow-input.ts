import { findAmounts, findPercent } from '../text/amount';
import type { PlaceFinder } from './places';

/** Reads the value that an input step asks for: an amount in yuan, a fraction, or an office id; null when the text has none. */
export function readInput(kind: 'amount' | 'percent' | 'place', text: string, places: PlaceFinder): number | string | null {
  switch (kind) {
    case 'amount':
      return findAmounts(text).find((amount) => amount >= 1 && amount < 10_000_000) ?? null;
    case 'percent': {
      const rate = findPercent(text);
      return rate !== null && rate >= 0 && rate <= 0.05 ? rate : null;
    }
    case 'place':
      return places.guess(text)?.id ?? null;
  }
}
