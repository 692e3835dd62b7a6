import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Message } from '../model/transcript';

/** Distance to an end, in pixels, that counts as being there. */
const NEAR = 40;

/** How the transcript is scrolled. */
export interface Scroll {
  readonly frame: { current: HTMLDivElement | null };
  readonly content: { current: HTMLDivElement | null };
  readonly onScroll: () => void;
  /** Whether the newest message is in sight. */
  readonly atBottom: boolean;
  /** Messages that came below what is in sight. */
  readonly unread: number;
  readonly toBottom: () => void;
}

/**
 * Keeps the newest in sight while the user is at the end, leaves the user alone who reads further up, shows a reply
 * longer than the window from its first line, and keeps the place when older messages come in front.
 */
export function useScroll(messages: readonly Message[], onTop: () => void): Scroll {
  const frame = useRef<HTMLDivElement | null>(null);
  const content = useRef<HTMLDivElement | null>(null);
  const sticky = useRef(true);
  const placed = useRef(-1);
  const room = useRef(0);
  const before = useRef<readonly Message[]>([]);
  // Read while the page still shows what was there before.
  const height = frame.current?.scrollHeight ?? 0;
  const [atBottom, setAtBottom] = useState(true);
  const [unread, setUnread] = useState(0);

  const look = useCallback((): void => {
    const { current } = frame;
    if (current === null) return;
    placed.current = current.scrollTop;
    room.current = current.scrollHeight - current.clientHeight;
    sticky.current = current.scrollHeight - current.scrollTop - current.clientHeight < NEAR;
    setAtBottom(sticky.current);
    if (sticky.current) setUnread(0);
  }, []);
  const toBottom = useCallback((): void => {
    if (frame.current !== null) frame.current.scrollTop = frame.current.scrollHeight;
    look();
  }, [look]);

  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null || messages === before.current) return;
    const old = before.current;
    before.current = messages;
    const known = new Set(old.map(({ key }) => key));
    const added = messages.filter(({ key }) => !known.has(key));
    const isPrepended =
      old.length > 0 && added.length > 0 && messages[0] === added[0] && messages[messages.length - 1]?.key === old[old.length - 1]?.key;
    const first = added[0];
    if (isPrepended) current.scrollTop += current.scrollHeight - height;
    else if (first === undefined || old.length === 0 || added.some(({ own }) => own)) {
      if (first !== undefined || sticky.current) toBottom();
    } else if (sticky.current) {
      const item = current.querySelector(`[data-key="${CSS.escape(first.key)}"]`);
      const top =
        item === null ? Infinity : current.scrollTop + item.getBoundingClientRect().top - current.getBoundingClientRect().top - NEAR / 4;
      current.scrollTop = Math.min(top, current.scrollHeight);
      look();
    } else setUnread((count) => count + added.length);
  });

  useEffect(() => {
    if (typeof ResizeObserver === 'undefined' || frame.current === null || content.current === null) return undefined;
    const observer = new ResizeObserver(() => {
      if (sticky.current) toBottom();
    });
    observer.observe(frame.current);
    observer.observe(content.current);
    return () => {
      observer.disconnect();
    };
  }, [toBottom]);

  const onScroll = (): void => {
    const { current } = frame;
    if (current === null) return;
    // Our own scrolling is told late, when a picture may have grown or the window been resized meanwhile; that does not mean
    // that the user left the end.
    const resized = sticky.current && current.scrollHeight - current.clientHeight !== room.current;
    if (current.scrollTop !== placed.current && !resized) look();
    if (current.scrollTop < NEAR * 2) onTop();
  };
  return { frame, content, onScroll, atBottom, unread, toBottom };
}
