import type { CasesStore } from '../storage/cases-store';

/** What the watch works with. */
export interface WatchParts {
  readonly cases: Pick<CasesStore, 'overdue' | 'putBack'>;
  /** Milliseconds for which a user waits for a person's word. */
  readonly patience: number;
  /** What the user reads when the desk is back. */
  readonly line: () => string;
  readonly onFault: (error: unknown) => void;
}

/** Milliseconds between two looks, at most. */
const INTERVAL = 15_000;

/** Brings the desk back to users who wait for a person's word in vain, also when they say nothing more themselves. */
export class PatienceWatch {
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly parts: WatchParts) {}

  start(): void {
    this.timer ??= setInterval(() => void this.look(), Math.min(INTERVAL, Math.max(50, this.parts.patience / 4)));
    this.timer.unref();
  }

  stop(): void {
    if (this.timer !== null) clearInterval(this.timer);
    this.timer = null;
  }

  /** Puts back every case whose user has waited for too long. Several processes may look at once. */
  async look(): Promise<void> {
    const { cases, patience, line, onFault } = this.parts;
    try {
      for (const { conversation, heardAt } of await cases.overdue(Date.now() - patience))
        await cases.putBack(conversation, heardAt, line());
    } catch (error) {
      onFault(error);
    }
  }
}
