import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ErrorResponse } from '../channels/web/protocol';
import { html } from './pages/html';
import { layout } from './pages/layout';

const MESSAGES: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['BadRequest', '请求的格式不对。'],
  404: ['NotFound', '没有这个地址。'],
  405: ['MethodNotAllowed', '这个地址不支持这种请求。'],
  408: ['RequestTimeout', '请求传得太慢，请重试。'],
  413: ['PayloadTooLarge', '内容太大，请缩短后再发。'],
  415: ['UnsupportedMediaType', '不支持这种内容格式。'],
  429: ['TooManyRequests', '您发得太快了，请稍等一会儿再发。'],
  500: ['ServerError', '服务暂时出错了，请稍后再试。'],
  503: ['ServiceUnavailable', '服务正在准备或维护，请稍后再试。'],
};

/** Sends an error the way the client reads it: as JSON to programs, as a page to people. */
export function sendError(request: Request, response: Response, status: number, message?: string): void {
  const [code, usual] = MESSAGES[status] ?? (status >= 500 ? MESSAGES[500] : MESSAGES[400]) ?? ['ServerError', ''];
  const text = message ?? usual;
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
          <p><a href="./">回到首页</a></p>`,
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
    if (status >= 500) log.error({ id: response.locals.requestId, err: nameOf(error) }, '处理请求时出错');
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

/** Name and place of an error. Its message may hold what the user wrote and is left out. */
function nameOf(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  return {
    type: error.name,
    code,
    stack: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8)
      .join('\n'),
  };
}
