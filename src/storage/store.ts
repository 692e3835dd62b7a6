/** A stored value with the version it was read at. */
export interface Versioned<T> {
  readonly value: T;
  /** Counts the writes; 0 when nothing has been stored yet. */
  readonly version: number;
}

/** Somebody else has written since the value was read. */
export class VersionConflict extends Error {
  constructor(readonly key: string) {
    super(`conversation ${key} was changed by another turn`);
  }
}

/** Keeps the state of conversations. */
export interface ConversationStore<T> {
  /** The stored state; null when there is none. */
  load(key: string): Promise<Versioned<T> | null>;
  /** Stores a state read at `version` (0 for a new one). Rejects with {@link VersionConflict} when it has changed since. */
  save(key: string, value: T, version: number): Promise<void>;
}
