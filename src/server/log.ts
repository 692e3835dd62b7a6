import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { Metrics } from './metrics';

/** A logger that writes one JSON object a line, to standard output unless told otherwise. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** Name, code and places of an error, for the log. Its message may hold what a user wrote and is left out. */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const places = error.stack?.split('\n').filter((line) => line.startsWith('    at '));
  return { type: error.name, code, stack: places?.slice(0, 8).join('\n') };
}

declare module 'express-serve-static-core' {
  interface Locals {
    /** Names this request in the log and in what the client is told. */
    requestId?: string;
  }
}

const KNOWN_ID = /^[\w-]{8,64}$/;
/** The status that the log shows for requests whose client has gone away. */
const GONE = 499;

/**
 * Gives every request an id, counts it, and logs its end. Neither addresses with their queries nor bodies, headers or client
 * addresses are logged, because they hold what users wrote and who they are; the route's pattern stands for the address.
 */
export function observeRequests(log: Logger, metrics: Metrics, believeId: boolean): RequestHandler {
  return (request, response, next) => {
    const given = believeId ? (request.get('x-request-id') ?? '') : '';
    const id = KNOWN_ID.test(given) ? given : randomUUID();
    const began = performance.now();
    response.locals.requestId = id;
    response.setHeader('x-request-id', id);
    response.on('close', () => {
      const status = response.writableFinished ? response.statusCode : GONE;
      const route = routeOf(request);
      metrics.count(request.method, route, status);
      const level = status >= 500 ? 'error' : 'debug';
      if (log.isLevelEnabled(level))
        log[level]({ id, method: request.method, route, status, ms: Math.round((performance.now() - began) * 10) / 10 }, '请求');
    });
    next();
  };
}

/** The pattern of the route that served a request; `-` when none did. */
function routeOf(request: Request): string {
  const path = (request.route as { path?: unknown } | undefined)?.path;
  return typeof path === 'string' ? request.baseUrl + path : '-';
}
