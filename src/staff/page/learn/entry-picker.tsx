import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { EntryName, LearnEntriesResponse } from '../../api/learn';
import { useDesk } from '../desk';
import { learnTexts as texts } from './texts';

/** Milliseconds that the typing must rest before anything is looked for. */
const PAUSE = 200;

/** The likeliest entries, each with a button that makes the wordings its own; others can be searched. */
export function EntryPicker({
  entries,
  onPick,
}: {
  readonly entries: readonly EntryName[];
  readonly onPick: (id: string) => void;
}): JSX.Element {
  const { api } = useDesk();
  const [sought, setSought] = useState('');
  const [found, setFound] = useState<readonly EntryName[] | null>(null);
  useEffect(() => {
    setFound(null);
    if (sought.trim() === '') return undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      api.get<LearnEntriesResponse>(`learn/entries?q=${encodeURIComponent(sought.trim())}`, abort.signal).then(
        (response) => {
          setFound(response.entries);
        },
        () => undefined,
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [sought]);
  return (
    <section class="card" aria-labelledby="entries">
      <h2 id="entries">{texts.isEntry}</h2>
      <EntryRows entries={entries} onPick={onPick} />
      <div class="form">
        <label>
          <span>{texts.search}</span>
          <input
            class="input"
            type="search"
            value={sought}
            onInput={(event) => {
              setSought(event.currentTarget.value);
            }}
          />
        </label>
      </div>
      <div role="status">
        {found !== null && (found.length === 0 ? <p class="soft">{texts.searchEmpty}</p> : <EntryRows entries={found} onPick={onPick} />)}
      </div>
    </section>
  );
}

function EntryRows({ entries, onPick }: { readonly entries: readonly EntryName[]; readonly onPick: (id: string) => void }): JSX.Element {
  return (
    <ul class="rows">
      {entries.map(({ id, title }) => (
        <li key={id} class="row">
          <span class="row-main">{title}</span>
          <button
            type="button"
            class="button"
            aria-label={texts.useEntryOf(title)}
            onClick={() => {
              onPick(id);
            }}
          >
            {texts.useEntry}
          </button>
        </li>
      ))}
    </ul>
  );
}
