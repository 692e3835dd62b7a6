import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** Width in CSS pixels until it is known. */
const USUAL = 640;

/** The width of an element in CSS pixels, kept up to date; in browsers that cannot tell, a usual one. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(USUAL);
  useEffect(() => {
    const { current } = element;
    if (current === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      if (current.clientWidth > 0) setWidth(current.clientWidth);
    });
    observer.observe(current);
    return () => {
      observer.disconnect();
    };
  }, []);
  return width;
}
