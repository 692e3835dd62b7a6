import type { Response } from 'express';
import type { AccountsStore } from '../storage/accounts-store';
import { INBOX } from '../storage/cases-store';
import type { ActivityFeed } from '../storage/store';
import { sessionOf } from './access';

/** What the streams need. */
export interface EventParts {
  readonly accounts: AccountsStore;
  readonly feed: ActivityFeed;
}

/** Milliseconds between signs of life; proxies cut what is silent for long. At each one the session is looked at. */
const HEARTBEAT = 10_000;
/** Changes that are closer together than this are told once, in milliseconds. */
const GATHER = 100;
/** Milliseconds after which a browser connects again. */
const RETRY = 2000;

/** Streams that tell pages of the staff desk that the inbox has changed; what has changed they then ask for. */
export class InboxEvents {
  private readonly open = new Set<Response>();

  constructor(
    private readonly parts: EventParts,
    private readonly heartbeat = HEARTBEAT,
  ) {}

  /** Makes a response such a stream, until the session ends or the browser leaves. */
  begin(response: Response): void {
    const { key } = sessionOf(response);
    response.status(200).setHeader('content-type', 'text/event-stream; charset=utf-8');
    // Proxies such as nginx, and compression, would hold the events back.
    response.setHeader('cache-control', 'no-store, no-transform');
    response.setHeader('x-accel-buffering', 'no');
    response.write(`retry: ${String(RETRY)}\n\nevent: ready\ndata: {}\n\n`);
    this.open.add(response);
    let soon: NodeJS.Timeout | null = null;
    const tell = (text: string): void => {
      void this.alive(key).then((alive) => {
        if (response.writableEnded) return;
        if (alive) response.write(text);
        else response.end('event: ended\ndata: {}\n\n');
      });
    };
    const unsubscribe = this.parts.feed.subscribe(INBOX, () => {
      soon ??= setTimeout(() => {
        soon = null;
        tell('event: change\ndata: {}\n\n');
      }, GATHER);
    });
    const beat = setInterval(() => {
      tell(': \n\n');
    }, this.heartbeat);
    response.on('close', () => {
      unsubscribe();
      clearInterval(beat);
      if (soon !== null) clearTimeout(soon);
      this.open.delete(response);
    });
  }

  /** Ends every stream; the browsers connect again by themselves, to another process if this one ends. */
  close(): void {
    for (const response of this.open) response.end();
  }

  /** Whether a session is still open. A store that does not answer ends no session. */
  private async alive(key: string): Promise<boolean> {
    try {
      return (await this.parts.accounts.findSession(key)) !== null;
    } catch {
      return true;
    }
  }
}
