import type { ActivityFeed } from './store';

/** Tells the subscribers of this process. */
export class LocalFeed implements ActivityFeed {
  private readonly listeners = new Map<string, Set<() => void>>();

  publish(conversation: string): void {
    for (const listener of [...(this.listeners.get(conversation) ?? [])]) listener();
  }

  subscribe(conversation: string, listener: () => void): () => void {
    // A wrapper of its own, so that the same function can subscribe twice.
    const entry = (): void => {
      listener();
    };
    const entries = this.listeners.get(conversation) ?? new Set();
    this.listeners.set(conversation, entries.add(entry));
    return () => {
      entries.delete(entry);
      if (entries.size === 0 && this.listeners.get(conversation) === entries) this.listeners.delete(conversation);
    };
  }

  /** Tells every subscriber, after changes may have been missed. */
  publishAll(): void {
    for (const conversation of [...this.listeners.keys()]) this.publish(conversation);
  }

  close(): Promise<void> {
    this.listeners.clear();
    return Promise.resolve();
  }
}
