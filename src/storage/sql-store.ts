import type { Kysely } from 'kysely';
import { activityRow, insertActivities, readActivities } from './activities';
import { INBOX } from './cases-store';
import { checkIds, type Cleaner } from './clean';
import { createConversation, findConversation, loadState, nextSequence, writeState } from './conversations';
import { exportAll } from './export';
import { recordFeedback } from './feedback';
import { purge, readStats } from './maintenance';
import type { Tables } from './schema';
import { readSecret } from './secrets';
import type {
  ActivityFeed,
  ConversationInfo,
  DeskStore,
  ExportRecord,
  LoadedState,
  NewActivity,
  PurgeCounts,
  StoredActivity,
  StoredTurn,
  StoreStats,
  TurnCommit,
} from './store';
import { TurnBatch } from './turn-batch';
import { findTurn, insertTurn } from './turns';

/** What a store on a database is made of. */
export interface SqlStoreParts {
  readonly db: Kysely<Tables>;
  readonly cleaner: Cleaner;
  /** True when all writes go over one connection, one after the other; turns that come together are then written together. */
  readonly oneConnection: boolean;
  /** Told of new activities once they are written. */
  readonly feed: ActivityFeed;
  /** Resolves when everything written so far is lasting. */
  readonly settle: () => Promise<void>;
  /** Removes what was deleted from the disk as well. */
  readonly scrub: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Activities that are read at once when the caller sets no limit. */
const DEFAULT_LIMIT = 500;

/** Keeps conversations in SQLite or PostgreSQL, whose tables are up to date. */
export class SqlStore<T> implements DeskStore<T> {
  private closing: Promise<void> | null = null;

  private readonly batch: TurnBatch | null;

  constructor(private readonly parts: SqlStoreParts) {
    this.batch = parts.oneConnection ? new TurnBatch(parts.db) : null;
  }

  load(conversation: string): Promise<LoadedState<T> | null> {
    return this.checked([conversation], (db) => loadState<T>(db, conversation));
  }

  save(conversation: string, state: T, version: number): Promise<void> {
    const change = { conversation, channel: '', state, version, outcome: null, flow: null, activities: 0 };
    return this.written([conversation], async (db, now) => {
      await writeState(db, { ...change, now });
    });
  }

  findTurn(conversation: string, messageId: string): Promise<StoredTurn | null> {
    return this.checked([conversation, messageId], (db) => findTurn(db, conversation, messageId));
  }

  async commitTurn(commit: TurnCommit<T>): Promise<StoredTurn> {
    const { cleaner, feed } = this.parts;
    const { conversation, turn, handoff, held } = commit;
    const cleaned = { ...commit, turn: cleaner.turn(turn), handoff: handoff === null ? null : cleaner.handoff(handoff) };
    const stored = await this.written([conversation, turn.messageId], (db, now) =>
      this.batch === null
        ? db.transaction().execute((transaction) => insertTurn(transaction, cleaned, now))
        : this.batch.write(cleaned, now),
    );
    feed.publish(conversation);
    if (handoff !== null || held !== undefined) feed.publish(INBOX);
    return stored;
  }

  createConversation(conversation: { readonly id: string; readonly channel: string; readonly user: string | null }): Promise<boolean> {
    const { id, user } = conversation;
    const cleaned = { ...conversation, user: user === null ? null : this.parts.cleaner.text(user) };
    return this.written(user === null ? [id] : [id, user], (db, now) => createConversation(db, cleaned, now));
  }

  conversation(id: string): Promise<ConversationInfo | null> {
    return this.checked([id], (db) => findConversation(db, id));
  }

  async addActivity(conversation: string, { author, text, choices = [], data }: NewActivity): Promise<StoredActivity> {
    const { cleaner, feed } = this.parts;
    const { data: cleanData = null, ...reply } = cleaner.reply({ text, choices, ...(data === undefined ? {} : { data }) });
    const added = await this.written([conversation], (db, now) =>
      db.transaction().execute(async (transaction) => {
        const sequence = await nextSequence(transaction, conversation, now);
        const row = activityRow({ conversation, sequence, turn: null, created_at: now }, { author, ...reply, data: cleanData });
        await insertActivities(transaction, [row]);
        return { sequence, author, ...reply, data: cleanData, turn: null, messageId: null, answers: null, at: now };
      }),
    );
    feed.publish(conversation);
    return added;
  }

  history(conversation: string, { before, limit }: { readonly before?: number; readonly limit: number }): Promise<StoredActivity[]> {
    return this.checked([conversation], (db) => readActivities(db, conversation, { before: before ?? null, limit }));
  }

  activitiesAfter(conversation: string, watermark: number, limit = DEFAULT_LIMIT): Promise<StoredActivity[]> {
    return this.checked([conversation], (db) => readActivities(db, conversation, { after: watermark, limit }));
  }

  feedback(conversation: string, turn: number, solved: boolean, reason: string): Promise<boolean> {
    const judgement = { conversation, turn, solved, reason: this.parts.cleaner.text(reason) };
    return this.written([conversation], (db, now) => recordFeedback(db, judgement, now));
  }

  async purge(before: number): Promise<PurgeCounts> {
    const counts = await purge(this.parts.db, before);
    await this.parts.scrub();
    return counts;
  }

  stats(): Promise<StoreStats> {
    return readStats(this.parts.db);
  }

  export(): AsyncIterable<ExportRecord> {
    return exportAll(this.parts.db);
  }

  secret(name: string): Promise<string> {
    return this.written([name], (db, now) => readSecret(db, name, now));
  }

  async ping(): Promise<void> {
    await this.parts.db.selectFrom('secrets').select('name').limit(1).execute();
  }

  close(): Promise<void> {
    this.closing ??= this.parts.close();
    return this.closing;
  }

  private async checked<R>(ids: readonly string[], read: (db: Kysely<Tables>) => Promise<R>): Promise<R> {
    checkIds(...ids);
    return read(this.parts.db);
  }

  /** Checks the ids, writes, and waits until it lasts. */
  private async written<R>(ids: readonly string[], write: (db: Kysely<Tables>, now: number) => Promise<R>): Promise<R> {
    checkIds(...ids);
    const result = await write(this.parts.db, Date.now());
    await this.parts.settle();
    return result;
  }
}
