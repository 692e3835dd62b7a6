import { html, type Html, type HtmlValue } from './html';
import { texts } from '../texts';
import { PAGE_STYLE_PATH } from './style';

/** A page's parts; links in the body start from the site's root. */
export interface Page {
  readonly title: string;
  readonly body: HtmlValue;
  /** Takes the whole width of the window. */
  readonly wide?: boolean;
}

/** A whole document that needs no script, for the address with this path. Its links are relative, so that the site can lie under any path. */
export function layout({ title, body, wide }: Page, path: string): Html {
  const { site, faq, forms } = texts;
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${site.name}</title>
<base href="${rootFrom(path)}">
<link rel="stylesheet" href="${PAGE_STYLE_PATH.slice(1)}">
</head>
<body>
<header><strong>${site.name}</strong><a href="./">${site.chat}</a><a href="faq">${faq.title}</a><a href="forms">${forms.title}</a></header>
<main${wide === true ? html` class="wide"` : html``}>
${body}
</main>
<footer><p>${site.footer[0]}<a href="./">${site.footer[1]}</a>${site.footer[2]}</p></footer>
</body>
</html>
`;
}

/** The way from a path up to the site's root. */
function rootFrom(path: string): string {
  return '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
}
