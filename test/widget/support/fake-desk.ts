import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { extname, join, normalize } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Activity, ActivitySet, SuggestResponse, TopicsResponse } from '../../../src/channels/web/protocol';
import { acceptSocket, sendText } from './web-socket';

const PUBLIC = join(__dirname, '..', '..', '..', 'dist', 'public');
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self' ws://HOST; base-uri 'none'; form-action 'self'";

/** What the desk answers; ids, times and, when left out, `from` are filled in. */
export type Reply = Pick<Activity, 'text' | 'suggestedActions' | 'attachments' | 'channelData'> & Partial<Pick<Activity, 'from'>>;

/** A desk of a few lines that speaks Direct Line 3.0 and fails on request. */
export class FakeDesk {
  /** Messages as they came, also those that came twice. */
  readonly posts: Activity[] = [];
  /** Answers a message; undefined for silence. */
  answer: (text: string) => readonly Reply[] = (text) => [{ text: `收到：${text}` }];
  /** Status codes with which the next messages are refused. */
  refusals: number[] = [];
  /** Whether streams are refused. */
  noStream = false;
  /** Whether the token holds. */
  tokenHolds = true;
  private readonly conversations = new Map<string, Activity[]>();
  private readonly streams = new Map<Duplex, string>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  private port = 0;
  private held: Promise<void> = Promise.resolve();

  /** Address of the chat page. */
  get url(): string {
    return `http://127.0.0.1:${String(this.port)}/`;
  }

