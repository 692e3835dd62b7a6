import { type FileHandle, open } from 'node:fs/promises';

/**
 * Brings a file's writes to the disk without holding up the process: all that wait while one sync runs share the next.
 * SQLite's own way (`synchronous=FULL`) gives the same guarantee but stops the process for each commit.
 */
export class DiskSync {
  private running: Promise<void> | null = null;
  private next: Promise<void> | null = null;

  private constructor(private readonly file: FileHandle) {}

  static async open(path: string): Promise<DiskSync> {
    return new DiskSync(await open(path, 'r+'));
  }

  /** Resolves when everything written so far is on the disk. */
  sync(): Promise<void> {
    // A sync that is already running may miss the latest writes, so only one that starts later counts.
    this.next ??= this.start(this.running);
    return this.next;
  }

  async close(): Promise<void> {
    await Promise.allSettled([this.running, this.next]);
    await this.file.close();
  }

  private async start(before: Promise<void> | null): Promise<void> {
    await before?.catch(() => undefined);
    this.running = this.next;
    this.next = null;
    try {
      await this.file.datasync();
    } finally {
      this.running = null;
    }
  }
}
