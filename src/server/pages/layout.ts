import { html, type Html, type HtmlValue } from './html';
import { PAGE_STYLE_PATH } from './style';

/** A page's parts; links in the body start from the site's root. */
export interface Page {
  readonly title: string;
  readonly body: HtmlValue;
  /** Takes the whole width of the window. */
  readonly wide?: boolean;
}

const SITE = '滕州社保网上办理问答';

/** A whole document that needs no script, for the address with this path. Its links are relative, so that the site can lie under any path. */
export function layout({ title, body, wide }: Page, path: string): Html {
  return html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - ${SITE}</title>
<base href="${rootFrom(path)}">
<link rel="stylesheet" href="${PAGE_STYLE_PATH.slice(1)}">
</head>
<body>
<header><strong>${SITE}</strong><a href="./">在线咨询</a><a href="faq">常见问题</a><a href="forms">表格下载</a></header>
<main${wide === true ? html` class="wide"` : html``}>
${body}
</main>
<footer><p>没有找到答案？<a href="./">打开在线咨询</a>，直接说您看到了什么提示。</p></footer>
</body>
</html>
`;
}

/** The way from a path up to the site's root. */
function rootFrom(path: string): string {
  return '../'.repeat(Math.max(0, path.split('/').length - 2)) || './';
}