  /** Starts, or starts again at the same address. */
  async start(): Promise<void> {
    if (!existsSync(join(PUBLIC, 'index.html'))) throw new Error('dist/public is missing. Run: npm run build');
    const server = createServer((request, response) => {
      this.handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    });
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    server.on('upgrade', (request, socket) => {
      this.upgrade(request, socket);
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Lets messages wait for their replies until the returned function is called. */
  hold(): () => void {
    let release = (): void => undefined;
    this.held = new Promise((resolve) => {
      release = resolve;
    });
    return release;
  }

  /** Breaks every connection and stops. */
  async stop(): Promise<void> {
    const { server } = this;
    if (server === null) return;
    this.server = null;
    this.streams.clear();
    const closed = new Promise((resolve) => server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** Puts messages into a conversation: the only one unless named. */
  say(replies: readonly Reply[], conversation = [...this.conversations.keys()].at(-1) ?? '', replyToId?: string): void {
    const answer = replyToId === undefined ? {} : { replyToId };
    for (const reply of replies) this.add(conversation, { type: 'message', from: { id: 'desk', role: 'bot' }, ...answer, ...reply });
  }

  /** Texts in the conversation begun last. */
  get texts(): string[] {
    return ([...this.conversations.values()].at(-1) ?? []).map(({ text }) => text ?? '');
  }

  /** How many streams are open. */
  get streamsOpen(): number {
    return this.streams.size;
  }

  private add(conversation: string, activity: Activity): Activity {
    const list = this.conversations.get(conversation) ?? [];
    this.conversations.set(conversation, list);
    const added: Activity = {
      ...activity,
      id: `${conversation}|${String(list.length + 1).padStart(7, '0')}`,
      timestamp: new Date().toISOString(),
    };
    list.push(added);
    const set: ActivitySet = { activities: [added], watermark: String(list.length) };
    for (const [stream, of] of this.streams) if (of === conversation) sendText(stream, JSON.stringify(set));
    return added;
  }

  private upgrade(request: IncomingMessage, socket: Duplex): void {
    const url = new URL(request.url ?? '', this.url);
    const conversation = url.searchParams.get('c') ?? '';
    if (this.noStream || !this.conversations.has(conversation)) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\n\r\n');
      return;
    }
    acceptSocket(request, socket);
    this.streams.set(socket, conversation);
    socket.on('error', () => undefined);
    socket.on('close', () => this.streams.delete(socket));
    const list = this.conversations.get(conversation) ?? [];
    const missed = list.slice(Number(url.searchParams.get('watermark') ?? 0));
    if (missed.length > 0) sendText(socket, JSON.stringify({ activities: missed, watermark: String(list.length) }));
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    if (url.pathname.startsWith('/v3/directline/')) {
      const { status, body } = await this.directLine(request, url);
      json(status, body);
    } else if (url.pathname === '/api/suggest') json(200, suggestions(url.searchParams.get('q') ?? ''));
    else if (url.pathname === '/api/topics') json(200, TOPICS);
    else if (url.pathname === '/host')
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': hostPolicy(this.url) })
        .end(hostPage(this.url));
    else this.file(url, response);
  }

  private async directLine(request: IncomingMessage, url: URL): Promise<{ status: number; body: unknown }> {
    const [, , , kind = '', id = '', part = ''] = url.pathname.split('/');
    const access = (conversation: string): object => ({ conversationId: conversation, token: `token-${conversation}`, expires_in: 3600 });
    const stream = (conversation: string, watermark: string): object => ({
      ...access(conversation),
      streamUrl: `ws://elsewhere.invalid/v3/directline/conversations/${conversation}/stream?c=${conversation}&watermark=${watermark}`,
    });
    if (kind === 'tokens' && id === 'generate') return { status: 200, body: access(`c${String(this.conversations.size + 1)}`) };
    const owner = (request.headers.authorization ?? '').replace('Bearer token-', '');
    if (owner === '' || (!this.tokenHolds && this.conversations.has(owner)))
      return { status: 403, body: { error: { code: 'TokenExpired', message: '' } } };
    if (kind === 'tokens') return { status: 200, body: access(owner) };
    if (id === '') {
      this.conversations.set(owner, []);
      this.add(owner, { type: 'message', from: { id: 'desk', role: 'bot' }, text: GREETING });
      return { status: 201, body: stream(owner, '0') };
    }
    const list = this.conversations.get(id);
    if (list === undefined || id !== owner) return { status: 404, body: { error: { code: 'BadArgument', message: '' } } };
    if (part === '') return { status: 200, body: stream(id, url.searchParams.get('watermark') ?? '0') };
    return request.method === 'POST' ? this.post(id, await bodyOf(request)) : { status: 200, body: page(list, url.searchParams) };
  }

  private async post(conversation: string, activity: Activity): Promise<{ status: number; body: unknown }> {
    this.posts.push(activity);
    const refused = this.refusals.shift();
    if (refused !== undefined) return { status: refused, body: { error: { code: 'Refused', message: REFUSED[refused] ?? '' } } };
    const key = activity.channelData?.clientActivityID;
    const known = this.conversations.get(conversation)?.find(({ channelData }) => channelData?.clientActivityID === key);
    if (known !== undefined) return { status: 200, body: { id: known.id } };
    const { id } = this.add(conversation, activity);
    await this.held;
    this.say(this.answer(activity.text ?? ''), conversation, id);
    return { status: 200, body: { id } };
  }

  private file(url: URL, response: ServerResponse): void {
    const path = join(PUBLIC, normalize(url.pathname === '/' ? '/index.html' : url.pathname));
    if (!existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response
      .writeHead(200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        'content-security-policy': POLICY.replace('HOST', new URL(this.url).host),
      })
      .end(readFileSync(path));
  }
}

const REFUSED: Readonly<Record<number, string>> = { 429: '您发得太快了，请等 30 秒再发。' };

/** What every conversation begins with. */
export const GREETING = '您好，我是滕州社保网上办理问答助手。请直接说您看到了什么提示，或者想办什么。';

const QUESTIONS = ['登录出现502怎么办', '登录白屏、打不开', '增员怎么操作', '减员审核不通过', 'Ukey多久能办好'].map((title, i) => ({
  id: `q${String(i)}`,
  title,
}));
const TOPICS: TopicsResponse = {
  topics: [
    { id: 'login', title: '登录', questions: QUESTIONS.slice(0, 2) },
    { id: 'staff', title: '增员减员', questions: QUESTIONS.slice(2, 4) },
  ],
};

function suggestions(text: string): SuggestResponse {
  return { questions: QUESTIONS.filter(({ title }) => text === '' || title.includes(text)).slice(0, 3) };
}

function page(list: readonly Activity[], query: URLSearchParams): ActivitySet {
  const limit = query.get('limit');
  const end = Number(query.get('before') ?? list.length);
  const start = limit === null ? Number(query.get('watermark') ?? 0) : Math.max(0, end - Number(limit));
  return {
    activities: list.slice(start, end),
    watermark: String(list.length),
    ...(limit !== null && start > 0 ? { earlier: String(start) } : {}),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Activity> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString()) as Activity;
}

/** A site that allows the chat's script and frame, and no inline style. */
function hostPolicy(desk: string): string {
  const origin = new URL(desk).origin;
  return `default-src 'none'; script-src ${origin}; frame-src ${origin}; style-src 'none'`;
}

function hostPage(desk: string): string {
  return `<!doctype html><html lang="zh-CN"><head><title>单位网站</title></head><body><main><h1>单位网站</h1><p>欢迎</p></main><script src="${desk}embed.js" async></script></body></html>`;
}
