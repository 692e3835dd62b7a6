import { json, raw, type Request, type RequestHandler, type Response, Router } from 'express';
import type { WebConversations } from './conversations';
import { readActivity } from './incoming';
import type { Pictures } from './pictures';
import type { ActivitySet, ConversationResponse, ErrorResponse, ResourceResponse, TokenResponse } from './protocol';
import { parseWatermark } from './stream';
import { texts } from './texts';
import { newConversationId, type Tokens } from './tokens';
import { readUpload } from './upload';

/** What the routes of the web channel work with. */
export interface DirectLineOptions {
  readonly conversations: WebConversations;
  readonly tokens: Tokens;
  readonly tokenSeconds: number;
  readonly pictures: Pictures;
  readonly uploadBytes: number;
  /** What every request passes first. */
  readonly first: readonly RequestHandler[];
  /** Refuses messages that come too fast; runs after the conversation is known. */
  readonly limitMessages: RequestHandler;
  /** Refuses pictures that one address sends too fast, whatever the conversation: each takes room on the disk. */
  readonly limitUploads: RequestHandler;
}

const MAX_BODY = '64kb';
const MAX_PAGE = 100;
/** A stream is opened at once after its address has been given. */
const STREAM_SECONDS = 300;

/** Direct Line 3.0, to be mounted at `/v3/directline`. */
export function directLine(options: DirectLineOptions): Router {
  const { conversations, tokens, tokenSeconds, pictures } = options;
  const router = Router();
  const body = json({ limit: MAX_BODY });
  const upload = raw({ limit: options.uploadBytes + 64 * 1024, type: ['multipart/form-data', 'image/*'] });

  const issue = (conversationId: string): TokenResponse => ({
    conversationId,
    token: tokens.issue(conversationId, 'conversation', tokenSeconds),
    expires_in: tokenSeconds,
  });
  const describe = (request: Request, conversation: string, watermark: string): ConversationResponse => ({
    ...issue(conversation),
    streamUrl: streamUrl(request, conversation, watermark, tokens.issue(conversation, 'stream', STREAM_SECONDS)),
  });

  /** Lets only the conversation's own token pass. */
  const owner: RequestHandler<{ id: string }> = (request, response, next) => {
    const conversation = authorized(request, response, tokens);
    if (conversation === null) return;
    if (conversation === request.params.id) next();
    else refuse(response, 403, 'BadArgument', texts.foreignToken);
  };

  // Most requests are messages: they come before the other routes, and what all pass first costs less within a route.
  router.post(
    '/conversations/:id/activities',
    ...(options.first as readonly RequestHandler<{ id: string }>[]),
    owner,
    options.limitMessages as RequestHandler<{ id: string }>,
    body,
    async (request, response) => {
      const activity = readActivity(request.body);
      if (activity === null) refuse(response, 400, 'BadArgument', texts.badMessage);
      else accept(response, activity.kind === 'signal' ? '' : await conversations.say(request.params.id, activity));
    },
  );

  router.use(...options.first);

  router.post('/tokens/generate', (_request, response) => {
    response.json(issue(newConversationId()));
  });

  router.post('/tokens/refresh', (request, response) => {
    const conversation = authorized(request, response, tokens);
    if (conversation !== null) response.json(issue(conversation));
  });

  router.post('/conversations', body, async (request, response) => {
    const conversation = request.get('authorization') === undefined ? newConversationId() : authorized(request, response, tokens);
    if (conversation === null) return;
    const created = await conversations.start(conversation, userOf(request.body));
    response.status(created ? 201 : 200).json(describe(request, conversation, ''));
  });

  router.get('/conversations/:id', owner, async (request, response) => {
    const { id } = request.params;
    if (await conversations.exists(id)) response.json(describe(request, id, textOf(request.query['watermark'])));
    else refuse(response, 404, 'NotFound', texts.gone);
  });

  router.get('/conversations/:id/activities', owner, async (request, response) => {
    const { watermark, limit, before } = request.query;
    let set: ActivitySet;
    if (limit === undefined && before === undefined)
      set = (await conversations.after(request.params.id, parseWatermark(textOf(watermark)))).set;
    else
      set = await conversations.page(
        request.params.id,
        pageSize(textOf(limit)),
        before === undefined ? null : parseWatermark(textOf(before)),
      );
    response.json(
      set.watermark === undefined && typeof watermark === 'string' ? { ...set, watermark: String(parseWatermark(watermark)) } : set,
    );
  });

  router.post(
    '/conversations/:id/upload',
    owner,
    options.limitUploads as RequestHandler<{ id: string }>,
    options.limitMessages as RequestHandler<{ id: string }>,
    upload,
    async (request, response) => {
      const { id } = request.params;
      const sent = await readUpload(request.get('content-type') ?? '', request.body as unknown, textOf(request.query['userId']));
      if (sent === null) {
        refuse(response, 400, 'BadArgument', texts.badUpload);
        return;
      }
      const stored = await Promise.all(sent.files.map((bytes) => pictures.add(id, bytes)));
      const attachments = stored.filter((attachment) => attachment !== null);
      if (attachments.length < stored.length) refuse(response, 415, 'UnsupportedMediaType', texts.notPicture);
      else accept(response, await conversations.say(id, sent.message, attachments));
    },
  );

  router.get('/attachments/:conversation/:name', (request, response, next) => {
    const path = pictures.path(request.params.conversation, request.params.name);
    if (path === null) {
      next();
      return;
    }
    // The name is a secret that only the conversation knows; pages of other sites may show what they sent.
    response.setHeader('cache-control', 'private, max-age=31536000, immutable');
    response.setHeader('cross-origin-resource-policy', 'cross-origin');
    response.sendFile(path, { dotfiles: 'allow' }, (error?: Error) => {
      if (error !== undefined && !response.headersSent) next();
    });
  });

  return router;
}

