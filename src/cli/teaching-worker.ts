import { parentPort, workerData } from 'node:worker_threads';
import type { Teaching, TeachingEffect } from '../domain/teaching';
import type { ApplyOutcome, EffectProgress } from '../staff/learn/tools';
import type { Proposal } from '../storage/learning-store';
import { applyProposals } from './kb-apply';
import { measureEffect, type TeachingPlaces } from './measure-effect';

/** What the thread that works on content is started with. */
export interface TeachingWorkerData {
  readonly places: TeachingPlaces;
  readonly job:
    { readonly kind: 'measure'; readonly teaching: Teaching } | { readonly kind: 'apply'; readonly proposals: readonly Proposal[] };
}

/** What it tells. */
export type TeachingNews =
  | { readonly kind: 'progress'; readonly progress: EffectProgress }
  | { readonly kind: 'done'; readonly result: TeachingEffect | ApplyOutcome }
  | { readonly kind: 'failed'; readonly message: string };

function work({ places, job }: TeachingWorkerData): Promise<TeachingEffect | ApplyOutcome> {
  switch (job.kind) {
    case 'measure':
      return measureEffect(places, job.teaching, (progress) => {
        tell({ kind: 'progress', progress });
      });
    case 'apply':
      return applyProposals(places, job.proposals, { dryRun: false });
  }
}

function tell(news: TeachingNews): void {
  parentPort?.postMessage(news);
}

work(workerData as TeachingWorkerData).then(
  (result) => {
    tell({ kind: 'done', result });
  },
  (error: unknown) => {
    tell({ kind: 'failed', message: error instanceof Error ? error.message : String(error) });
  },
);
