import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Takes no new connections and waits until those under way are answered, at most so many seconds; true when all were. */
  readonly stop: (seconds: number) => Promise<boolean>;
}

/** How an HTTP server listens. */
export interface ListenOptions {
  readonly host: string;
  readonly port: number;
  /** Runs before listening, to take upgrade requests. */
  readonly prepare: (server: Server) => void;
}

/** Starts an HTTP server that gives slow clients little time. Rejects with a sentence for people when the port cannot be had. */
export async function listen(handler: RequestListener, { host, port, prepare }: ListenOptions): Promise<RunningServer> {
  const server = createServer(
    { requestTimeout: 30_000, headersTimeout: 15_000, keepAliveTimeout: 65_000, connectionsCheckingInterval: 5_000 },
    handler,
  );
  prepare(server);
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new Error(reasonOf(error, host, port), { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, stop: (seconds) => stop(server, seconds) };
}

async function stop(server: Server, seconds: number): Promise<boolean> {
  const closed = new Promise<boolean>((resolve) => {
    server.close(() => {
      resolve(true);
    });
  });
  // Connections that were busy at first become idle later.
  const sweep = setInterval(() => {
    server.closeIdleConnections();
  }, 50);
  const patience = new AbortController();
  try {
    return await Promise.race([closed, sleep(seconds * 1000, false, { signal: patience.signal }).catch(() => false)]);
  } finally {
    patience.abort();
    clearInterval(sweep);
    server.closeAllConnections();
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException, host: string, port: number): string {
  const place = `${host}:${String(port)}`;
  if (code === 'EADDRINUSE') return `${place} 已被别的程序占用。请先停掉它，或者换一个端口，如 PORT=3979 npm start。`;
  if (code === 'EACCES') return `没有权限使用 ${place}。请把设置 PORT 改成 1024 以上的端口。`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `这台电脑没有地址 ${host}。请检查设置 HOST，写 127.0.0.1 或 0.0.0.0。`;
  return `不能在 ${place} 提供服务：${message}`;
}
