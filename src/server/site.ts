import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Request, type Response, Router, static as serveStatic } from 'express';
import type { Dialogs } from '../domain/flow';
import { formSheet } from './form-sheet';
import { type FaqContent, faqEntry, faqIndex } from './pages/faq';
import { flowIndex, flowPage } from './pages/flows';
import { formIndex } from './pages/forms';
import { layout, type Page } from './pages/layout';
import { PAGE_STYLE, PAGE_STYLE_PATH } from './pages/style';
import { embeddable } from './security';

/** What the pages show; read anew for every request, because content changes while the server runs. */
export type SiteContent = FaqContent & { readonly dialogs: Dialogs };

const LONG = 'public, max-age=31536000, immutable';
/** Bundled files carry a hash of their content in their name. */
const HASHED = /-[\w-]{8,}\.\w+$/;

/** The pages for people: FAQ, forms and flows, none of which needs a script. */
export function sitePages(content: () => SiteContent, today: () => Date): Router {
  const router = Router();
  router.get(PAGE_STYLE_PATH, (_request, response) => {
    response.type('css').setHeader('cache-control', LONG).send(PAGE_STYLE);
  });
  router.get('/faq', (request, response) => {
    const { q } = request.query;
    send(request, response, faqIndex(content(), typeof q === 'string' ? q : ''));
  });
  router.get('/faq/:id', (request, response, next) => {
    const page = faqEntry(content(), request.params.id);
    if (page === null) next();
    else send(request, response, page);
  });
  router.get('/forms', (request, response) => {
    send(request, response, formIndex(content().knowledge));
  });
  router.get('/forms/:file', async (request, response, next) => {
    const { forms, figures } = content().knowledge;
    const form = forms.find(({ id }) => `${id}.xlsx` === request.params.file);
    if (form === undefined) {
      next();
      return;
    }
    response.attachment(`${form.name.replace(/[《》]/g, '')}.xlsx`);
    response.send(await formSheet(form, figures, today()));
  });
  router.get('/flows', (request, response) => {
    send(request, response, flowIndex(content().dialogs));
  });
  router.get('/flows/:id', (request, response, next) => {
    const { dialogs, renderer } = content();
    const page = flowPage(dialogs, renderer, request.params.id);
    if (page === null) next();
    else send(request, response, page);
  });
  return router;
}

/** The chat page and its files from the folder of the built widget; without one, `/` leads to the FAQ. */
export function widgetFiles(folder: string): Router {
  const router = Router();
  if (!existsSync(join(folder, 'index.html'))) {
    router.get('/', (_request, response) => {
      response.redirect('faq');
    });
    return router;
  }
  router.use(
    serveStatic(folder, {
      dotfiles: 'ignore',
      setHeaders: (response, path) => {
        embeddable(response);
        response.setHeader('cache-control', HASHED.test(basename(path)) ? LONG : 'no-cache');
      },
    }),
  );
  return router;
}

function send(request: Request, response: Response, page: Page): void {
  response.type('html').setHeader('cache-control', 'no-cache').send(layout(page, request.path).markup);
}
