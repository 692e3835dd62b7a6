import type { MatchResult } from '../domain/decision';
import type { Matcher } from '../matching/matcher';
import { remember } from '../text/remember';

/** A month's questions of an office repeat themselves within far fewer. */
const LIMITS = { kept: 500, maxLength: 60 };

/** What conversations need of a matcher. */
export type Matching = Pick<Matcher, 'match' | 'coverages' | 'normalize'>;

/** A matcher that remembers its latest results: the same questions come again and again, and the same text gives the same result. */
export class RecentMatches implements Matching {
  readonly match: (text: string) => MatchResult;
  readonly normalize: (text: string) => string;

  constructor(private readonly matcher: Matching) {
    this.match = remember((text) => matcher.match(text), LIMITS);
    this.normalize = remember((text) => matcher.normalize(text), LIMITS);
  }

  coverages(text: string, lines: readonly string[]): number[] {
    return this.matcher.coverages(text, lines);
  }
}
