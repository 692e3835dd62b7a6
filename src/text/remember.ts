/** How much is remembered. */
export interface MemoryLimits {
  /** Results that are kept; the one not asked for longest goes first. */
  readonly kept: number;
  /** Longest text, in characters, whose result is kept. */
  readonly maxLength: number;
}

/** A pure function of a text that remembers its latest results. */
export function remember<T>(compute: (text: string) => T, { kept, maxLength }: MemoryLimits): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    if (text.length > maxLength) return compute(text);
    const result = known.get(text) ?? compute(text);
    // Taken out and put in again, the oldest of a Map is the one not asked for longest.
    known.delete(text);
    known.set(text, result);
    const oldest = known.size > kept ? known.keys().next().value : undefined;
    if (oldest !== undefined) known.delete(oldest);
    return result;
  };
}
