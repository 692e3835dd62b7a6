import type { Failure } from '../model/transcript';

/** What sending one message came to; `again` means that it may go through later, `said` is what the server said about it. */
export type SendResult =
  { readonly kind: 'sent'; readonly id: string } | { readonly kind: 'failed' | 'again'; readonly why: Failure; readonly said: string };

/** What an outbox needs and tells. */
export interface OutboxParts<T> {
  readonly send: (message: T) => Promise<SendResult>;
  readonly onSent: (key: string, id: string) => void;
  readonly onFailed: (key: string, why: Failure, said: string) => void;
  /** Resolves after so many milliseconds. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Pauses before a message is tried again by itself, in milliseconds. */
const PAUSES = [1000, 3000];

/** Sends messages one at a time and in order. While it is held, they wait; sent again, a message keeps its key. */
export class Outbox<T> {
  private readonly queue: { readonly key: string; readonly message: T; tries: number }[] = [];
  private held = true;
  private running = false;

  constructor(private readonly parts: OutboxParts<T>) {}

  /** Takes a message to be sent; one that waits already is not taken twice. */
  add(key: string, message: T): void {
    if (!this.queue.some((waiting) => waiting.key === key)) this.queue.push({ key, message, tries: 0 });
    void this.run();
  }

  /** Holds everything back, as when there is no connection. */
  hold(): void {
    this.held = true;
  }

  /** Lets messages go again. */
  release(): void {
    this.held = false;
    void this.run();
  }

  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    for (let first = this.queue[0]; first !== undefined && !this.held; first = this.queue[0]) {
      const result = await this.parts.send(first.message);
      if (result.kind === 'again') {
        // Held meanwhile: the connection is the reason, and that it is back will be told.
        if (this.isHeld()) break;
        const pause = PAUSES[first.tries++];
        if (pause !== undefined) {
          await this.parts.wait(pause);
          continue;
        }
      }
      this.queue.shift();
      if (result.kind === 'sent') this.parts.onSent(first.key, result.id);
      else this.parts.onFailed(first.key, result.why, result.said);
    }
    this.running = false;
  }

  private isHeld(): boolean {
    return this.held;
  }
}
