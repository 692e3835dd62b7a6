import { join } from 'node:path';
import { ContentError, contentStamp, createDesk, type Desk, openDesk, type Snapshot } from '../app';
import type { Said, Taken } from '../channels/web/conversations';
import type { Config } from '../config';
import { createMask } from '../conversation/masking';
import type { ConversationState } from '../conversation/state';
import { ContentWatcher } from '../server/content-watcher';
import { DeskServer } from '../server/desk-server';
import { createLog, describeError } from '../server/log';
import { INBOX } from '../storage/cases-store';
import { openStorage } from '../storage/open-store';
import { learnAside } from './learn';
import { note } from './output';
import { teachingTools } from './teaching-tools';
import { TurnThread } from './turn-thread';

const DAY_MS = 86_400_000;
/** Where the build puts the chat page. */
const WIDGET = join(__dirname, '..', 'public');

/** Serves the desk on the web until the process is asked to stop. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const onTrouble = (err: string, code: string | undefined): void => {
    log.error({ err, code }, '数据库连接断开，正在重连');
  };
  const stamp = contentStamp(config);
  const desk = await openDesk(config, note);
  let mask = createMask(desk.knowledge);
  const { store, feed, accounts, cases, reports, learning } = await openStorage<ConversationState>(config, {
    mask: (text) => mask(text),
    onError: (error) => {
      onTrouble(error.name, codeOf(error));
    },
  });
  const turns = await TurnThread.start(config, {
    onTrouble,
    onEnd: (error) => {
      log.fatal({ err: describeError(error) }, '处理消息的线程意外结束，服务退出');
      process.exit(1);
    },
  });
  const respond = async (said: Said): Promise<Taken> => {
    const taken = await turns.respond(said);
    // A shared database tells every process by itself; an embedded one only the thread that wrote.
    if (config.databaseUrl === null) {
      feed.publish(said.conversation);
      if (taken.inbox) feed.publish(INBOX);
    }
    return taken;
  };
  const secret = config.secret ?? (await store.secret('conversation-tokens'));
  const server = new DeskServer({
    settings: config,
    secret,
    parts: desk,
    respond,
    store,
    feed,
    accounts,
    cases,
    reports,
    learning,
    teaching: teachingTools(config, desk.tools),
    log,
    widgetFolder: WIDGET,
  });
  const port = await server.start().catch(async (error: unknown) => {
    await turns.close();
    await store.close();
    throw error;
  });
  note(`服务已就绪：http://${hostOf(config.host)}:${String(port)}　按 Ctrl-C 停止。`);
  if (!(await accounts.any())) note('工作台（/staff/）还没有账号。请另开一个终端运行：shebao staff add 用户名 --role admin');
  log.info({ port, database: config.databaseUrl === null ? 'sqlite' : 'postgresql' }, '服务已就绪');

  const watcher = watch(config, stamp, server, log, (snapshot) => {
    const desk = createDesk(snapshot);
    mask = createMask(desk.knowledge);
    turns.use(snapshot);
    server.use(desk);
    return desk;
  });
  const purge = setInterval(() => void purgeOld(), DAY_MS / 4);
  purge.unref();
  void purgeOld();

  await untilAskedToStop();
  note('正在停止，等待正在处理的消息……');
  clearInterval(purge);
  watcher?.stop();
  const clean = await server.stop(config.shutdownSeconds);
  await turns.close();
  await store.close();
  log.info({ clean }, '服务已停止');
  // What a cut-off request left behind must not keep the process.
  process.exit(clean ? 0 : 1);

  async function purgeOld(): Promise<void> {
    if (config.retentionDays === 0) return;
    const before = Date.now() - config.retentionDays * DAY_MS;
    try {
      await accounts.purge(before);
      await learning.purge(before);
      const counts = await store.purge(before);
      await server.pictures.purge(before);
      if (counts.conversations + counts.turns > 0) log.info(counts, '已清除到期的对话');
    } catch (error) {
      log.error({ err: describeError(error) }, '清除到期的对话时出错');
    }
  }
}

function watch(
  config: Config,
  loaded: string,
  server: DeskServer,
  log: ReturnType<typeof createLog>,
  use: (snapshot: Snapshot) => Desk,
): ContentWatcher | null {
  if (config.reloadSeconds === 0) return null;
  return new ContentWatcher({
    loaded,
    seconds: config.reloadSeconds,
    stamp: () => contentStamp(config),
    load: async () => {
      const desk = use(await learnAside(config));
      server.metrics.reloads.inc({ result: 'ok' });
      log.info({ entries: desk.knowledge.entries.length, flows: desk.dialogs.flows.length }, '内容有改动，已换上新内容');
    },
    onFault: (error) => {
      server.metrics.reloads.inc({ result: 'fault' });
      log.error(faultOf(error), '内容有错误，继续使用原来的内容；请运行 shebao kb check');
    },
  });
}

/** Where the first fault is, in one line. */
function faultOf(error: unknown): object {
  const first = error instanceof ContentError ? error.diagnostics[0] : undefined;
  if (first === undefined || !(error instanceof ContentError)) return { err: describeError(error) };
  const { file, line, column, code, message } = first;
  return { fault: `${file}:${String(line)}:${String(column)} [${code}] ${message}`, faults: error.diagnostics.length };
}

function untilAskedToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      process.once(signal, () => {
        resolve();
      });
    }
  });
}

function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::' || host === '127.0.0.1') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

function codeOf(error: Error): string | undefined {
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
