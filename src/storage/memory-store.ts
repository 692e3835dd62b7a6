import { checkIds, Cleaner, type Mask } from './clean';
import { type CasesStore, INBOX } from './cases-store';
import { LocalFeed } from './feed';
import { changeMemoryCase, MemoryCases, memoryCaseState, openMemoryCase } from './memory-cases';
import { exportMemory, type MemoryConversation, memoryStats, purgeMemory } from './memory-maintenance';
import { newSecret } from './secrets';
import {
  type ActivityFeed,
  type ConversationInfo,
  type DeskStore,
  type ExportRecord,
  type LoadedState,
  type NewActivity,
  type PurgeCounts,
  type StoredActivity,
  type StoredTurn,
  type StoreStats,
  type TurnCommit,
  UnknownConversation,
  VersionConflict,
} from './store';

/** What a store in memory may be given. */
export interface MemoryStoreOptions {
  /** Hides personal numbers; nothing is hidden when left out. */
  readonly mask?: Mask;
  readonly feed?: ActivityFeed;
}

/** Keeps conversations in the process's memory, for tests and for talking in a terminal. */
export class MemoryStore<T> implements DeskStore<T> {
  private readonly conversations = new Map<string, MemoryConversation>();
  private readonly secrets = new Map<string, string>();
  private readonly cleaner: Cleaner;
  private readonly feed: ActivityFeed;
  /** The inbox of the conversations. */
  readonly cases: CasesStore;

  constructor({ mask = (text) => text, feed = new LocalFeed() }: MemoryStoreOptions = {}) {
    this.cleaner = new Cleaner(mask);
    this.feed = feed;
    this.cases = new MemoryCases(this.conversations, this.cleaner, feed);
  }

  async load(conversation: string): Promise<LoadedState<T> | null> {
    checkIds(conversation);
    await Promise.resolve();
    const found = this.conversations.get(conversation);
    if (found === undefined || found.state === null) return null;
    const held = memoryCaseState(found);
    return { value: JSON.parse(found.state) as T, version: found.version, ...(held === null ? {} : { held }) };
  }

  async save(conversation: string, state: T, version: number): Promise<void> {
    await Promise.resolve();
    this.write(conversation, '', state, version);
  }

  async findTurn(conversation: string, messageId: string): Promise<StoredTurn | null> {
    checkIds(conversation, messageId);
    await Promise.resolve();
    return this.conversations.get(conversation)?.turns.find((turn) => turn.messageId === messageId) ?? null;
  }

  async commitTurn({ conversation, channel, state, version, turn, handoff, held }: TurnCommit<T>): Promise<StoredTurn> {
    checkIds(turn.messageId);
    await Promise.resolve();
    const seen = this.conversations.get(conversation)?.turns.some(({ messageId }) => messageId === turn.messageId) ?? false;
    if (seen) throw new VersionConflict(conversation);
    const cleaned = copy(this.cleaner.turn(turn));
    const kept = this.write(conversation, channel, state, version);
    const { updatedAt: at, watermark } = kept.info;
    const sequence = watermark + 1;
    const stored: StoredTurn = { ...cleaned, number: kept.version, sequence, at };
    const { text, data, messageId, replies } = stored;
    kept.turns.push(stored);
    kept.activities.push({ sequence, author: 'user', text, choices: [], data, turn: stored.number, messageId, answers: null, at });
    replies.forEach((reply, i) => {
      const activity = {
        ...reply,
        data: reply.data ?? null,
        author: 'desk',
        turn: stored.number,
        messageId: null,
        answers: sequence,
        at,
      } as const;
      kept.activities.push({ ...activity, sequence: sequence + 1 + i });
    });
    kept.info = { ...kept.info, outcome: turn.outcome, watermark: sequence + replies.length };
    if (held !== undefined) changeMemoryCase(kept, held, at);
    if (handoff !== null) {
      const record = copy(this.cleaner.handoff(handoff));
      kept.handoffs.set(stored.number, record);
      openMemoryCase(kept, stored.number, sequence, record, at);
    }
    this.feed.publish(conversation);
    if (handoff !== null || held !== undefined) this.feed.publish(INBOX);
    return stored;
  }

