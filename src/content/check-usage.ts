import type { Diagnostic } from '../domain/diagnostic';
import type { CheckContext, Rule } from './check-context';
import type { Fault } from './fault';
import { referencesIn, userTexts } from './user-texts';

/** Contacts, links, figures and forms that nothing refers to; only for a contact without a value is that no error. */
export const checkUsage: Rule = (context) => {
  const { knowledge, sources } = context;
  const used = usedIds(context);
  const diagnostics: Diagnostic[] = [];
  const look = (
    kind: 'contact' | 'link' | 'figure' | 'form',
    items: readonly { readonly id: string; readonly optional: boolean }[],
    file: string,
  ): void => {
    items.forEach(({ id, optional }, i) => {
      if (!used.has(`${kind}:${id}`)) diagnostics.push(sources.at(file, [`${kind}s`, i, 'id'], unused(kind, id, optional)));
    });
  };
  const required = ({ id }: { readonly id: string }) => ({ id, optional: false });
  look(
    'contact',
    knowledge.contacts.map(({ id, value }) => ({ id, optional: value === '' })),
    'knowledge/contacts.yaml',
  );
  look('link', knowledge.links.map(required), 'knowledge/contacts.yaml');
  look('figure', knowledge.figures.map(required), 'knowledge/figures.yaml');
  look('form', knowledge.forms.map(required), 'knowledge/forms.yaml');
  return diagnostics;
};

/** What is referred to anywhere, as `kind:id`. */
function usedIds(context: CheckContext): Set<string> {
  const { knowledge, sources } = context;
  const used = new Set<string>();
  const addText = (text: string): void => {
    for (const { kind, id } of referencesIn(text)) used.add(`${kind === 'code' ? 'link' : kind}:${id}`);
  };
  for (const { text } of userTexts(context)) addText(text);
  for (const { answer } of knowledge.entries) {
    for (const id of answer.contacts) used.add(`contact:${id}`);
    for (const id of answer.links) used.add(`link:${id}`);
    if (answer.form !== null) used.add(`form:${answer.form}`);
  }
  for (const { id, topics } of knowledge.contacts) if (topics.length > 0) used.add(`contact:${id}`);
  for (const file of sources.inFolder('dialogs/')) {
    for (const text of stringsIn(file.value())) {
      addText(text);
      used.add(`contact:${text}`);
    }
  }
  return used;
}

/** Every text in a parsed YAML value; a flow names the contact it sends users to as one of them. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function unused(kind: 'contact' | 'link' | 'figure' | 'form', id: string, optional: boolean): Fault {
  const reference = kind === 'form' ? `在条目里写 form: ${id}` : `在答案里写 {${kind}:${id}}`;
  return {
    code: `unused-${kind}`,
    severity: optional ? 'warning' : 'error',
    message: `“${id}”没有任何地方用到。`,
    hint: `${reference}；不需要的话就删掉它，免得过时。`,
  };
}
