import type { MatchResult } from '../domain/decision';
import type { Matcher } from '../matching/matcher';

/** Matches kept; a month's questions of an office repeat themselves within far fewer. */
const KEPT = 500;
/** Longest text, in characters, that is kept. */
const MAX_LENGTH = 60;

/** What conversations need of a matcher. */
export type Matching = Pick<Matcher, 'match' | 'coverages' | 'normalize'>;

/** A matcher that remembers its latest results: the same questions come again and again, and the same text gives the same result. */
export class RecentMatches implements Matching {
  readonly match: (text: string) => MatchResult;
  readonly normalize: (text: string) => string;

  constructor(private readonly matcher: Matching) {
    this.match = remember((text) => matcher.match(text));
    this.normalize = remember((text) => matcher.normalize(text));
  }

  coverages(text: string, lines: readonly string[]): number[] {
    return this.matcher.coverages(text, lines);
  }
}

function remember<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > MAX_LENGTH) return compute(text);
    const result = known.get(text) ?? compute(text);
    // Taken out and put in again, the oldest of a Map is the one not asked for longest.
    known.delete(text);
    known.set(text, result);
    const oldest = known.size > KEPT ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return result;
  };
}
