import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocket, WebSocketServer } from 'ws';
import type { ActivitySet } from './protocol';
import type { Tokens } from './tokens';

/** Where streams take what they send from. */
export interface StreamSource {
  /** What follows a position, with the new position in `watermark`. */
  readonly read: (conversation: string, after: number) => Promise<{ readonly set: ActivitySet; readonly position: number }>;
  /** Calls `listener` whenever the conversation has something new; returns how to stop. */
  readonly subscribe: (conversation: string, listener: () => void) => () => void;
  readonly tokens: Tokens;
  /** Whether a page of this origin may open a stream. */
  readonly originAllowed: (request: IncomingMessage) => boolean;
}

/** How often an open stream is checked for life, and for what a lost notification may have hidden. */
const HEARTBEAT_MS = 30_000;
/** Clients send nothing but empty frames. */
const MAX_FRAME = 1024;
/** A client that reads slower than this many waiting bytes is cut off; it reconnects at its watermark. */
const MAX_WAITING = 4 * 1024 * 1024;
const MAX_STREAMS_PER_CONVERSATION = 10;
const PATH = /^\/v3\/directline\/conversations\/([\w-]{1,64})\/stream$/;

interface Open {
  readonly socket: WebSocket;
  readonly wake: () => void;
  alive: boolean;
}

/** Direct Line's WebSocket streams: every stored activity behind the watermark is sent once, in order. */
export class Streams {
  private readonly server = new WebSocketServer({ noServer: true, maxPayload: MAX_FRAME, perMessageDeflate: false });
  private readonly open = new Map<string, Set<Open>>();
  private readonly heartbeat: NodeJS.Timeout;
  private closed = false;

  constructor(private readonly source: StreamSource) {
    this.heartbeat = setInterval(() => {
      this.beat();
    }, HEARTBEAT_MS);
    this.heartbeat.unref();
  }

  /** Number of open streams. */
  get size(): number {
    return this.server.clients.size;
  }

  /** Takes the upgrade requests of an HTTP server. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      const accepted = this.closed ? null : this.check(request);
      if (typeof accepted === 'number' || accepted === null) {
        socket.end(
          `HTTP/1.1 ${String(accepted ?? 503)} ${accepted === 403 ? 'Forbidden' : 'Refused'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
        );
        return;
      }
      this.server.handleUpgrade(request, socket, head, (ws) => {
        this.start(ws, accepted.conversation, accepted.position);
      });
    });
  }

  /** Sends an activity that is not kept, such as `typing`, to the streams on this process. */
  sendPassing(conversation: string, set: ActivitySet): void {
    for (const { socket } of this.open.get(conversation) ?? []) send(socket, set);
  }

  /** Tells every client to reconnect elsewhere or later, and takes no more. */
  close(): void {
    this.closed = true;
    clearInterval(this.heartbeat);
    for (const socket of this.server.clients) socket.close(1001, 'server is stopping');
  }

  /** Cuts off clients that have not closed by themselves. */
  terminate(): void {
    for (const socket of this.server.clients) socket.terminate();
  }

  private check(request: IncomingMessage): { readonly conversation: string; readonly position: number } | number {
    if (!URL.canParse(request.url ?? '', 'http://localhost')) return 400;
    const url = new URL(request.url ?? '', 'http://localhost');
    const conversation = PATH.exec(url.pathname)?.[1];
    if (conversation === undefined) return 404;
    const token = this.source.tokens.check(url.searchParams.get('t') ?? '', 'stream');
    if (token.kind !== 'valid' || token.conversation !== conversation || !this.source.originAllowed(request)) return 403;
    if ((this.open.get(conversation)?.size ?? 0) >= MAX_STREAMS_PER_CONVERSATION) return 429;
    return { conversation, position: parseWatermark(url.searchParams.get('watermark')) };
  }

  private start(socket: WebSocket, conversation: string, from: number): void {
    let position = from;
    let wanted = false;
    let reading = false;
    const wake = (): void => {
      wanted = true;
      if (!reading) void pump();
    };
    const pump = async (): Promise<void> => {
      reading = true;
      try {
        while (wanted && socket.readyState === WebSocket.OPEN) {
          wanted = false;
          const { set, position: next } = await this.source.read(conversation, position);
          if (set.activities.length === 0) continue;
          position = next;
          // There may be more than one reading brings.
          wanted = true;
          send(socket, set);
        }
      } catch {
        // The client reconnects and reads on from its watermark.
        socket.close(1011, 'try again');
      } finally {
        reading = false;
      }
    };
    const entry: Open = { socket, wake, alive: true };
    const peers = this.open.get(conversation) ?? new Set<Open>();
    this.open.set(conversation, peers.add(entry));
    const unsubscribe = this.source.subscribe(conversation, wake);
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('pong', () => (entry.alive = true));
    socket.on('close', () => {
      unsubscribe();
      peers.delete(entry);
      if (peers.size === 0) this.open.delete(conversation);
    });
    wake();
  }

  private beat(): void {
    for (const peers of this.open.values()) {
      for (const entry of peers) {
        if (!entry.alive) {
          entry.socket.terminate();
          continue;
        }
        entry.alive = false;
        entry.socket.ping();
        entry.wake();
      }
    }
  }
}

function send(socket: WebSocket, set: ActivitySet): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  if (socket.bufferedAmount > MAX_WAITING) socket.terminate();
  else socket.send(JSON.stringify(set));
}

/** The position that a client's watermark names; the beginning for a missing or senseless one. */
export function parseWatermark(text: string | null | undefined): number {
  return text !== null && text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : 0;
}
