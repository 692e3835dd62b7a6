import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { CaseItem, CaseMessage, CaseMessagesResponse, CaseResponse } from '../../api/inbox';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { inboxTexts } from './texts';

/** A conversation that is kept up to date. */
export interface OpenCase {
  /** Null until it is there. */
  readonly data: CaseResponse | null;
  readonly failure: string | null;
  /** What others have done with it while it was open; empty when nothing. */
  readonly news: string;
  readonly reload: () => void;
  readonly loadEarlier: () => void;
}

/** One conversation; `version` counts the inbox's changes. */
export function useCase(id: string, version: number): OpenCase {
  const { api, account } = useDesk();
  const [data, setData] = useState<CaseResponse | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [news, setNews] = useState('');
  const [tries, setTries] = useState(0);
  const before = useRef<CaseItem | null>(null);
  const path = `inbox/cases/${encodeURIComponent(id)}`;
  useEffect(() => {
    const abort = new AbortController();
    api.get<CaseResponse>(path, abort.signal).then(
      (fresh) => {
        const old = before.current;
        before.current = fresh.case;
        if (old !== null) setNews((said) => newsOf(old, fresh.case, account.name) ?? said);
        setFailure(null);
        setData((known) => joined(known, fresh));
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setFailure(messageOf(error));
      },
    );
    return () => {
      abort.abort();
    };
  }, [path, version, tries]);

  const reload = useCallback(() => {
    setTries((count) => count + 1);
  }, []);
  const first = data?.messages[0]?.sequence ?? 1;
  const loadEarlier = (): void => {
    api.get<CaseMessagesResponse>(`${path}/messages?before=${String(first)}`).then(
      ({ messages, more }) => {
        setData((known) => (known === null ? known : { ...known, messages: joinedMessages(messages, known.messages), earlier: more }));
      },
      (error: unknown) => {
        setFailure(messageOf(error));
      },
    );
  };
  return { data, failure, news, reload, loadEarlier };
}

/** The last of some messages; Chromium 86 has no `at`. */
export function lastOf(messages: readonly CaseMessage[]): CaseMessage | undefined {
  return messages[messages.length - 1];
}

/** What is known with what has come, unless there is a gap between them. */
function joined(known: CaseResponse | null, fresh: CaseResponse): CaseResponse {
  const last = lastOf(known?.messages ?? [])?.sequence ?? 0;
  const begins = fresh.messages[0]?.sequence ?? 1;
  if (known === null || begins > last + 1) return fresh;
  const messages = joinedMessages(known.messages, fresh.messages);
  return { ...fresh, messages, earlier: known.messages[0]?.sequence === messages[0]?.sequence ? known.earlier : fresh.earlier };
}

function joinedMessages(older: readonly CaseMessage[], newer: readonly CaseMessage[]): readonly CaseMessage[] {
  const begins = newer[0]?.sequence ?? Infinity;
  return [...older.filter(({ sequence }) => sequence < begins), ...newer];
}

/** What a colleague, the user or the time has done with a conversation; empty for what oneself has done, null when nothing was. */
function newsOf(old: CaseItem, now: CaseItem, me: string): string | null {
  if (old.status === now.status && old.holder === now.holder) return null;
  const { changed } = inboxTexts;
  const other = now.holder !== null && now.holder !== me;
  switch (now.status) {
    case 'claimed':
      if (!other) return '';
      return (old.status === 'claimed' ? changed.takenOver : changed.claimed)(now.holder);
    case 'waiting':
      return old.holder === me ? changed.returned : '';
    case 'closed':
      if (now.ending === 'left') return changed.left;
      if (now.holder === null) return changed.solved;
      return other ? changed.ended(now.holder) : '';
  }
}
