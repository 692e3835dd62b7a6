import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Pictures } from '../channels/web/pictures';
import type { Config } from '../config';
import { openStorage, type Storage } from '../storage/open-store';
import type { DeskStore, ExportRecord, StoreStats } from '../storage/store';
import { maskPersonal } from '../text/mask';
import { print, UsageError } from './output';

const DAY_MS = 86_400_000;
const DECISIONS: Readonly<Record<string, string>> = {
  answer: '直接回答',
  clarify: '反问',
  smalltalk: '寒暄',
  handoff: '要求人工',
  decline: '不属于本系统',
  none: '按钮、命令和流程',
};

/** Prints everything that is kept, one JSON object a line. */
export async function exportData(config: Config): Promise<void> {
  await withStore(config, async (store) => {
    try {
      await pipeline(lines(store.export()), process.stdout, { end: false });
    } catch (error) {
      // Who reads only the first lines, as `head` does, closes the pipe.
      if ((error as NodeJS.ErrnoException).code !== 'EPIPE') throw error;
    }
  });
}

async function* lines(records: AsyncIterable<ExportRecord>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

/** Deletes conversations that are older than the days given or configured. */
export async function purgeData(config: Config, options: { days?: string }): Promise<void> {
  const days = options.days === undefined ? config.retentionDays : Number(options.days);
  if (!Number.isInteger(days) || days < 0 || days > 36_500) throw new UsageError('--days 要写 0 到 36500 的整数，0 表示全部清除。');
  if (options.days === undefined && days === 0) {
    throw new UsageError('设置 SHEBAO_RETENTION_DAYS 是 0（不清除）。要清除请写明天数，如 shebao data purge --days 180。');
  }
  const before = days === 0 ? Infinity : Date.now() - days * DAY_MS;
  await withStore(config, async (store, { accounts, learning }) => {
    await accounts.purge(before);
    await learning.purge(Math.min(before, Number.MAX_SAFE_INTEGER));
    // The last, because it also removes from the disk what the others have deleted.
    const { conversations, turns, messages } = await store.purge(Math.min(before, Number.MAX_SAFE_INTEGER));
    await new Pictures(join(config.dataDir, 'pictures')).purge(before);
    print(
      `已清除${days === 0 ? '全部' : `${String(days)} 天以前`}的数据：${String(conversations)} 个对话、${String(turns)} 轮问答、${String(messages)} 条消息。`,
    );
  });
}

/** Prints how much is kept. */
export async function showStats(config: Config, options: { json?: boolean }): Promise<void> {
  await withStore(config, async (store) => {
    const stats = await store.stats();
    print(options.json === true ? JSON.stringify(stats) : format(stats));
  });
}

async function withStore(config: Config, work: (store: DeskStore<unknown>, storage: Storage<unknown>) => Promise<void>): Promise<void> {
  const storage = await openStorage<unknown>(config, { mask: maskPersonal, create: false });
  try {
    await work(storage.store, storage);
  } finally {
    await storage.store.close();
  }
}

function format(stats: StoreStats): string {
  const { conversations, outcomes, turns, messages, decisions, feedback, handoffs, oldest, newest } = stats;
  const kinds = Object.entries(decisions).map(([kind, count]) => `${DECISIONS[kind] ?? kind} ${String(count)}`);
  const time = (at: number): string => new Date(at).toLocaleString('zh-CN', { dateStyle: 'medium', timeStyle: 'short' });
  return [
    `对话：${String(conversations)} 个（进行中 ${String(outcomes.open)}，已解决 ${String(outcomes.resolved)}，已转人工 ${String(outcomes.escalated)}）`,
    `问答：${String(turns)} 轮，消息 ${String(messages)} 条`,
    ...(kinds.length === 0 ? [] : [`判断：${kinds.join('，')}`]),
    `评价：解决了 ${String(feedback.solved)}，没解决 ${String(feedback.unsolved)}`,
    `转人工：${String(handoffs)} 次`,
    ...(oldest === null || newest === null ? [] : [`时间：${time(oldest)} 至 ${time(newest)}`]),
  ].join('\n');
}