  async createConversation({
    id,
    channel,
    user,
  }: {
    readonly id: string;
    readonly channel: string;
    readonly user: string | null;
  }): Promise<boolean> {
    checkIds(id, ...(user === null ? [] : [user]));
    await Promise.resolve();
    if (this.conversations.has(id)) return false;
    this.open(id, channel, user === null ? null : this.cleaner.text(user));
    return true;
  }

  async conversation(id: string): Promise<ConversationInfo | null> {
    checkIds(id);
    await Promise.resolve();
    return this.conversations.get(id)?.info ?? null;
  }

  async addActivity(conversation: string, { author, text, choices = [], data }: NewActivity): Promise<StoredActivity> {
    checkIds(conversation);
    await Promise.resolve();
    const kept = this.conversations.get(conversation);
    if (kept === undefined) throw new UnknownConversation(conversation);
    const at = Date.now();
    const sequence = kept.info.watermark + 1;
    const reply = this.cleaner.reply({ text, choices });
    const outside = { turn: null, messageId: null, answers: null };
    const activity: StoredActivity = { sequence, author, ...reply, data: copy(this.cleaner.data(data)), ...outside, at };
    kept.activities.push(activity);
    kept.info = { ...kept.info, watermark: sequence, updatedAt: at };
    this.feed.publish(conversation);
    return activity;
  }

  async history(
    conversation: string,
    { before = Infinity, limit }: { readonly before?: number; readonly limit: number },
  ): Promise<StoredActivity[]> {
    const earlier = (await this.activitiesAfter(conversation, 0, Infinity)).filter(({ sequence }) => sequence < before);
    return earlier.slice(Math.max(0, earlier.length - limit));
  }

  async activitiesAfter(conversation: string, watermark: number, limit = 500): Promise<StoredActivity[]> {
    checkIds(conversation);
    await Promise.resolve();
    const activities = this.conversations.get(conversation)?.activities ?? [];
    return activities.filter(({ sequence }) => sequence > watermark).slice(0, limit);
  }

  async feedback(conversation: string, turn: number, solved: boolean, reason: string): Promise<boolean> {
    checkIds(conversation);
    await Promise.resolve();
    const kept = this.conversations.get(conversation);
    if (kept?.turns.some(({ number }) => number === turn) !== true) return false;
    kept.judgements.set(turn, { solved, reason: this.cleaner.text(reason), at: Date.now() });
    return true;
  }

  async purge(before: number): Promise<PurgeCounts> {
    await Promise.resolve();
    return purgeMemory(this.conversations, before);
  }

  async stats(): Promise<StoreStats> {
    await Promise.resolve();
    return memoryStats([...this.conversations.values()]);
  }

  async *export(): AsyncGenerator<ExportRecord> {
    await Promise.resolve();
    yield* exportMemory([...this.conversations.values()]);
  }

  async secret(name: string): Promise<string> {
    await Promise.resolve();
    const secret = this.secrets.get(name) ?? newSecret();
    this.secrets.set(name, secret);
    return secret;
  }

  ping(): Promise<void> {
    return Promise.resolve();
  }

  close(): Promise<void> {
    return this.feed.close();
  }

  /** Writes a state of the version read. */
  private write(id: string, channel: string, state: T, version: number): MemoryConversation {
    checkIds(id);
    if ((this.conversations.get(id)?.version ?? 0) !== version) throw new VersionConflict(id);
    const json = JSON.stringify(state);
    const kept = this.conversations.get(id) ?? this.open(id, channel, null);
    kept.state = json;
    kept.version++;
    kept.info = { ...kept.info, updatedAt: Date.now() };
    return kept;
  }

  private open(id: string, channel: string, user: string | null): MemoryConversation {
    const now = Date.now();
    const info: ConversationInfo = { id, channel, user, outcome: 'open', watermark: 0, createdAt: now, updatedAt: now };
    const kept: MemoryConversation = {
      info,
      state: null,
      version: 0,
      turns: [],
      activities: [],
      judgements: new Map(),
      handoffs: new Map(),
      case: null,
    };
    this.conversations.set(id, kept);
    return kept;
  }
}

/** As a database would give it back. */
function copy<V>(value: V): V {
  return JSON.parse(JSON.stringify(value)) as V;
}
