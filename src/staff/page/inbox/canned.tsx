import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { CannedResponse } from '../../api/inbox';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { Loading, Notice } from '../view/parts';
import { inboxTexts } from './texts';

/** Milliseconds after the last key before the search begins. */
const PAUSE = 200;

/** Finds answers of the knowledge; the one that is picked goes into the reply, to be changed or sent. */
export function Canned({ problem, onPick }: { readonly problem: string; readonly onPick: (text: string) => void }): JSX.Element {
  const { api } = useDesk();
  const [query, setQuery] = useState(problem);
  const [found, setFound] = useState<CannedResponse['replies'] | null>(null);
  const [failure, setFailure] = useState('');
  const input = useRef<HTMLInputElement>(null);
  // At once, so that what is typed next gets here.
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.get<CannedResponse>(`inbox/canned?q=${encodeURIComponent(query)}`, abort.signal).then(
        ({ replies }) => {
          setFailure('');
          setFound(replies);
        },
        (error: unknown) => {
          if (!abort.signal.aborted) setFailure(messageOf(error));
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);
  return (
    <div class="inbox-canned">
      <input
        ref={input}
        class="input"
        type="search"
        maxLength={200}
        aria-label={inboxTexts.cannedLabel}
        placeholder={inboxTexts.cannedLabel}
        value={query}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
        }}
        onKeyDown={(event) => {
          // It stands inside the form that sends.
          if (event.key === 'Enter') event.preventDefault();
        }}
      />
      {failure !== '' && <Notice kind="error">{failure}</Notice>}
      {found === null && failure === '' && <Loading />}
      {found?.length === 0 && query.trim() !== '' && <p class="soft">{inboxTexts.cannedEmpty}</p>}
      <ul>
        {found?.map(({ id, title, text }) => (
          <li key={id}>
            <button
              type="button"
              class="inbox-canned-item"
              onClick={() => {
                onPick(text);
              }}
            >
              <span class="unseen">{inboxTexts.use}</span>
              <b>{title}</b>
              <span class="soft inbox-canned-text">{text}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
