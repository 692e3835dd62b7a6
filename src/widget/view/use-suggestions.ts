import { useEffect, useState } from 'preact/hooks';
import type { KnownQuestion } from '../../channels/web/protocol';
import type { Lookups } from '../client/lookups';

/** Pause in typing, in milliseconds, after which suggestions are looked up. */
const PAUSE = 200;
/** Shortest text, in characters, that suggestions are looked up for. */
const SHORTEST = 2;

/** Questions that may be meant by what is being typed; the second value hides them until the text changes. */
export function useSuggestions(lookups: Lookups, text: string): readonly [readonly KnownQuestion[], () => void] {
  const [questions, setQuestions] = useState<readonly KnownQuestion[]>([]);
  const typed = text.trim();
  useEffect(() => {
    if (typed.length < SHORTEST) {
      setQuestions([]);
      return undefined;
    }
    const controller = new AbortController();
    const timer = setTimeout(() => {
      void lookups.suggest(typed, controller.signal).then((found) => {
        if (!controller.signal.aborted) setQuestions(found.filter(({ title }) => title !== typed));
      });
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [lookups, typed]);
  return [
    questions,
    () => {
      setQuestions([]);
    },
  ];
}
