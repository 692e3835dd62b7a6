/** How content is watched and loaded anew. */
export interface WatchOptions {
  /** Stamp from before the present content was read: what has changed since then is loaded too. */
  readonly loaded: string;
  /** Changes when any content file does. */
  readonly stamp: () => string;
  /** Reads, checks and learns the content; rejects when it is faulty. */
  readonly load: () => Promise<void>;
  /** Told of a rejected load. */
  readonly onFault: (error: unknown) => void;
  readonly seconds: number;
}

/**
 * Loads content when its files have changed and then kept still for one look, so that a half-saved set of files is not taken.
 * Loads never overlap; a change during a load brings another.
 */
export class ContentWatcher {
  private loaded: string;
  private previous: string;
  private busy = false;
  private readonly timer: NodeJS.Timeout;

  constructor(private readonly options: WatchOptions) {
    this.loaded = options.loaded;
    this.previous = this.loaded;
    this.timer = setInterval(() => void this.look(), options.seconds * 1000);
    this.timer.unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const stamp = this.options.stamp();
      const still = stamp === this.previous;
      this.previous = stamp;
      if (!still || stamp === this.loaded) return;
      this.loaded = stamp;
      await this.options.load();
    } catch (error) {
      this.options.onFault(error);
    } finally {
      this.busy = false;
    }
  }
}
