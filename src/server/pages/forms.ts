import type { Form, Knowledge } from '../../domain/knowledge';
import { texts } from '../texts';
import { html, type Html } from './html';
import type { Page } from './layout';

/** The forms that can be downloaded. */
export function formIndex({ forms }: Knowledge): Page {
  return {
    title: texts.forms.title,
    body: html`<h1>${texts.forms.title}</h1>
      <p>${texts.forms.required}</p>
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
