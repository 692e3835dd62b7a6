import type { UnansweredKind } from '../../api/learn';

/** What of the unanswered questions is looked at. */
export interface Filter {
  readonly days: number;
  readonly kinds: readonly UnansweredKind[];
}

/** The kinds, in the order in which they are offered. */
export const KINDS: readonly UnansweredKind[] = ['decline', 'unsolved', 'clarify', 'elsewhere'];
const USUAL: Filter = { days: 30, kinds: ['decline', 'unsolved', 'clarify'] };

/** Reads the filter out of the address. */
export function filterIn(query: URLSearchParams): Filter {
  const kinds = KINDS.filter((kind) => (query.get('kinds') ?? USUAL.kinds.join()).split(',').includes(kind));
  return { days: Number(query.get('days') ?? USUAL.days), kinds: kinds.length === 0 ? USUAL.kinds : kinds };
}

/** The filter as a query, for the address and for the API. */
export function queryOf({ days, kinds }: Filter): string {
  return `days=${String(days)}&kinds=${kinds.join(',')}`;
}
