import { parentPort, workerData } from 'node:worker_threads';
import { createDesk, loadSnapshot, type Snapshot } from '../app';
import type { Config } from '../config';
import { createMask } from '../conversation/masking';
import type { ConversationState } from '../conversation/state';
import type { Said, Taken } from '../channels/web/conversations';
import { EngineTurns } from '../server/engine-turns';
import { openStorage } from '../storage/open-store';
import { RecentStates } from '../storage/recent-states';
import { BUNDLE } from './bundles';

/** What the thread that takes turns is started with. */
export type TurnWorkerData = Pick<Config, 'contentRoot' | 'cacheDir' | 'dataDir' | 'databaseUrl' | 'staffMinutes'>;

/** What it is told. */
export type TurnOrder =
  | { readonly kind: 'turn'; readonly id: number; readonly said: Said }
  | { readonly kind: 'content'; readonly snapshot: Snapshot }
  | { readonly kind: 'close' };

/** What it tells. */
export type TurnNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'taken'; readonly id: number; readonly taken: Taken }
  | { readonly kind: 'failed'; readonly id: number; readonly name: string; readonly place: string }
  | { readonly kind: 'trouble'; readonly name: string; readonly code: string | undefined };

async function work(data: TurnWorkerData): Promise<void> {
  const snapshot = await loadSnapshot(data);
  let mask = createMask(snapshot.knowledge);
  const { store, accounts } = await openStorage<ConversationState>(data, {
    mask: (text) => mask(text),
    onError: (error) => {
      tell({ kind: 'trouble', name: error.name, code: 'code' in error && typeof error.code === 'string' ? error.code : undefined });
    },
  });
  const staff = { staffed: () => accounts.any(), patience: data.staffMinutes * 60_000 };
  const turns = new EngineTurns({ ...createDesk(snapshot), staff }, new RecentStates(store));

  async function take(id: number, said: Said): Promise<void> {
    try {
      tell({ kind: 'taken', id, taken: await turns.respond(said) });
    } catch (error) {
      const { name, stack = '' } = error instanceof Error ? error : new Error(typeof error);
      tell({ kind: 'failed', id, name, place: /^ {4}at .*$/m.exec(stack)?.[0].trim() ?? '' });
    }
  }

  const waiting: (TurnOrder & { readonly kind: 'turn' })[] = [];
  function takeSome(): void {
    // The replies to these go out while later ones are being worked on.
    for (const { id, said } of waiting.splice(0, BUNDLE)) void take(id, said);
    if (waiting.length > 0) setImmediate(takeSome);
  }

  function obey(order: TurnOrder): void {
    switch (order.kind) {
      case 'turn':
        waiting.push(order);
        if (waiting.length === 1) setImmediate(takeSome);
        break;
      case 'content':
        mask = createMask(order.snapshot.knowledge);
        turns.use({ ...createDesk(order.snapshot), staff });
        break;
      case 'close':
        void store.close().then(() => parentPort?.close());
    }
  }

  parentPort?.on('message', (bundle: readonly TurnOrder[]) => {
    bundle.forEach(obey);
  });
  tell({ kind: 'ready' });
}

function tell(news: TurnNews): void {
  parentPort?.postMessage(news);
}

void work(workerData as TurnWorkerData);
