import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EntryDraft, LearnNamesResponse } from '../../api/learn';
import { Failure, Loading, Notice } from '../view/parts';
import { useLoad } from '../view/use-load';
import { learnTexts as texts } from './texts';

/** What the form needs. */
export interface EntryFormProps {
  /** The question as users put it. */
  readonly question: string;
  /** Why the last try was refused; null when it was not. */
  readonly failure: string | null;
  readonly onSubmit: (entry: EntryDraft) => void;
}

const MAX_TITLE = 24;

/** A new entry, closed until it is wanted. */
export function EntryForm(props: EntryFormProps): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <section class="card" aria-labelledby="new-entry">
      <h2 id="new-entry">{texts.newEntry}</h2>
      <p class="soft">{texts.newEntryHelp}</p>
      {open ? (
        <Fields {...props} />
      ) : (
        <button
          type="button"
          class="button"
          onClick={() => {
            setOpen(true);
          }}
        >
          {texts.newEntry}
        </button>
      )}
    </section>
  );
}

function Fields({ question, failure: refused, onSubmit }: EntryFormProps): JSX.Element {
  const { data, failure, reload } = useLoad<LearnNamesResponse>('learn/names');
  const [draft, setDraft] = useState({
    ...{ topic: '', title: '', question, audience: texts.audienceDefault, conclusion: '', steps: '', notes: '' },
  });
  if (failure !== null) return <Failure message={failure} onRetry={reload} />;
  if (data === null) return <Loading />;
  const set = (name: keyof typeof draft) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const { value } = event.currentTarget;
    setDraft((before) => ({ ...before, [name]: value }));
  };
  const lines = (text: string): string[] => text.split('\n').flatMap((line) => line.trim() || []);
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit({ ...draft, steps: lines(draft.steps), notes: lines(draft.notes) });
      }}
    >
      <label>
        <span>{texts.fields.topic}</span>
        <select class="input" required value={draft.topic} onChange={set('topic')}>
          <option value="" />
          {data.topics.map(({ id, title }) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </label>
      {(['title', 'question', 'audience', 'conclusion'] as const).map((name) => (
        <label key={name}>
          <span>{texts.fields[name]}</span>
          <input class="input" required {...(name === 'title' ? { maxLength: MAX_TITLE } : {})} value={draft[name]} onInput={set(name)} />
        </label>
      ))}
      {(['steps', 'notes'] as const).map((name) => (
        <label key={name}>
          <span>{texts.fields[name]}</span>
          <textarea class="input" rows={3} value={draft[name]} onInput={set(name)} />
        </label>
      ))}
      <p class="soft">{texts.answerHelp}</p>
      {refused !== null && <Notice kind="error">{refused}</Notice>}
      <button type="submit" class="button primary">
        {texts.propose}
      </button>
    </form>
  );
}
