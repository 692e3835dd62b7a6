import cors from 'cors';
import type { Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const HOST = /^[\w.:[\]-]{1,255}$/;

/** Headers that keep a page from running or loading what is not ours. `origins` may frame the chat; `*` stands for every site. */
export function securityHeaders(origins: readonly string[]): RequestHandler {
  const framing = origins.length > 0;
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        fontSrc: ["'self'"],
        manifestSrc: ["'self'"],
        // Older browsers do not count a WebSocket of the same host as 'self'.
        connectSrc: ["'self'", (request) => socketsOf(request.headers.host)],
        formAction: ["'self'"],
        baseUri: ["'self'"],
        frameAncestors: ["'self'", ...origins],
      },
    },
    // It knows no list of sites and would forbid what frame-ancestors allows.
    frameguard: framing ? false : { action: 'sameorigin' },
    // Whether other services of the same domain speak HTTPS is not ours to say.
    strictTransportSecurity: { includeSubDomains: false },
    referrerPolicy: { policy: 'same-origin' },
  });
}

function socketsOf(host: string | undefined): string {
  return host !== undefined && HOST.test(host) ? `ws://${host} wss://${host}` : "'self'";
}

/** Lets pages of the listed sites call the chat's addresses. Tokens travel in headers, so that no cookie is involved. */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  const share = cors({
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'POST'],
    allowedHeaders: ['authorization', 'content-type', 'x-ms-bot-agent', 'x-requested-with', 'x-request-id'],
    exposedHeaders: ['retry-after', 'x-request-id'],
    maxAge: 86_400,
  });
  return (request, response, next) => {
    if (request.headers.origin === undefined) next();
    else share(request, response, next);
  };
}

/** Headers of what programs read: nothing of it may run or be framed. */
export const programHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('content-security-policy', "default-src 'none'; frame-ancestors 'none'");
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('cache-control', 'no-store');
  next();
};

/** Lets other sites load what is needed to embed the chat: its script and the page's parts. */
export function embeddable(response: Response): void {
  response.setHeader('cross-origin-resource-policy', 'cross-origin');
}

/** Whether a browser's page may open a stream; programs send no origin. `believeProxy` takes the host that a proxy tells. */
export function originAllowed(request: Pick<Request, 'headers'>, origins: readonly string[], believeProxy: boolean): boolean {
  const { origin } = request.headers;
  const told = believeProxy ? request.headers['x-forwarded-host'] : undefined;
  const host = typeof told === 'string' ? told.split(',')[0]?.trim() : request.headers.host;
  if (origin === undefined || origins.includes('*') || origins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
