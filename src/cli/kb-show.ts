import { ContentError, readContent } from '../app';
import type { Config } from '../config';
import { readKnowledge } from '../content/read-knowledge';
import { SOURCE_ITEMS } from '../content/source-items';
import { closest } from '../content/suggest';
import { Renderer } from '../conversation/render';
import type { Entry, Knowledge } from '../domain/knowledge';
import { print } from './output';

const SHOWN_PHRASINGS = 10;

/** What `kb show --json` prints. */
interface Shown {
  readonly id: string;
  readonly topic: string;
  readonly title: string;
  readonly question: string;
  readonly audience: string;
  readonly source: readonly { readonly id: string; readonly title: string }[];
  readonly screens: readonly string[];
  /** The answer as users read it. */
  readonly answer: string;
  readonly flow: string | null;
  readonly related: readonly { readonly id: string; readonly title: string }[];
  /** Number of all phrasings. */
  readonly phrasings: number;
  readonly firstPhrasings: readonly string[];
  readonly file: string;
}

/** Shows the entry of an id, or the entries that cover an item of the source document. Throws when there is none. */
export function showEntry(config: Config, id: string, options: { json?: boolean }): void {
  const { knowledge, sources, diagnostics } = readKnowledge(readContent(config));
  if (knowledge === null) throw new ContentError(diagnostics.filter(({ severity }) => severity === 'error'));
  const entries = knowledge.entries.filter((entry) => entry.id === id || entry.source.includes(id.toUpperCase()));
  if (entries.length === 0) throw new Error(unknownId(id, knowledge));
  const renderer = new Renderer(knowledge);
  for (const entry of entries) {
    const shown = describe(entry, knowledge, renderer.entry(entry), sources.fileOf(entry));
    print(options.json === true ? JSON.stringify(shown) : format(shown));
  }
}

function describe(entry: Entry, knowledge: Knowledge, answer: string, file: string): Shown {
  const { id, topic, title, question, audience, screens, flow, phrasings } = entry;
  return {
    id,
    topic,
    title,
    question,
    audience,
    source: entry.source.map((item) => ({ id: item, title: SOURCE_ITEMS.find((known) => known.id === item)?.title ?? '' })),
    screens,
    answer,
    flow,
    related: entry.related.map((other) => ({ id: other, title: knowledge.entries.find((known) => known.id === other)?.title ?? '' })),
    phrasings: phrasings.length,
    firstPhrasings: phrasings.slice(0, SHOWN_PHRASINGS),
    file,
  };
}

function format(shown: Shown): string {
  const list = (items: readonly { id: string; title: string }[]): string => items.map(({ id, title }) => `${id}（${title}）`).join('，');
  const lines = [
    `${shown.id}  ${shown.title}`,
    `问题：${shown.question}`,
    `原文：${list(shown.source)}`,
    `对象：${shown.audience}`,
    `文件：${shown.file}`,
    ...(shown.screens.length === 0 ? [] : [`提示：${shown.screens.map((screen) => `“${screen}”`).join(' ')}`]),
    ...(shown.flow === null ? [] : [`流程：${shown.flow}`]),
    '',
    shown.answer,
    '',
    `问法：共${String(shown.phrasings)}种${shown.phrasings > SHOWN_PHRASINGS ? `，前${String(SHOWN_PHRASINGS)}种` : ''}`,
    ...shown.firstPhrasings.map((phrasing) => `  - ${phrasing}`),
    ...(shown.related.length === 0 ? [] : [`相关：${list(shown.related)}`]),
  ];
  return lines.join('\n');
}

function unknownId(id: string, { entries }: Knowledge): string {
  const wanted = id.toLowerCase();
  const ids = [...entries.map((entry) => entry.id), ...SOURCE_ITEMS.map((item) => item.id)];
  const containing = entries.find((entry) => wanted !== '' && (entry.id.includes(wanted) || entry.title.toLowerCase().includes(wanted)));
  const guess = containing?.id ?? closest(id, ids) ?? '';
  const title = entries.find((entry) => entry.id === guess || entry.source.includes(guess))?.title ?? '';
  return `没有编号为“${id}”的条目。最接近的是 ${guess}（${title}）：shebao kb show ${guess}`;
}
