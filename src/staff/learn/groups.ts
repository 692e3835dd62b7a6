import { createHash } from 'node:crypto';
import type { Matcher } from '../../matching/matcher';
import { type LearningStore, UNANSWERED_KINDS, type UnansweredKind, type UnansweredText } from '../../storage/learning-store';
import type { WeighedTerms } from '../../matching/signals';
import { groupAlike } from './grouping';

/** Questions that are alike. */
export interface Group {
  readonly id: string;
  /** Most frequent first. */
  readonly wordings: readonly (UnansweredText & { readonly count: number })[];
  readonly count: number;
  readonly earlier: number;
  readonly kinds: Readonly<Record<UnansweredKind, number>>;
  /** Last time, in milliseconds since 1970. */
  readonly at: number;
}

/** What was found in a period. */
export interface GroupList {
  /** Most frequent first. */
  readonly groups: readonly Group[];
  /** Whether there are more wordings than were looked at. */
  readonly cut: boolean;
}

const DAY_MS = 86_400_000;
/** Most wordings that are put into groups. */
const MAX_WORDINGS = 1000;
/** Texts whose terms are remembered, so that the next look costs nothing for them. */
const MAX_REMEMBERED = 10_000;

/** Finds the groups of unanswered questions. */
export class Groups {
  private readonly remembered = new Map<string, WeighedTerms>();
  private matcher: Matcher | null = null;

  constructor(private readonly store: Pick<LearningStore, 'unanswered'>) {}

  /** The groups of the last `days` days, compared with as many before, counting the given kinds only. */
  async find(matcher: Matcher, days: number, kinds: readonly UnansweredKind[], now = Date.now()): Promise<GroupList> {
    const period = { kinds, from: now - 2 * days * DAY_MS, middle: now - days * DAY_MS, to: now + 1 };
    const texts = await this.store.unanswered(period, MAX_WORDINGS + 1);
    const counted = texts.map((text) => ({ ...text, count: UNANSWERED_KINDS.reduce((sum, kind) => sum + text.kinds[kind], 0) }));
    const groups = groupAlike(counted.slice(0, MAX_WORDINGS), this.remembering(matcher))
      .map(toGroup)
      .filter(({ count }) => count > 0);
    return { groups: groups.sort((a, b) => b.count - a.count || b.at - a.at), cut: texts.length > MAX_WORDINGS };
  }

  private remembering(matcher: Matcher): Pick<Matcher, 'normalize' | 'weigh'> {
    if (matcher !== this.matcher || this.remembered.size > MAX_REMEMBERED) this.remembered.clear();
    this.matcher = matcher;
    return {
      normalize: (text) => matcher.normalize(text),
      weigh: (text) => {
        const known = this.remembered.get(text) ?? matcher.weigh(text);
        this.remembered.set(text, known);
        return known;
      },
    };
  }
}

function toGroup(wordings: readonly [UnansweredText & { count: number }, ...(UnansweredText & { count: number })[]]): Group {
  const sum = (of: (text: UnansweredText & { count: number }) => number): number => wordings.reduce((total, text) => total + of(text), 0);
  return {
    id: createHash('sha256').update(wordings[0].key).digest('base64url').slice(0, 16),
    wordings,
    count: sum(({ count }) => count),
    earlier: sum(({ earlier }) => earlier),
    kinds: Object.fromEntries(UNANSWERED_KINDS.map((kind) => [kind, sum(({ kinds }) => kinds[kind])])) as Record<UnansweredKind, number>,
    at: Math.max(...wordings.map(({ at }) => at)),
  };
}
