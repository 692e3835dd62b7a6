import type { ActivitySet } from '../../channels/web/protocol';
import { type DirectLine, RequestFailed } from './direct-line';
import type { Sessions } from './session';

/** Whether messages can go and come. */
export type Status = 'starting' | 'online' | 'offline';

/** What a connection tells. */
export interface ConnectionEvents {
  readonly onStatus: (status: Status) => void;
  /** The newest part of a conversation that is gone on with. */
  readonly onRestored: (set: ActivitySet) => void;
  readonly onReceived: (set: ActivitySet) => void;
  /** The conversation is no more; a new one begins. */
  readonly onExpired: () => void;
}

/** Activities loaded at a time. */
export const PAGE = 30;

/** How long the page asks instead of listening, after a socket was refused, in milliseconds. */
const POLLING = 60_000;
/** Longest time a socket may take to open, in milliseconds. */
const OPENING = 10_000;
/** Longest pause between two tries, in milliseconds. */
const MAX_PAUSE = 30_000;
/** How often the token's age is looked at, in milliseconds. */
const REFRESH_CHECK = 5 * 60_000;
/** Life of a stream, in milliseconds, below which it counts as one that failed. */
const STEADY = 5000;

/** Holds the stream of activities open: a WebSocket, or polling where there is none; comes back by itself. */
export class Connection {
  private watermark: string | null = null;
  private restored = false;
  private refused = false;
  private fails = 0;
  /** Ends what is being waited for: a pause, or the stream. */
  private interrupt: () => void = () => undefined;

  constructor(
    private readonly api: DirectLine,
    private readonly sessions: Sessions,
    private readonly events: ConnectionEvents,
  ) {}

  /** Connects and stays connected; never resolves. */
  async run(): Promise<never> {
    addEventListener('online', () => {
      this.again();
    });
    addEventListener('offline', () => {
      this.events.onStatus('offline');
      this.again();
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) void this.catchUp();
    });
    setInterval(() => {
      void this.sessions.refresh().catch(() => undefined);
    }, REFRESH_CHECK);
    for (;;) {
      try {
        const address = await this.attach();
        this.events.onStatus('online');
        const since = Date.now();
        await this.follow(address);
        this.fails = Date.now() - since > STEADY || this.sessions.current === null ? 0 : this.fails + 1;
        await this.pause(250 * 2 ** Math.min(this.fails, 7));
      } catch (error) {
        await this.recover(error);
      }
    }
  }

  /** Tries again at once. */
  again(): void {
    this.interrupt();
  }

  /** The server does not know the conversation any more. */
  expire(): void {
    if (this.sessions.current === null) return;
    this.sessions.forget();
    this.watermark = null;
    this.fails = 0;
    this.events.onExpired();
    this.events.onStatus('starting');
    this.again();
  }

  /** Asks for what the stream may have missed; when there was something, the stream is dead and made anew. */
  async catchUp(): Promise<void> {
    try {
      if (this.restored && (await this.ask())) this.again();
    } catch {
      this.again();
    }
  }

  private async recover(error: unknown): Promise<void> {
    const { status, retryAfter } = error instanceof RequestFailed ? error : { status: 0, retryAfter: null };
    const expired = [401, 403, 404].includes(status) && this.sessions.current !== null;
    if (expired) this.expire();
    else this.events.onStatus('offline');
    const backoff = Math.min(MAX_PAUSE, 1000 * 2 ** this.fails++) * (0.5 + Math.random() / 2);
    await this.pause(expired && this.fails < 2 ? 0 : Math.max(backoff, (retryAfter ?? 0) * 1000));
  }

  /** Finds or begins the conversation; resolves with the address of its stream. */
  private async attach(): Promise<string> {
    await this.sessions.refresh();
    const { current } = this.sessions;
    if (current === null) {
      const started = await this.sessions.begin();
      this.restored = true;
      return started.streamUrl;
    }
    const { conversation, token } = current;
    if (!this.restored) {
      const set = await this.api.activities(conversation, token, { limit: String(PAGE) });
      this.restored = true;
      this.watermark = set.watermark ?? null;
      this.events.onRestored(set);
    }
    const resumed = await this.api.resume(conversation, token, this.watermark);
    this.sessions.take(resumed);
    return resumed.streamUrl;
  }

  private async follow(address: string): Promise<void> {
    if (!this.refused) {
      if (await this.listen(this.api.streamAddress(address))) return;
      this.refused = true;
    }
    for (const end = Date.now() + POLLING; Date.now() < end;) {
      await this.ask();
      await this.pause(document.hidden ? 15_000 : 1500);
    }
    this.refused = false;
  }

  /** Takes what the stream sends until it ends; resolves with whether it ever opened. */
  private listen(address: string): Promise<boolean> {
    return new Promise((resolve) => {
      let opened = false;
      let socket: WebSocket | null = null;
      const end = (): void => {
        clearTimeout(timer);
        // Closing waits for the other side, which may be gone: what comes later is not listened to.
        if (socket !== null) socket.onmessage = socket.onclose = null;
        socket?.close();
        resolve(opened);
      };
      const timer = setTimeout(() => {
        if (!opened) end();
      }, OPENING);
      this.interrupt = end;
      try {
        socket = new WebSocket(address);
      } catch {
        end();
        return;
      }
      socket.onopen = () => {
        opened = true;
      };
      socket.onmessage = ({ data }) => {
        if (typeof data === 'string' && data !== '') this.receive(JSON.parse(data) as ActivitySet);
      };
      socket.onclose = end;
    });
  }

  /** Fetches what is new; resolves with whether there was anything. */
  private async ask(): Promise<boolean> {
    const { current } = this.sessions;
    if (current === null) return false;
    const before = this.watermark;
    const set = await this.api.activities(current.conversation, current.token, before === null ? {} : { watermark: before });
    // The stream may have brought the same meanwhile.
    if (this.watermark === before) this.receive(set);
    return set.activities.length > 0;
  }

  private receive(set: ActivitySet): void {
    if (set.watermark !== undefined) this.watermark = set.watermark;
    this.events.onReceived(set);
  }

  private pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.interrupt = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
