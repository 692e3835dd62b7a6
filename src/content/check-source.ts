import type { Diagnostic } from '../domain/diagnostic';
import type { Rule } from './check-context';
import { faultOfFile, type Fault } from './fault';
import { SOURCE_ITEMS } from './source-items';
import { nearest } from './suggest';

const IDS = SOURCE_ITEMS.map(({ id }) => id);

/** Items of the office's document that no entry covers, and sources that are no items of it. */
export const checkSource: Rule = ({ knowledge, sources }) => {
  const covered = new Set(knowledge.entries.flatMap(({ source }) => source));
  const unknown = (ids: readonly string[], report: (index: number, fault: Fault) => Diagnostic): Diagnostic[] =>
    ids.flatMap((id, i) => (IDS.includes(id) ? [] : [report(i, unknownSource(id))]));
  return [
    ...knowledge.entries.flatMap((entry) => unknown(entry.source, (i, fault) => sources.atEntry(entry, ['source', i], fault))),
    ...knowledge.forms.flatMap(({ source }, form) =>
      unknown(source, (i, fault) => sources.at('knowledge/forms.yaml', ['forms', form, 'source', i], fault)),
    ),
    ...SOURCE_ITEMS.filter(({ id }) => !covered.has(id)).map(({ id, title }) =>
      faultOfFile('knowledge/entries/', {
        code: 'uncovered-source',
        severity: 'error',
        message: `原文第 ${id} 条（${title}）没有条目回答。`,
        hint: `写一个条目，source 里写 "${id}"；或者加到已经回答它的条目的 source 里。`,
      }),
    ),
  ];
};

function unknownSource(id: string): Fault {
  const guess = nearest(id, IDS);
  return {
    code: 'unknown-source',
    severity: 'error',
    message: `原文没有第 ${id} 条。`,
    hint: guess === null ? '写原文的条目编号，例如 "2.2.3"；表格写 "A1"、"A2"；原文没有的只写一个 office。' : `是不是想写 "${guess}"？`,
  };
}
