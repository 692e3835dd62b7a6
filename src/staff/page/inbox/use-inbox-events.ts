import { useEffect, useState } from 'preact/hooks';
import { useDesk } from '../desk';

/** What is known of the inbox's changes. */
export interface InboxEvents {
  /** Counts up whenever something may have changed. */
  readonly version: number;
  /** Whether changes are told at the moment. */
  readonly live: boolean;
}

/** Milliseconds after which a stream that was refused is asked for again. */
const AGAIN = 5000;

/** Listens to the inbox's changes for as long as the page is open. */
export function useInboxEvents(): InboxEvents {
  const { api, account } = useDesk();
  const [version, setVersion] = useState(0);
  const [live, setLive] = useState(true);
  useEffect(() => {
    let source: EventSource | null = null;
    let timer = 0;
    const changed = (): void => {
      setVersion((count) => count + 1);
    };
    const close = (): void => {
      source?.close();
      source = null;
      setLive(false);
      // Loading anew finds out why: without a session the page then asks to sign in.
      changed();
    };
    const open = (): void => {
      source = new EventSource(api.url('inbox/events'));
      source.addEventListener('ready', () => {
        setLive(true);
        changed();
      });
      source.addEventListener('change', changed);
      source.addEventListener('ended', () => {
        close();
        timer = window.setTimeout(open, AGAIN);
      });
      source.onerror = () => {
        // The browser connects again by itself unless the answer was a refusal.
        setLive(false);
        if (source?.readyState !== EventSource.CLOSED) return;
        close();
        timer = window.setTimeout(open, AGAIN);
      };
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
    };
    // Signed in anew, the stream is asked for at once.
  }, [account]);
  return { version, live };
}

/** The time in milliseconds since 1970, told anew every half minute. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 30_000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return now;
}
