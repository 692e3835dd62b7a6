import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Snapshot } from '../app';
import type { Said, Taken } from '../channels/web/conversations';
import { Bundles } from './bundles';
import type { TurnNews, TurnOrder, TurnWorkerData } from './turn-worker';

/** Twice the usual: under load many turns are under way at once, and would be copied again and again before they are garbage. */
const YOUNG_MEGABYTES = 96;

interface Waiting {
  readonly resolve: (taken: Taken) => void;
  readonly reject: (error: Error) => void;
}

/** Hears what the thread cannot settle by itself. */
export interface ThreadTrouble {
  /** A database connection was lost and is being made good. */
  readonly onTrouble: (name: string, code: string | undefined) => void;
  /** The thread has ended; no more turns can be taken. */
  readonly onEnd: (error: Error) => void;
}

/**
 * Takes turns in a thread of its own, with its own connection to the store: finding a reply and writing it down is most of the
 * work of a message, and meanwhile this thread goes on talking to the network.
 */
export class TurnThread {
  private readonly waiting = new Map<number, Waiting>();
  private closing = false;
  private readonly orders: Bundles<TurnOrder>;
  private last = 0;

  private constructor(
    private readonly worker: Worker,
    { onTrouble, onEnd }: ThreadTrouble,
  ) {
    this.orders = new Bundles((bundle) => {
      worker.postMessage(bundle);
    });
    worker.on('message', (news: TurnNews) => {
      switch (news.kind) {
        case 'taken':
          this.end(news.id)?.resolve(news.taken);
          break;
        case 'failed':
          this.end(news.id)?.reject(Object.assign(new Error(news.place), { name: news.name }));
          break;
        case 'trouble':
          onTrouble(news.name, news.code);
          break;
        case 'ready':
      }
    });
    worker.on('error', (error: Error) => {
      this.failAll(error);
      onEnd(error);
    });
    worker.on('exit', () => {
      const error = new Error('处理消息的线程已结束');
      this.failAll(error);
      if (!this.closing) onEnd(error);
    });
  }

  /** Starts the thread and waits until it can take turns. Rejects with its error when it cannot. */
  static start({ contentRoot, cacheDir, dataDir, databaseUrl, staffMinutes }: TurnWorkerData, trouble: ThreadTrouble): Promise<TurnThread> {
    const worker = new Worker(join(__dirname, 'turn-worker.js'), {
      workerData: { contentRoot, cacheDir, dataDir, databaseUrl, staffMinutes } satisfies TurnWorkerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    return new Promise((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', () => {
        worker.off('error', reject);
        resolve(new TurnThread(worker, trouble));
      });
    });
  }

  /** Answers a message and stores the turn. */
  respond(said: Said): Promise<Taken> {
    return new Promise((resolve, reject) => {
      const id = ++this.last;
      this.waiting.set(id, { resolve, reject });
      this.orders.add({ kind: 'turn', id, said });
    });
  }

  /** Goes over to other content. */
  use(snapshot: Snapshot): void {
    this.orders.add({ kind: 'content', snapshot });
  }

  /** Ends the thread once its store is closed. */
  async close(): Promise<void> {
    this.closing = true;
    const ended = new Promise((resolve) => this.worker.once('exit', resolve));
    this.orders.add({ kind: 'close' });
    await ended;
  }

  private end(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private failAll(error: Error): void {
    for (const { reject } of this.waiting.values()) reject(error);
    this.waiting.clear();
  }
}
