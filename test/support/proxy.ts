import { request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';

/** A reverse proxy that puts a server below a path. */
export interface TestProxy {
  /** Address of what stands for the server's root, without a slash at the end. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Forwards everything below `prefix`, such as `/desk`, to a server, without the prefix and with its own `Host`. */
export async function startProxy(target: string, prefix: string): Promise<TestProxy> {
  const app = express();
  app.use(prefix, (request, response) => {
    const forwarded = send(
      new URL(request.url, target),
      {
        method: request.method,
        headers: {
          ...request.headers,
          'x-forwarded-for': '203.0.113.7',
          'x-forwarded-proto': 'https',
          'x-forwarded-host': request.headers.host,
        },
      },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.setHeader('host', new URL(target).host);
    forwarded.on('error', () => response.destroy());
    request.pipe(forwarded);
    response.on('close', () => forwarded.destroy());
  });
  const server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}${prefix}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
