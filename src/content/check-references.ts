import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import type { CheckContext, Rule } from './check-context';
import type { Fault, NodePath } from './fault';
import { nearest } from './suggest';
import { type Reference, referencesIn, type UserText, userTexts, withoutReferences } from './user-texts';

type Kind = 'entry' | 'topic' | 'contact' | 'link' | 'figure' | 'form';

const KINDS: Readonly<Record<Kind, { readonly name: string; readonly file: string }>> = {
  entry: { name: '条目', file: 'knowledge/entries/' },
  topic: { name: '主题', file: 'knowledge/topics.yaml' },
  contact: { name: '联系方式', file: 'knowledge/contacts.yaml' },
  link: { name: '网址', file: 'knowledge/contacts.yaml' },
  figure: { name: '数字', file: 'knowledge/figures.yaml' },
  form: { name: '表格', file: 'knowledge/forms.yaml' },
};

/** A list of ids in a field. */
interface Field {
  readonly kind: Kind;
  readonly ids: readonly string[];
  /** Id of what the field belongs to, when it must not name itself. */
  readonly self: string;
  readonly report: (index: number, fault: Fault) => Diagnostic;
}

/** Ids in the fields of entries (but their flows, which are checked with the flows), ambiguous questions and contacts that name nothing, themselves, or the same thing twice. */
export const checkFields: Rule = (context) => {
  const known = knownIds(context.knowledge);
  return fieldsOf(context).flatMap(({ kind, ids, self, report }) =>
    ids.flatMap((id, i) => {
      if (!known[kind].includes(id)) return [report(i, unknown(kind, id, known[kind]))];
      const idle = id === self ? `“${id}”就是它自己。` : ids.indexOf(id) < i ? `“${id}”写了两遍。` : null;
      return idle === null ? [] : [report(i, { code: 'idle-reference', severity: 'error', message: idle, hint: '删掉这一项。' })];
    }),
  );
};

/** References in texts such as `{contact:…}` that are malformed, name nothing, or name something that has no value. */
export const checkTextReferences: Rule = (context) => textReferencesIn(userTexts(context), context.knowledge);

/** The faults of {@link checkTextReferences} in given texts. */
export function textReferencesIn(texts: readonly UserText[], knowledge: Knowledge): Diagnostic[] {
  const known = knownIds(knowledge);
  return texts.flatMap(({ text, report }) => [
    ...referencesIn(text).flatMap((reference) => {
      const fault = faultOfReference(reference, knowledge, known);
      return fault === null ? [] : [report(fault, reference.whole)];
    }),
    ...[...withoutReferences(text).matchAll(/\{[^{}]*[:：][^{}]*\}|\{[^{}]*$/g)].map(([piece]) =>
      report(
        {
          code: 'bad-reference',
          severity: 'error',
          message: `“${piece}”不是合法的引用，会原样显示给用户。`,
          hint: '写成 {contact:编号}、{figure:编号}、{link:编号} 或 {code:编号}，用英文冒号，不加空格。',
        },
        piece,
      ),
    ),
  ]);
}

function fieldsOf({ knowledge, sources }: CheckContext): Field[] {
  const inFile = (kind: Kind, file: string, path: NodePath, ids: readonly string[]): Field => ({
    kind,
    ids,
    self: '',
    report: (i, fault) => sources.at(file, [...path, i], fault),
  });
  return [
    ...knowledge.entries.flatMap((entry) => {
      const { answer, related } = entry;
      const list = (kind: Kind, path: NodePath, ids: readonly string[]): Field => ({
        kind,
        ids,
        self: entry.id,
        report: (i, fault) => sources.atEntry(entry, [...path, i], fault),
      });
      const single = (kind: Kind, path: NodePath, id: string | null): Field => ({
        kind,
        ids: id === null ? [] : [id],
        self: '',
        report: (_, fault) => sources.atEntry(entry, path, fault),
      });
      return [
        list('link', ['answer', 'links'], answer.links),
        list('contact', ['answer', 'contacts'], answer.contacts),
        single('form', ['answer', 'form'], answer.form),
        list('entry', ['related'], related),
      ];
    }),
    ...knowledge.ambiguous.map(({ choices }, i) => inFile('entry', 'knowledge/ambiguous.yaml', ['ambiguous', i, 'choices'], choices)),
    ...knowledge.contacts.map(({ topics }, i) => inFile('topic', 'knowledge/contacts.yaml', ['contacts', i, 'topics'], topics)),
  ];
}

function knownIds(knowledge: Knowledge): Record<Kind, string[]> {
  const ids = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
  return {
    entry: ids(knowledge.entries),
    topic: ids(knowledge.topics),
    contact: ids(knowledge.contacts),
    link: ids(knowledge.links),
    figure: ids(knowledge.figures),
    form: ids(knowledge.forms),
  };
}

function faultOfReference({ kind, id }: Reference, knowledge: Knowledge, known: Record<Kind, string[]>): Fault | null {
  const target = kind === 'code' ? 'link' : kind;
  if (!known[target].includes(id)) return unknown(target, id, known[target]);
  const empty = { code: 'empty-reference', severity: 'error' } as const;
  if (kind === 'code' && knowledge.links.find((link) => link.id === id)?.code === '')
    return { ...empty, message: `网址“${id}”没有提取码，这里会是空白。`, hint: '去掉这个引用，或者在 contacts.yaml 里给它写上 code。' };
  if (kind === 'contact' && knowledge.contacts.find((contact) => contact.id === id)?.value === '')
    return {
      ...empty,
      message: `联系方式“${id}”还没有填号码或地点，这里会是空白。`,
      hint: '把它写进条目的 contacts 列表或流程的 escalate，或者在 contacts.yaml 里填上 value。',
    };
  return null;
}

function unknown(kind: Kind, id: string, known: readonly string[]): Fault {
  const { name, file } = KINDS[kind];
  const guess = nearest(id, known);
  return {
    code: `unknown-${kind}`,
    severity: 'error',
    message: `没有编号为“${id}”的${name}。`,
    hint: guess === null ? `编号见 ${file}。` : `是不是想写“${guess}”？编号见 ${file}。`,
  };
}
