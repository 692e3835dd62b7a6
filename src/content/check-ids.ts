import type { Diagnostic } from '../domain/diagnostic';
import type { CheckContext, Rule } from './check-context';
import type { Fault } from './fault';

/** The same id twice in one kind of thing. */
export const checkIds: Rule = ({ knowledge, sources }) => {
  const lists: readonly (readonly [kind: string, items: readonly { id: string }[]])[] = [
    ['topics', knowledge.topics],
    ['contacts', knowledge.contacts],
    ['links', knowledge.links],
    ['figures', knowledge.figures],
    ['forms', knowledge.forms],
    ['offices', knowledge.offices],
    ['elsewhere', knowledge.elsewhere],
    ['ambiguous', knowledge.ambiguous],
    ['smalltalk', knowledge.smalltalk],
    ['terms', knowledge.lexicon.terms],
  ];
  return [
    ...repeated(knowledge.entries).map((entry) => sources.atEntry(entry, ['id'], faultOf(entry.id))),
    ...lists.flatMap(([list, items]) =>
      repeated(items).map((item) => sources.at(fileOf(list), [list, items.indexOf(item), 'id'], faultOf(item.id))),
    ),
  ];
};

/** A word that stands in two trade terms, or twice in one. */
export const checkLexicon: Rule = ({ knowledge: { lexicon }, sources }: CheckContext) => {
  const owners = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  lexicon.terms.forEach(({ id, words }, term) => {
    words.forEach((word, i) => {
      const key = word.toLowerCase();
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, id);
      else {
        diagnostics.push(
          sources.at('knowledge/lexicon.yaml', ['terms', term, 'words', i], {
            code: 'repeated-word',
            severity: 'error',
            message: owner === id ? `“${word}”写了两遍。` : `“${word}”已经写在“${owner}”里，一个词只能有一个意思。`,
            hint: '删掉其中一处。',
          }),
        );
      }
    });
  });
  return diagnostics;
};

function repeated<T extends { readonly id: string }>(items: readonly T[]): T[] {
  const seen = new Set<string>();
  return items.filter(({ id }) => seen.size === seen.add(id).size);
}

function fileOf(list: string): string {
  if (list === 'links') return 'knowledge/contacts.yaml';
  return list === 'terms' ? 'knowledge/lexicon.yaml' : `knowledge/${list}.yaml`;
}

function faultOf(id: string): Fault {
  return {
    code: 'duplicate-id',
    severity: 'error',
    message: `编号“${id}”已经用过。`,
    hint: '换一个没用过的编号，并把引用它的地方、同名的问法文件一起改。',
  };
}
