import compression from 'compression';
import express, { type Express, type RequestHandler } from 'express';
import type { Logger } from 'pino';
import { directLine, type DirectLineOptions } from '../channels/web/direct-line';
import { type StaffParts, staffRoutes } from '../staff/routes';
import { errorHandler, notFound, sendError } from './errors';
import { limitByAddress, limitByConversation } from './limits';
import { observeRequests } from './log';
import { lookups } from './lookups';
import type { Metrics } from './metrics';
import { crossOrigin, programHeaders, securityHeaders } from './security';
import { type SiteContent, sitePages, widgetFiles } from './site';

/** Settings of the HTTP side; see the configuration of the same names. */
export interface HttpSettings {
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: number;
  readonly ratePerConversation: number;
  readonly ratePerAddress: number;
  readonly metricsToken: string | null;
}

/** What the HTTP side is made of. */
export interface HttpParts {
  readonly settings: HttpSettings;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly directLine: Omit<DirectLineOptions, 'first' | 'limitMessages' | 'limitUploads'>;
  readonly staff: Omit<StaffParts, 'limitLogin'>;
  readonly content: () => SiteContent;
  /** Ids of the entries asked most, most asked first. */
  readonly mostAsked: () => readonly string[];
  /** Folder of the built chat page. */
  readonly widgetFolder: string;
  /** Rejects while the desk cannot answer. */
  readonly ready: () => Promise<void>;
  /** True once the process has been asked to stop: nothing new is taken. */
  readonly stopping: () => boolean;
  readonly today: () => Date;
}

/** Share of an address's requests that may bring a picture. */
const UPLOAD_SHARE = 0.05;
/** Logins that one address may try within a minute. */
const LOGINS_PER_MINUTE = 20;

/** Every route of the desk, behind limits and security headers. */
export function createHttpApp(parts: HttpParts): Express {
  const { settings, log, metrics, content } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('trust proxy', settings.trustProxy);
  app.set('query parser', 'simple');
  app.set('etag', 'weak');

  const limitAddress = limitByAddress(settings.ratePerAddress, metrics);
  const limitMessages = limitByConversation(settings.ratePerConversation, (request) => String(request.params['id']), metrics);
  const limitUploads = limitByAddress(Math.ceil(settings.ratePerAddress * UPLOAD_SHARE), metrics);
  const refuse = refuseWhenStopping(parts.stopping);
  app.use(observeRequests(log, metrics, settings.trustProxy > 0));
  // The conversation comes first: it is most of the work, and needs no headers for pages.
  const first = [programHeaders, refuse, crossOrigin(settings.allowedOrigins), limitAddress];
  app.use('/v3/directline', directLine({ ...parts.directLine, first, limitMessages, limitUploads }));
  app.use(securityHeaders(settings.allowedOrigins));
  app.use(compression());
  app.use(health(parts));
  app.use(refuse);
  app.use('/staff/api', limitAddress);
  app.use('/staff', staffRoutes({ ...parts.staff, limitLogin: limitByAddress(LOGINS_PER_MINUTE, metrics) }));
  app.use(widgetFiles(parts.widgetFolder));
  app.use(limitAddress);
  app.use('/api', crossOrigin(settings.allowedOrigins), lookups(content, parts.mostAsked));
  app.use(sitePages(content, parts.today));
  app.use(notFound, errorHandler(log));
  return app;
}

function health({ settings, metrics, ready, stopping }: HttpParts): express.Router {
  const router = express.Router();
  router.get('/healthz', (_request, response) => {
    response.setHeader('cache-control', 'no-store').json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    const is =
      !stopping() &&
      (await ready().then(
        () => true,
        () => false,
      ));
    response
      .status(is ? 200 : 503)
      .setHeader('cache-control', 'no-store')
      .json({ status: is ? 'ready' : 'not ready' });
  });
  router.get('/metrics', async (request, response) => {
    const direct = request.get('x-forwarded-for') === undefined && LOOPBACK.test(request.socket.remoteAddress ?? '');
    const allowed = settings.metricsToken === null ? direct : request.get('authorization') === `Bearer ${settings.metricsToken}`;
    if (allowed) response.type(metrics.registry.contentType).send(await metrics.registry.metrics());
    else sendError(request, response, 404);
  });
  return router;
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

function refuseWhenStopping(stopping: () => boolean): RequestHandler {
  return (request, response, next) => {
    if (!stopping()) {
      next();
      return;
    }
    response.setHeader('connection', 'close').setHeader('retry-after', '2');
    sendError(request, response, 503);
  };
}
