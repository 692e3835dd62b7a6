import type { Form, Knowledge } from '../../domain/knowledge';
import { html, type Html } from './html';
import type { Page } from './layout';

/** The forms that can be downloaded. */
export function formIndex({ forms }: Knowledge): Page {
  return {
    title: '表格下载',
    body: html`<h1>表格下载</h1>
      <p>必填的栏目带 * 号。</p>
      <ul>
        ${forms.map(item)}
      </ul>`,
  };
}

function item({ id, name, notes }: Form): Html {
  return html`<li>
    <a href="forms/${id}.xlsx" download>${name}</a>${notes.map((note) => html`<br /><span class="soft">${note}</span>`)}
  </li>`;
}
