import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { KnownQuestion } from '../../channels/web/protocol';
import type { Lookups } from '../client/lookups';
import { texts } from '../texts';
import { useActions } from './use-client';

/** The questions asked most, for a user who has not asked yet. */
export function Popular({ lookups }: { readonly lookups: Lookups }): JSX.Element | null {
  const { client } = useActions();
  const [questions, setQuestions] = useState<readonly KnownQuestion[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    void lookups.suggest('', controller.signal).then(setQuestions);
    return () => {
      controller.abort();
    };
  }, [lookups]);
  if (questions.length === 0) return null;
  return (
    <section class="popular" aria-labelledby="popular" aria-live="off">
      <h2 id="popular">{texts.popular}</h2>
      <ul>
        {questions.map(({ id, title }) => (
          <li key={id}>
            <button
              type="button"
              class="choice"
              onClick={({ currentTarget }) => {
                // The list goes away; the focus stays in the transcript, because in the input it would open a phone's keyboard.
                currentTarget.closest<HTMLElement>('.log')?.focus({ preventScroll: true });
                client.send(title);
              }}
            >
              {title}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
