import { useEffect, useReducer, useRef } from 'preact/hooks';
import type { Host } from '../host';
import type { Message } from '../model/transcript';
import { texts } from '../texts';

/** Counts the desk's messages that came while the chat was out of sight, in the page's title and for the page around. */
export function useUnread(host: Host, messages: readonly Message[]): void {
  const seen = useRef(0);
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  useEffect(
    () =>
      host.onVisibility(() => {
        redraw(undefined);
      }),
    [host],
  );
  const received = messages.filter(({ own, live }) => live && !own).length;
  if (host.visible) seen.current = received;
  const unread = received - seen.current;
  useEffect(() => {
    document.title = texts.pageTitle(texts.title, unread);
    host.unread(unread);
  }, [host, unread]);
}
