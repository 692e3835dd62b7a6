import type { ConversationStore, LoadedState, StoredTurn, TurnCommit } from './store';

/** Conversations whose state is remembered; more rarely talk at the same time. */
const KEPT = 1000;

interface Recent<T> {
  /** Null while a turn has it to work on, which may never give it back. */
  state: T | null;
  readonly version: number;
  /** Ids of the messages answered since the conversation is remembered. */
  readonly messages: Set<string>;
}

/**
 * A store that remembers the states it has written last, so that the next turn need not read them. A state belongs to the turn
 * that has loaded it, which may change it; whoever loads it meanwhile gets it from the store. What another process has written
 * since shows when the turn is committed: its version check fails, the memory is dropped, and the turn is taken again on what
 * the store holds. A message that comes again fails the same way and is then looked for. Conversations that people
 * have a part in are always read.
 */
export class RecentStates<T extends object> implements ConversationStore<T> {
  private readonly recent = new Map<string, Recent<T>>();
  /** States that were read together with a case. */
  private readonly cased = new WeakSet<T>();

  constructor(private readonly store: ConversationStore<T>) {}

  async load(conversation: string): Promise<LoadedState<T> | null> {
    const known = this.recent.get(conversation);
    const value = known?.state ?? null;
    if (known !== undefined && value !== null) {
      known.state = null;
      return { value, version: known.version };
    }
    const loaded = await this.store.load(conversation);
    if (loaded?.held !== undefined) this.cased.add(loaded.value);
    return loaded;
  }

  async save(conversation: string, state: T, version: number): Promise<void> {
    this.recent.delete(conversation);
    await this.store.save(conversation, state, version);
  }

  findTurn(conversation: string, messageId: string): Promise<StoredTurn | null> {
    const known = this.recent.get(conversation);
    return known === undefined || known.messages.has(messageId) ? this.store.findTurn(conversation, messageId) : Promise.resolve(null);
  }

  async commitTurn(commit: TurnCommit<T>): Promise<StoredTurn> {
    const { conversation, turn, state, handoff } = commit;
    const before = this.recent.get(conversation);
    try {
      const stored = await this.store.commitTurn(commit);
      if (handoff !== null || this.cased.has(state)) this.recent.delete(conversation);
      else {
        const messages = before?.messages ?? new Set();
        this.remember(conversation, { state, version: stored.number, messages: messages.add(turn.messageId) });
      }
      return stored;
    } catch (error) {
      this.recent.delete(conversation);
      throw error;
    }
  }

  private remember(conversation: string, recent: Recent<T>): void {
    // Taken out and put in again, the oldest of a Map is the one that has been silent longest.
    this.recent.delete(conversation);
    this.recent.set(conversation, recent);
    const oldest = this.recent.size > KEPT ? this.recent.keys().next().value : undefined;
    if (oldest !== undefined) this.recent.delete(oldest);
  }
}
