import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMask } from '../../src/conversation/masking';
import type { ConversationState } from '../../src/conversation/state';
import type { Activity, ActivitySet, ConversationResponse } from '../../src/channels/web/protocol';
import { DeskServer, type ServerSettings } from '../../src/server/desk-server';
import { EngineTurns } from '../../src/server/engine-turns';
import { createLog } from '../../src/server/log';
import { openStorage } from '../../src/storage/open-store';
import type { AccountsStore } from '../../src/storage/accounts-store';
import { type CasesStore, INBOX } from '../../src/storage/cases-store';
import type { LearningStore } from '../../src/storage/learning-store';
import type { DeskStore } from '../../src/storage/store';
import type { TeachingTools } from '../../src/staff/learn/tools';
import { openRealDesk } from './desk';
import { idleTools } from './teaching';

/** A server that listens on a free port, on an embedded database of its own. */
export interface TestServer {
  readonly url: string;
  readonly server: DeskServer;
  readonly store: DeskStore<ConversationState>;
  readonly accounts: AccountsStore;
  readonly cases: CasesStore;
  readonly learning: LearningStore;
  /** Every line that was logged. */
  readonly log: readonly string[];
  readonly dataDir: string;
  readonly stop: () => Promise<boolean>;
}

const SETTINGS = {
  host: '127.0.0.1',
  port: 0,
  tokenMinutes: 60,
  uploadMegabytes: 1,
  staffMinutes: 15,
  allowedOrigins: [],
  trustProxy: 0,
  ratePerConversation: 10_000,
  ratePerAddress: 10_000,
  metricsToken: null,
} satisfies Omit<ServerSettings, 'dataDir'>;

/** The key that signs the tokens of every test server. */
export const TEST_SECRET = 'test-secret-of-at-least-32-characters';

/**
 * Starts the desk on the project's content; `settings` replace those that do not get in the way of tests. Nothing is learnt or
 * written but by the `teaching` given.
 */
export async function startServer(
  settings: Partial<ServerSettings> = {},
  widgetFolder = '/nonexistent',
  teaching: Partial<TeachingTools> = {},
): Promise<TestServer> {
  const { knowledge, dialogs, matcher } = await openRealDesk();
  const dataDir = mkdtempSync(join(tmpdir(), 'desk-server-'));
  const { store, feed, accounts, cases, reports, learning } = await openStorage<ConversationState>(
    { dataDir, databaseUrl: null },
    { mask: createMask(knowledge) },
  );
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => void lines.push(line) });
  const all = { ...SETTINGS, dataDir, ...settings };
  const parts = { knowledge, dialogs, matcher };
  const staff = { staffed: () => accounts.any(), patience: all.staffMinutes * 60_000 };
  const turns = new EngineTurns({ ...parts, staff }, store);
  const server = new DeskServer({
    settings: all,
    secret: TEST_SECRET,
    parts,
    respond: async (said) => {
      const taken = await turns.respond(said);
      feed.publish(said.conversation);
      if (taken.inbox) feed.publish(INBOX);
      return taken;
    },
    store,
    feed,
    accounts,
    reports,
    cases,
    learning,
    teaching: idleTools(teaching),
    log,
    widgetFolder,
  });
  const port = await server.start();
  const stop = async (): Promise<boolean> => {
    const clean = await server.stop(5);
    await store.close();
    rmSync(dataDir, { recursive: true, force: true });
    return clean;
  };
  return { url: `http://127.0.0.1:${String(port)}`, server, store, accounts, cases, learning, log: lines, dataDir, stop };
}

/** One conversation over HTTP, as a simple client has it. */
export class TestTalk {
  private constructor(
    private readonly url: string,
    readonly id: string,
    readonly token: string,
    readonly streamUrl: string,
  ) {}

  static async start(url: string): Promise<TestTalk> {
    const response = await fetch(`${url}/v3/directline/conversations`, { method: 'POST' });
    const { conversationId, token, streamUrl } = (await response.json()) as ConversationResponse;
    return new TestTalk(url, conversationId, token, streamUrl);
  }

  /** The same conversation by another address. */
  at(url: string): TestTalk {
    return new TestTalk(url, this.id, this.token, this.streamUrl);
  }

  post(body: unknown): Promise<Response> {
    return this.request('activities', { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
  }

  /** Says something and expects it to be taken; resolves with the activity's id. */
  async say(text: string, messageId?: string): Promise<string> {
    const response = await this.post({
      type: 'message',
      text,
      from: { id: 'u' },
      ...(messageId === undefined ? {} : { channelData: { clientActivityID: messageId } }),
    });
    if (response.status !== 200) throw new Error(`${String(response.status)} ${await response.text()}`);
    return ((await response.json()) as { id: string }).id;
  }

  request(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `Bearer ${this.token}`, ...(init.headers as Record<string, string> | undefined) };
    return fetch(`${this.url}/v3/directline/conversations/${this.id}/${path}`, { ...init, headers });
  }

  async set(query = ''): Promise<ActivitySet> {
    return (await (await this.request(`activities${query}`)).json()) as ActivitySet;
  }

  async all(): Promise<readonly Activity[]> {
    return (await this.set()).activities;
  }
}

/** The texts of the user's messages. */
export function saidBy(role: 'user' | 'bot', activities: readonly Activity[]): string[] {
  return activities.filter(({ from }) => from.role === role).map(({ text }) => text ?? '');
}
