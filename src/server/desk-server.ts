import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Said, type Taken, WebConversations } from '../channels/web/conversations';
import { Pictures } from '../channels/web/pictures';
import { Streams } from '../channels/web/stream';
import { Tokens } from '../channels/web/tokens';
import type { ConversationParts } from '../conversation/engine';
import { RecentMatches } from '../conversation/recent-matches';
import { Renderer } from '../conversation/render';
import type { ConversationState } from '../conversation/state';
import { PatienceWatch } from '../staff/patience-watch';
import { InboxEvents } from '../staff/inbox-events';
import type { TeachingTools } from '../staff/learn/tools';
import type { AccountsStore } from '../storage/accounts-store';
import type { LearningStore } from '../storage/learning-store';
import type { ReportStore } from '../storage/report-store';
import type { CasesStore } from '../storage/cases-store';
import type { ActivityFeed, DeskStore } from '../storage/store';
import { createHttpApp, type HttpSettings } from './http-app';
import { describeError } from './log';
import { Metrics } from './metrics';
import { listen, type RunningServer } from './running-server';
import { originAllowed } from './security';
import type { SiteContent } from './site';

/** Settings of the server; see the configuration of the same names. */
export interface ServerSettings extends HttpSettings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly tokenMinutes: number;
  readonly uploadMegabytes: number;
  readonly staffMinutes: number;
}

/** What a server is started with. */
export interface ServerOptions {
  readonly settings: ServerSettings;
  /** Key that signs the tokens; the same in every process. */
  readonly secret: string;
  /** What the pages show and search. */
  readonly parts: ConversationParts;
  /** Answers a message and stores the turn. */
  readonly respond: (said: Said) => Promise<Taken>;
  readonly store: DeskStore<ConversationState>;
  readonly feed: ActivityFeed;
  readonly accounts: AccountsStore;
  readonly reports: ReportStore;
  readonly cases: CasesStore;
  readonly learning: LearningStore;
  /** Learns and writes what staff teach. */
  readonly teaching: TeachingTools;
  readonly log: Logger;
  readonly widgetFolder: string;
}

/** Time that clients get to close their streams, in milliseconds. */
const CLOSING_MS = 1000;

/** The whole desk on HTTP, with content that can be swapped while it runs. */
export class DeskServer {
  readonly metrics: Metrics;
  readonly pictures: Pictures;
  private readonly tokens: Tokens;
  private readonly conversations: WebConversations;
  private readonly streams: Streams;
  private readonly events: InboxEvents;
  private readonly patience: PatienceWatch;
  private readonly asked = new Map<string, number>();
  private parts: ConversationParts;
  private site: SiteContent;
  private running: RunningServer | null = null;
  private stopping = false;

  constructor(private readonly options: ServerOptions) {
    const { settings, store, feed, secret, accounts, cases, log } = options;
    this.parts = options.parts;
    this.site = this.show(options.parts);
    this.tokens = new Tokens(secret);
    this.pictures = new Pictures(join(settings.dataDir, 'pictures'));
    this.streams = new Streams({
      tokens: this.tokens,
      read: (conversation, after) => this.conversations.after(conversation, after),
      subscribe: (conversation, listener) => feed.subscribe(conversation, listener),
      originAllowed: (request) => originAllowed(request, settings.allowedOrigins, settings.trustProxy > 0),
    });
    this.events = new InboxEvents({ accounts, feed });
    this.patience = new PatienceWatch({
      cases,
      patience: settings.staffMinutes * 60_000,
      line: () => this.site.renderer.message('staff-away'),
      onFault: (error) => {
        log.error({ err: describeError(error) }, '查看等候的用户时出错');
      },
    });
    this.metrics = new Metrics(() => this.streams.size);
    this.conversations = new WebConversations(
      {
        store,
        messages: () => this.site.knowledge.messages,
        respond: async (said) => {
          const end = this.metrics.turnSeconds.startTimer();
          const taken = await options.respond(said);
          end();
          if (!taken.repeated) this.note(taken);
          return taken;
        },
      },
      (conversation, set) => {
        this.streams.sendPassing(conversation, set);
      },
    );
  }

  /** Begins to listen; resolves with the port. */
  async start(): Promise<number> {
    const { settings, log, widgetFolder, store, parts, accounts, cases, reports, learning, teaching } = this.options;
    const app = createHttpApp({
      settings,
      log,
      widgetFolder,
      metrics: this.metrics,
      directLine: {
        conversations: this.conversations,
        tokens: this.tokens,
        tokenSeconds: settings.tokenMinutes * 60,
        pictures: this.pictures,
        uploadBytes: settings.uploadMegabytes * 1024 * 1024,
      },
      staff: {
        accounts,
        reports,
        inbox: { cases, store, events: this.events },
        learn: {
          learning,
          tools: teaching,
          onError: (error) => {
            log.error({ err: describeError(error) }, '计算提案的影响时出错');
          },
        },
        content: () => this.parts,
        folder: join(widgetFolder, 'staff'),
      },
      content: () => this.site,
      mostAsked: () => this.mostAsked(),
      ready: () => store.ping(),
      stopping: () => this.stopping,
      today: parts.today ?? (() => new Date()),
    });
    this.running = await listen(app, {
      host: settings.host,
      port: settings.port,
      prepare: (server) => {
        this.streams.attach(server);
      },
    });
    this.patience.start();
    return this.running.port;
  }

  /** Shows new content from now on. */
  use(parts: ConversationParts): void {
    this.parts = parts;
    this.site = this.show(parts);
  }

  /**
   * Takes nothing new, answers what has been taken and sends it to the streams; true when that was done within so many
   * seconds. The store stays open.
   */
  async stop(seconds: number): Promise<boolean> {
    this.stopping = true;
    this.patience.stop();
    this.events.close();
    const closed = this.running?.stop(seconds) ?? Promise.resolve(true);
    const deadline = Date.now() + seconds * 1000;
    while (this.conversations.pending > 0 && Date.now() < deadline) await sleep(10);
    this.streams.close();
    const cut = setTimeout(() => {
      this.streams.terminate();
    }, CLOSING_MS);
    const clean = await closed;
    clearTimeout(cut);
    this.streams.terminate();
    return clean && this.conversations.pending === 0;
  }

  private show({ knowledge, dialogs, matcher, today }: ConversationParts): SiteContent {
    const { match, normalize } = new RecentMatches(matcher);
    return {
      knowledge,
      dialogs,
      renderer: new Renderer(knowledge, today),
      match,
      normalize,
    };
  }

  private note({ outcome, answers }: Taken): void {
    this.metrics.turns.inc({ outcome });
    for (const id of answers) this.asked.set(id, (this.asked.get(id) ?? 0) + 1);
  }

  /** By the answers given since this process started, then one entry of each topic. */
  private mostAsked(): readonly string[] {
    const { topics, entries } = this.site.knowledge;
    const counted = [...this.asked].sort((a, b) => b[1] - a[1]).map(([id]) => id);
    return [...counted, ...topics.flatMap(({ id }) => entries.find(({ topic }) => topic === id)?.id ?? [])];
  }
}
