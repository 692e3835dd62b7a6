import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ErrorResponse } from '../channels/web/protocol';
import { html } from './pages/html';
import { layout } from './pages/layout';
import { describeError } from './log';
import { texts } from './texts';

const CODES: Readonly<Record<keyof typeof texts.errors, string>> = {
  400: 'BadRequest',
  404: 'NotFound',
  405: 'MethodNotAllowed',
  408: 'RequestTimeout',
  413: 'PayloadTooLarge',
  415: 'UnsupportedMediaType',
  429: 'TooManyRequests',
  500: 'ServerError',
  503: 'ServiceUnavailable',
};

/** Sends an error the way the client reads it: as JSON to programs, as a page to people. */
export function sendError(request: Request, response: Response, status: number, message?: string): void {
  const known = status in texts.errors ? (status as keyof typeof texts.errors) : status >= 500 ? 500 : 400;
  const code = CODES[known];
  const text = message ?? texts.errors[known];
  response.status(status).setHeader('cache-control', 'no-store');
  if (isForProgram(request)) {
    const body: ErrorResponse = { error: { code, message: text } };
    response.json(body);
    return;
  }
  response.type('html').send(
    layout(
      {
        title: text,
        body: html`<h1>${text}</h1>
          <p><a href="./">${texts.site.home}</a></p>`,
      },
      pathOf(request),
    ).markup,
  );
}

/** The whole path, also inside of a router. */
function pathOf({ baseUrl, path }: Request): string {
  return baseUrl + path;
}

function isForProgram(request: Request): boolean {
  return /^\/(?:v3|(?:staff\/)?api|healthz|readyz|metrics)(?:\/|$)/.test(pathOf(request)) || request.method !== 'GET';
}

/** Answers what no route has taken. */
export const notFound: RequestHandler = (request, response) => {
  sendError(request, response, 404);
};

/** Turns what went wrong into a status and a sentence; stacks go to the log only. */
export function errorHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const status = statusOf(error);
    if (status >= 500) log.error({ id: response.locals.requestId, err: describeError(error) }, '处理请求时出错');
    if (response.headersSent) {
      next(error);
      return;
    }
    sendError(request, response, status);
  };
}

/** Faults in requests carry a status below 500; everything else is ours. */
function statusOf(error: unknown): number {
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) return status;
  return error instanceof URIError ? 400 : 500;
}
