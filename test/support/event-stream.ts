import type { StaffClient } from './staff';

/** An open stream of server-sent events, read as they come. */
export class EventStream {
  /** Names of the events so far. */
  readonly events: string[] = [];
  /** Lines that only show that the stream is alive. */
  beats = 0;
  /** Resolves when the server ends the stream. */
  readonly ended: Promise<void>;
  private waiting: (() => void)[] = [];

  private constructor(
    response: Response,
    private readonly abort: AbortController,
  ) {
    this.ended = this.read(response);
  }

  /** Opens the inbox's stream and waits until it is ready. */
  static async open(staff: StaffClient): Promise<EventStream> {
    const abort = new AbortController();
    const response = await staff.get('inbox/events', { signal: abort.signal });
    if (response.status !== 200) throw new Error(String(response.status));
    const stream = new EventStream(response, abort);
    await stream.next('ready');
    return stream;
  }

  /** Waits for an event that has not been waited for. */
  async next(name: string): Promise<void> {
    const deadline = Date.now() + 10_000;
    for (;;) {
      const at = this.events.indexOf(name);
      if (at >= 0) {
        this.events.splice(0, at + 1);
        return;
      }
      if (Date.now() > deadline) throw new Error(`no event ${name}`);
      await new Promise<void>((resolve) => {
        this.waiting.push(resolve);
        setTimeout(resolve, 200);
      });
    }
  }

  close(): void {
    this.abort.abort();
  }

  private async read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    let rest = '';
    try {
      for await (const bytes of response.body ?? []) {
        rest += decoder.decode(bytes as Uint8Array, { stream: true });
        const blocks = rest.split('\n\n');
        rest = blocks.pop() ?? '';
        for (const block of blocks) {
          const name = /^event: (.*)$/m.exec(block)?.[1];
          if (name !== undefined) this.events.push(name);
          else if (block.startsWith(':')) this.beats++;
        }
        for (const wake of this.waiting.splice(0)) wake();
      }
    } catch {
      // Closed on this side.
    }
  }
}
