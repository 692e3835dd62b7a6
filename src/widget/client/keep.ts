/** Reads a value kept in the browser; null when there is none, it is broken, or the browser keeps nothing. */
export function recall(area: 'localStorage' | 'sessionStorage', key: string): unknown {
  try {
    const text = window[area].getItem(key);
    return text === null ? null : (JSON.parse(text) as unknown);
  } catch {
    return null;
  }
}

/** Keeps a value in the browser; null removes it. Where the browser forbids keeping, nothing happens. */
export function keep(area: 'localStorage' | 'sessionStorage', key: string, value: unknown): void {
  try {
    if (value === null) window[area].removeItem(key);
    else window[area].setItem(key, JSON.stringify(value));
  } catch {
    // Private windows and frames of strict browsers: the page works on without.
  }
}