/** The conversation that the request's token opens; null when the request has been refused. */
function authorized(request: Request, response: Response, tokens: Tokens): string | null {
  const [scheme, token] = (request.get('authorization') ?? '').split(' ');
  if (token === undefined || scheme?.toLowerCase() !== 'bearer') {
    refuse(response, 401, 'Unauthorized', texts.noToken);
    return null;
  }
  const check = tokens.check(token, 'conversation');
  switch (check.kind) {
    case 'valid':
      return check.conversation;
    case 'expired':
      refuse(response, 403, 'TokenExpired', texts.expired);
      return null;
    case 'invalid':
      refuse(response, 403, 'BadArgument', texts.badToken);
      return null;
  }
}

function refuse(response: Response, status: number, code: string, message: string): void {
  const error: ErrorResponse = { error: { code, message } };
  response.status(status).json(error);
}

function accept(response: Response, id: string): void {
  const body: ResourceResponse = { id };
  response.setHeader('content-type', 'application/json; charset=utf-8');
  // Without the entity tag that express would compute: nobody asks for the same message again.
  response.end(JSON.stringify(body));
}

function userOf(body: unknown): string | null {
  const user = typeof body === 'object' && body !== null && 'user' in body ? body.user : null;
  const id = typeof user === 'object' && user !== null && 'id' in user ? user.id : null;
  return typeof id === 'string' && /^[\w.@-]{1,100}$/.test(id) ? id : null;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function pageSize(text: string): number {
  return /^\d{1,4}$/.test(text) ? Math.min(MAX_PAGE, Math.max(1, Number(text))) : MAX_PAGE;
}

const HOST = /^[\w.-]{1,253}(?::\d{1,5})?$|^\[[\da-f:]{2,39}\](?::\d{1,5})?$/i;

function streamUrl(request: Request, conversation: string, watermark: string, token: string): string {
  // As express takes it, which believes a proxy only when told to.
  const host = HOST.test(request.host) ? request.host : 'localhost';
  const query = new URLSearchParams({ watermark: String(parseWatermark(watermark)), t: token });
  return `${request.protocol === 'https' ? 'wss' : 'ws'}://${host}${request.baseUrl}/conversations/${conversation}/stream?${query.toString()}`;
}
