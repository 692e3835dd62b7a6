import { useRef, useState } from 'preact/hooks';
import type { AssistRequest, AssistResponse } from '../../api/assist';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';

/** What was found in a paste. */
export interface Assistance {
  /** Null before anything was asked. */
  readonly result: AssistResponse | null;
  readonly busy: boolean;
  readonly failure: string | null;
  /** Looks for questions; an earlier search that is still running is given up. Resolves to whether it was answered. */
  readonly find: (request: AssistRequest) => Promise<boolean>;
  readonly clear: () => void;
}

/** Asks the server for drafts; nothing is kept but what is on the page. */
export function useAssist(): Assistance {
  const { api } = useDesk();
  const [result, setResult] = useState<AssistResponse | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const running = useRef<AbortController | null>(null);

  const stop = (): AbortController => {
    running.current?.abort();
    running.current = new AbortController();
    return running.current;
  };
  const find = async (request: AssistRequest): Promise<boolean> => {
    const mine = stop();
    setBusy(true);
    setFailure(null);
    try {
      const found = await api.post<AssistResponse>('assist', request, mine.signal);
      if (mine.signal.aborted) return false;
      setResult(found);
      return true;
    } catch (error) {
      if (!mine.signal.aborted) setFailure(messageOf(error));
      return false;
    } finally {
      if (!mine.signal.aborted) setBusy(false);
    }
  };
  const clear = (): void => {
    stop();
    setResult(null);
    setFailure(null);
    setBusy(false);
  };
  return { result, busy, failure, find, clear };
}
