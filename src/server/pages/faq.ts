import type { Renderer } from '../../conversation/render';
import type { MatchResult } from '../../domain/decision';
import type { Entry, Knowledge } from '../../domain/knowledge';
import { texts } from '../texts';
import { html, type Html, paragraphs } from './html';
import type { Page } from './layout';

/** Longest search text that is looked at, in characters. */
export const MAX_QUERY = 200;

/** What the FAQ pages are made from. */
export interface FaqContent {
  readonly knowledge: Knowledge;
  readonly renderer: Renderer;
  readonly match: (text: string) => MatchResult;
  /** The form in which texts are compared: traditional characters and other widths count as the usual ones. */
  readonly normalize: (text: string) => string;
}

/** Every entry by topic; with a query the entries that match it, best first. */
export function faqIndex(content: FaqContent, query: string): Page {
  const asked = query.trim().slice(0, MAX_QUERY);
  if (asked !== '') return searchPage(content, asked);
  const { topics, entries } = content.knowledge;
  const sections = topics.map(({ id, title }) =>
    section(
      id,
      title,
      entries.filter(({ topic }) => topic === id),
    ),
  );
  return {
    title: texts.faq.title,
    body: html`<h1>${texts.faq.title}</h1>
      ${searchForm('')}${sections}`,
  };
}

/** One entry; null when there is none of that id. */
export function faqEntry({ knowledge, renderer }: FaqContent, id: string): Page | null {
  const entry = knowledge.entries.find((one) => one.id === id);
  if (entry === undefined) return null;
  const topic = knowledge.topics.find((one) => one.id === entry.topic)?.title ?? '';
  const related = knowledge.entries.filter((one) => entry.related.includes(one.id));
  const form = knowledge.forms.find((one) => one.id === entry.answer.form);
  const body = html`<p class="soft"><a href="faq">${texts.faq.title}</a> › ${topic}</p>
    <h1>${entry.question}</h1>
    <div class="answer">${paragraphs(renderer.entry(entry))}</div>
    ${form === undefined ? html`` : html`<p><a href="forms/${form.id}.xlsx" download>${texts.faq.download(form.name)}</a></p>`}
    <p class="soft">${texts.faq.audience(entry.audience)}</p>
    ${
      related.length === 0
        ? html``
        : html`<section class="no-print">
            <h2>${texts.faq.related}</h2>
            ${list(related)}
          </section>`
    }`;
  return { title: entry.title, body };
}

function searchPage(content: FaqContent, query: string): Page {
  const found = findEntries(content, query);
  const body = html`<h1>${texts.faq.heading[0]}<bdi>${query}</bdi>${texts.faq.heading[1]}</h1>
    ${searchForm(query)}
    ${found.length === 0 ? html`<p>${texts.faq.nothing[0]}<a href="faq">${texts.faq.nothing[1]}</a>${texts.faq.nothing[2]}</p>` : list(found)}`;
  return { title: texts.faq.searched(query), body };
}

/** The entries that a text may be about, best first: what the desk would answer or offer, then titles that hold the text. */
export function findEntries({ knowledge: { entries }, match, normalize }: FaqContent, query: string): readonly Entry[] {
  const { decision, candidates } = match(query);
  const ranked = decision.kind === 'decline' ? [] : candidates.filter(({ confidence }) => confidence >= MIN_CONFIDENCE);
  const wanted = normalize(query);
  const holding = entries.filter(({ title, question, screens }) =>
    [title, question, ...screens].some((text) => wanted !== '' && normalize(text).includes(wanted)),
  );
  const ids = new Set([...ranked.map(({ id }) => id), ...holding.map(({ id }) => id)]);
  return [...ids].slice(0, MAX_FOUND).flatMap((id) => entries.find((entry) => entry.id === id) ?? []);
}

/** Below this, an entry in the list would look like a mistake. */
const MIN_CONFIDENCE = 0.02;
const MAX_FOUND = 10;

function searchForm(query: string): Html {
  return html`<form action="faq" method="get" role="search">
    <input
      type="search"
      name="q"
      value="${query}"
      maxlength="${MAX_QUERY}"
      aria-label="${texts.faq.searchLabel}"
      placeholder="${texts.faq.searchHint}"
    /><button>${texts.faq.search}</button>
  </form>`;
}

function section(id: string, title: string, entries: readonly Entry[]): Html {
  return entries.length === 0
    ? html``
    : html`<section id="${id}">
        <h2>${title}</h2>
        ${list(entries)}
      </section>`;
}

function list(entries: readonly Entry[]): Html {
  return html`<ul>
    ${entries.map(({ id, question }) => html`<li><a href="faq/${id}">${question}</a></li>`)}
  </ul>`;
}
