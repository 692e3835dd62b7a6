/** Markup that may be sent as it is. */
export class Html {
  constructor(readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

/** What may be put into {@link html}: texts and numbers are escaped, markup stays, lists are joined. */
export type HtmlValue = string | number | Html | readonly Html[];

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
/** Controls, lone surrogates aside: they show nothing or, as the bidi ones, turn the text around them. */
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text made safe for markup and attribute values; characters that would hide or reorder text become U+FFFD. */
export function escapeHtml(text: string): string {
  return text
    .toWellFormed()
    .replace(INVISIBLE, '\ufffd')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/** A template of markup whose inserted values are escaped. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let markup = parts[0] ?? '';
  values.forEach((value, i) => {
    markup += insert(value) + (parts[i + 1] ?? '');
  });
  return new Html(markup);
}

function insert(value: HtmlValue): string {
  if (value instanceof Html) return value.markup;
  if (typeof value === 'object') return value.map(({ markup }) => markup).join('');
  return escapeHtml(String(value));
}

const LINK = /https?:\/\/[\w.-]+(?:\/[\w./?=&%#~-]*)?/g;

/** A text of the desk in paragraphs, one a line, with web addresses as links. */
export function paragraphs(text: string): readonly Html[] {
  return text.split('\n').map((line) => html`<p>${linked(line)}</p>`);
}

function linked(line: string): readonly Html[] {
  const parts: Html[] = [];
  let from = 0;
  for (const { 0: url, index } of line.matchAll(LINK)) {
    parts.push(html`${line.slice(from, index)}`, html`<a href="${url}" rel="noopener noreferrer" target="_blank">${url}</a>`);
    from = index + url.length;
  }
  return [...parts, html`${line.slice(from)}`];
}
