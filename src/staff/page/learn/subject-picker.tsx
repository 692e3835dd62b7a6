import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EntryName } from '../../api/learn';
import { learnTexts as texts } from './texts';

/** Makes the wordings those of a subject that is not ours. */
export function SubjectPicker({
  subjects,
  onPick,
}: {
  readonly subjects: readonly EntryName[];
  readonly onPick: (id: string) => void;
}): JSX.Element {
  const [chosen, setChosen] = useState(subjects[0]?.id ?? '');
  return (
    <section class="card" aria-labelledby="subjects">
      <h2 id="subjects">{texts.notOurs}</h2>
      <div class="learn-pick">
        <label>
          <span>{texts.subject}</span>{' '}
          <select
            class="input"
            value={chosen}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
            }}
          >
            {subjects.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="button"
          onClick={() => {
            onPick(chosen);
          }}
        >
          {texts.useSubject}
        </button>
      </div>
    </section>
  );
}
