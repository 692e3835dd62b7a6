import { type ConversationStore, VersionConflict, type Versioned } from './store';

/** Keeps states in the process's memory; values are copied, so that nobody can change them unnoticed. */
export class MemoryStore<T> implements ConversationStore<T> {
  private readonly states = new Map<string, Versioned<T>>();

  load(key: string): Promise<Versioned<T> | null> {
    const found = this.states.get(key);
    return Promise.resolve(found === undefined ? null : { value: structuredClone(found.value), version: found.version });
  }

  save(key: string, value: T, version: number): Promise<void> {
    if ((this.states.get(key)?.version ?? 0) !== version) return Promise.reject(new VersionConflict(key));
    this.states.set(key, { value: structuredClone(value), version: version + 1 });
    return Promise.resolve();
  }
}
