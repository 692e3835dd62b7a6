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
  private readonly results = new Map<string, MatchResult>();

  constructor(private readonly matcher: Matching) {}

  match(text: string): MatchResult {
    const known = this.results.get(text);
    const result = known ?? this.matcher.match(text);
    if (text.length > MAX_LENGTH) return result;
    // Taken out and put in again, the oldest of a Map is the one not asked for longest.
    this.results.delete(text);
    this.results.set(text, result);
    const oldest = this.results.size > KEPT ? this.results.keys().next().value : undefined;
    if (oldest !== undefined) this.results.delete(oldest);
    return result;
  }

  coverages(text: string, lines: readonly string[]): number[] {
    return this.matcher.coverages(text, lines);
  }

  normalize(text: string): string {
    return this.matcher.normalize(text);
  }
}
