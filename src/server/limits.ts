import { isIPv6 } from 'node:net';
import type { Request, RequestHandler } from 'express';
import { sendError } from './errors';
import type { Metrics } from './metrics';
import { texts } from './texts';

const WINDOW_MS = 60_000;

/** Refuses requests beyond `perMinute` from one address with a friendly 429. */
export function limitByAddress(perMinute: number, metrics: Metrics): RequestHandler {
  return limiter('address', perMinute, (request) => subnetOf(request.ip ?? ''), metrics);
}

/** Refuses messages beyond `perMinute` of one conversation, which `conversationOf` tells, with a friendly 429. */
export function limitByConversation(perMinute: number, conversationOf: (request: Request) => string, metrics: Metrics): RequestHandler {
  return limiter('conversation', perMinute, conversationOf, metrics);
}

/** Counts within whole minutes of the clock: one table for everyone, thrown away as a whole, so that it cannot grow without end. */
function limiter(by: string, limit: number, keyOf: (request: Request) => string, metrics: Metrics): RequestHandler {
  let counts = new Map<string, number>();
  let ends = 0;
  return (request, response, next) => {
    const now = Date.now();
    if (now >= ends) {
      counts = new Map();
      ends = now + WINDOW_MS;
    }
    const key = keyOf(request);
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    if (count <= limit) {
      next();
      return;
    }
    metrics.limited.inc({ by });
    const wait = String(Math.max(1, Math.ceil((ends - now) / 1000)));
    response.setHeader('retry-after', wait);
    sendError(request, response, 429, texts.tooFast(wait));
  };
}

/** An IPv6 user has a whole /64 to choose addresses from. */
function subnetOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const first = head === '' ? [] : head.split(':');
  const last = tail === '' ? [] : tail.split(':');
  const groups = address.includes('::')
    ? [...first, ...Array<string>(Math.max(0, 8 - first.length - last.length)).fill('0'), ...last]
    : first;
  return groups.slice(0, 4).join(':');
}
