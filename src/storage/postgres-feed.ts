import { randomUUID } from 'node:crypto';
import { Client, type ClientConfig, type Pool } from 'pg';
import { LocalFeed } from './feed';
import type { ActivityFeed } from './store';

const CHANNEL = 'shebao_activities';
/** PostgreSQL takes less than 8000 bytes in one notification; an id has at most 200 characters of up to 4 bytes. */
const IDS_PER_NOTIFICATION = 8;
/** Milliseconds between attempts to listen again, at first and at most. */
const RETRY = { first: 100, most: 5000 } as const;

/** Tells the subscribers of every process on one PostgreSQL, by LISTEN and NOTIFY. */
export class PostgresFeed implements ActivityFeed {
  private readonly local = new LocalFeed();
  private readonly sender = randomUUID();
  private readonly unsent = new Set<string>();
  private sending: Promise<void> | null = null;
  private client: Client | null = null;
  private retry: NodeJS.Timeout | null = null;
  private closed = false;

  private constructor(
    private readonly config: ClientConfig,
    private readonly pool: Pool,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Starts to listen. Rejects when the database cannot be reached; later failures go to `onError` and are made good by itself. */
  static async open(config: ClientConfig, pool: Pool, onError: (error: Error) => void): Promise<PostgresFeed> {
    const feed = new PostgresFeed(config, pool, onError);
    await feed.listen();
    return feed;
  }

  publish(conversation: string): void {
    this.local.publish(conversation);
    this.unsent.add(conversation);
    this.sending ??= this.send();
  }

  subscribe(conversation: string, listener: () => void): () => void {
    return this.local.subscribe(conversation, listener);
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.retry !== null) clearTimeout(this.retry);
    await this.sending;
    await this.local.close();
    await this.client?.end().catch(() => undefined);
  }

  /** Sends what has gathered; each round takes along what came during the one before. */
  private async send(): Promise<void> {
    await new Promise(setImmediate);
    while (this.unsent.size > 0) {
      const ids = [...this.unsent].slice(0, IDS_PER_NOTIFICATION);
      for (const id of ids) this.unsent.delete(id);
      try {
        await this.pool.query('select pg_notify($1, $2)', [CHANNEL, JSON.stringify([this.sender, ...ids])]);
      } catch (error) {
        this.onError(error as Error);
      }
    }
    this.sending = null;
  }

  private async listen(): Promise<void> {
    const client = new Client({ ...this.config, keepAlive: true, keepAliveInitialDelayMillis: 10_000 });
    client.on('notification', ({ payload }) => {
      this.receive(payload ?? '[]');
    });
    client.on('error', this.onError);
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    client.on('end', () => {
      this.listenAgain(RETRY.first);
    });
    this.client = client;
    // Closed while it was connecting.
    if (this.closed) await client.end();
  }

  private listenAgain(delay: number): void {
    if (this.closed) return;
    this.retry = setTimeout(() => {
      this.listen().then(
        () => {
          this.local.publishAll();
        },
        (error: unknown) => {
          this.onError(error as Error);
          this.listenAgain(Math.min(RETRY.most, delay * 2));
        },
      );
    }, delay);
  }

  private receive(payload: string): void {
    const [sender, ...ids] = JSON.parse(payload) as string[];
    if (sender !== this.sender) for (const id of ids) this.local.publish(id);
  }
}
