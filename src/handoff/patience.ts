import type { CaseState } from '../storage/store';

/** The holder's silence that ends a case without anybody waiting for a word: so many times the patience. */
const IDLE_FACTOR = 4;

/**
 * Whether a conversation belongs to a person at this moment, so that the desk says nothing. It belongs to the desk again
 * when its user has waited for longer than `patience`, or the person has said nothing for four times as long. All in milliseconds.
 */
export function isHeld(held: CaseState | undefined, now: number, patience: number): boolean {
  if (held?.status !== 'claimed') return false;
  const { touchedAt, heardAt } = held;
  return (heardAt === null || now - heardAt < patience) && now - touchedAt < IDLE_FACTOR * patience;
}
