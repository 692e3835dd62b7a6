import { type ConversationStore, VersionConflict, type Versioned } from './store';

/** Keeps states in the process's memory, as JSON, so that nobody can change them unnoticed; states must be plain data. */
export class MemoryStore<T> implements ConversationStore<T> {
  private readonly states = new Map<string, { readonly json: string; readonly version: number }>();

  load(key: string): Promise<Versioned<T> | null> {
    const found = this.states.get(key);
    return Promise.resolve(found === undefined ? null : { value: JSON.parse(found.json) as T, version: found.version });
  }

  save(key: string, value: T, version: number): Promise<void> {
    if ((this.states.get(key)?.version ?? 0) !== version) return Promise.reject(new VersionConflict(key));
    this.states.set(key, { json: JSON.stringify(value), version: version + 1 });
    return Promise.resolve();
  }
}
