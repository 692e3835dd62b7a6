import { parentPort, workerData } from 'node:worker_threads';
import { ContentError, type ContentPlaces, loadSnapshot, type Snapshot } from '../app';
import type { Diagnostic } from '../domain/diagnostic';

/** What the thread that learns content sends back. */
export type Learned = { readonly snapshot: Snapshot } | { readonly diagnostics: readonly Diagnostic[] } | { readonly error: string };

loadSnapshot(workerData as ContentPlaces).then(
  (snapshot) => {
    report({ snapshot });
  },
  (error: unknown) => {
    report(
      error instanceof ContentError
        ? { diagnostics: error.diagnostics }
        : { error: error instanceof Error ? error.message : String(error) },
    );
  },
);

function report(learned: Learned): void {
  parentPort?.postMessage(learned);
}
