import { useCallback, useEffect, useState } from 'preact/hooks';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';

/** What has been loaded so far. */
export interface Loaded<T> {
  /** Null until it is there; kept while it is loaded again. */
  readonly data: T | null;
  /** What went wrong at the last try; null when nothing did. */
  readonly failure: string | null;
  readonly reload: () => void;
}

/** Loads a path of the API, and again when the path changes. */
export function useLoad<T>(path: string): Loaded<T> {
  const { api, account } = useDesk();
  const [state, setState] = useState<{ readonly path: string; readonly data: T | null; readonly failure: string | null }>({
    ...{ path, data: null, failure: null },
  });
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const abort = new AbortController();
    api.get<T>(path, abort.signal).then(
      (data) => {
        setState({ path, data, failure: null });
      },
      (error: unknown) => {
        if (!abort.signal.aborted)
          setState((before) => ({ path, data: before.path === path ? before.data : null, failure: messageOf(error) }));
      },
    );
    return () => {
      abort.abort();
    };
    // A new login may let through what was refused before.
  }, [path, tries, account]);
  const reload = useCallback(() => {
    setTries((count) => count + 1);
  }, []);
  return { data: state.path === path ? state.data : null, failure: state.failure, reload };
}
