import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { ContentError, type ContentPlaces, type Snapshot } from '../app';
import type { Learned } from './learn-worker';

/** Learns the content in a thread of its own, so that this one goes on answering. Rejects as {@link loadSnapshot} does. */
export function learnAside({ contentRoot, cacheDir }: ContentPlaces): Promise<Snapshot> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(join(__dirname, 'learn-worker.js'), { workerData: { contentRoot, cacheDir } satisfies ContentPlaces });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`学习内容的线程意外结束（${String(code)}）。`));
    });
    worker.once('message', (learned: Learned) => {
      if ('snapshot' in learned) resolve(learned.snapshot);
      else reject('diagnostics' in learned ? new ContentError(learned.diagnostics) : new Error(learned.error));
    });
  });
}
