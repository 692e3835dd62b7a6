import { useEffect, useState } from 'preact/hooks';

/** Where the browser is. */
export interface Place {
  /** Id of the page; empty for `/staff/`. */
  readonly page: string;
  readonly query: URLSearchParams;
}

function here(): Place {
  return { page: location.pathname.slice(location.pathname.lastIndexOf('/') + 1), query: new URLSearchParams(location.search) };
}

/** Goes to an address relative to `/staff/`, such as `inbox?case=…`; `replace` leaves no step to go back to. */
export function go(href: string, replace = false): void {
  const url = new URL(`./${href}`, location.href).href;
  if (replace) history.replaceState(null, '', url);
  else history.pushState(null, '', url);
  dispatchEvent(new PopStateEvent('popstate'));
}

/** Where the browser is, kept up to date; plain links to our pages change it without loading anything. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const look = (): void => {
      setPlace(here());
    };
    const follow = (event: MouseEvent): void => {
      const href = hrefOf(event);
      if (href === null) return;
      event.preventDefault();
      go(href);
    };
    addEventListener('popstate', look);
    document.addEventListener('click', follow);
    return () => {
      removeEventListener('popstate', look);
      document.removeEventListener('click', follow);
    };
  }, []);
  return place;
}

/** The page that a click leads to; null for clicks that are the browser's. */
function hrefOf(event: MouseEvent): string | null {
  const link = event.target instanceof Element ? event.target.closest('a') : null;
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey && !event.defaultPrevented;
  if (link === null || !plain || link.target !== '' || link.hasAttribute('download')) return null;
  const found = /^\.\/([a-z]*(?:\?.*)?)$/.exec(link.getAttribute('href') ?? '');
  return found?.[1] ?? null;
}
