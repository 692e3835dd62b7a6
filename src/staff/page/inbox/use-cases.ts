import { useEffect, useState } from 'preact/hooks';
import type { CaseItem, CasesResponse } from '../../api/inbox';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';

/** Which conversations are listed. */
export type Tab = 'waiting' | 'mine' | 'claimed' | 'closed';

/** The tabs, in their order. */
export const TABS: readonly Tab[] = ['waiting', 'mine', 'claimed', 'closed'];

/** A list that is kept up to date. */
export interface CaseList {
  /** Null until it is there. */
  readonly cases: readonly CaseItem[] | null;
  readonly counts: CasesResponse['counts'];
  readonly failure: string | null;
  /** Loads the conversations behind these; null when there are none. */
  readonly more: (() => void) | null;
}

interface Pages {
  readonly tab: Tab;
  /** The newest; loaded again with every change. */
  readonly first: CasesResponse;
  /** Those loaded behind, as they were then. */
  readonly rest: readonly CaseItem[];
  /** Where the next page begins; undefined while nothing was loaded behind. */
  readonly next: string | null | undefined;
}

const NONE: CasesResponse['counts'] = { waiting: 0, claimed: 0, mine: 0, unread: 0 };

/** The conversations of a tab; `version` counts the inbox's changes. */
export function useCases(tab: Tab, version: number): CaseList {
  const { api } = useDesk();
  const [pages, setPages] = useState<Pages | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const path = `inbox/cases?status=${tab === 'mine' ? 'claimed&mine=1' : tab}`;
  useEffect(() => {
    const abort = new AbortController();
    api.get<CasesResponse>(path, abort.signal).then(
      (first) => {
        setFailure(null);
        setPages((before) => (before?.tab === tab ? { ...before, first } : { tab, first, rest: [], next: undefined }));
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(messageOf(error));
      },
    );
    return () => {
      abort.abort();
    };
  }, [path, version]);

  const shown = pages?.tab === tab ? pages : null;
  const next = shown?.next === undefined ? shown?.first.next : shown.next;
  const more = (): void => {
    if (shown === null || typeof next !== 'string') return;
    api.get<CasesResponse>(`${path}&after=${encodeURIComponent(next)}`).then(
      (page) => {
        setPages((before) => (before?.tab === tab ? { ...before, rest: [...before.rest, ...page.cases], next: page.next } : before));
      },
      (error: unknown) => {
        setFailure(messageOf(error));
      },
    );
  };
  return {
    cases: shown === null ? null : merged(shown),
    counts: pages?.first.counts ?? NONE,
    failure,
    more: typeof next === 'string' ? more : null,
  };
}

/** The first page, and of those behind it what has not moved up. */
function merged({ first, rest }: Pages): readonly CaseItem[] {
  const known = new Set(first.cases.map(({ conversation }) => conversation));
  return [...first.cases, ...rest.filter(({ conversation }) => !known.has(conversation))];
}
