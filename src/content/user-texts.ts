import type { Diagnostic } from '../domain/diagnostic';
import type { CheckContext } from './check-context';
import type { Fault } from './fault';

/** A text that users get to read, with the means to complain about a piece of it. */
export interface UserText {
  readonly text: string;
  readonly report: (fault: Fault, piece?: string) => Diagnostic;
}

const REFERENCE = /\{(figure|contact|link|code):([a-z0-9-]+)\}/g;

/** A reference such as `{figure:base-min}` in a text. */
export interface Reference {
  readonly whole: string;
  readonly kind: 'figure' | 'contact' | 'link' | 'code';
  readonly id: string;
}

/** Every reference in a text, in order. */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(REFERENCE)].map(([whole, kind, id]) => ({ whole, kind: kind as Reference['kind'], id: id ?? '' }));
}

/** A text with its references blanked out by as many spaces. */
export function withoutReferences(text: string): string {
  return text.replace(REFERENCE, (whole) => ' '.repeat(whole.length));
}

/** Every text that is printed with its references filled in: answers, forms, how to reach a contact, replies and fixed messages. */
export function userTexts({ knowledge, sources }: CheckContext): UserText[] {
  const at = (file: string, path: readonly (string | number)[], text: string): UserText => ({
    text,
    report: (fault, piece) => sources.at(file, path, fault, piece),
  });
  return [
    ...knowledge.entries.flatMap((entry) => {
      const within = (path: readonly (string | number)[], text: string): UserText => ({
        text,
        report: (fault, piece) => sources.atEntry(entry, path, fault, piece),
      });
      const { conclusion, steps, notes } = entry.answer;
      return [
        within(['answer', 'conclusion'], conclusion),
        ...steps.map((text, i) => within(['answer', 'steps', i], text)),
        ...notes.map((text, i) => within(['answer', 'notes', i], text)),
      ];
    }),
    ...knowledge.forms.flatMap(({ notes, promise }, form) => [
      ...notes.map((text, i) => at('knowledge/forms.yaml', ['forms', form, 'notes', i], text)),
      ...promise.map((text, i) => at('knowledge/forms.yaml', ['forms', form, 'promise', i], text)),
    ]),
    ...knowledge.contacts.map(({ how }, i) => at('knowledge/contacts.yaml', ['contacts', i, 'how'], how)),
    ...knowledge.elsewhere.map(({ where }, i) => at('knowledge/elsewhere.yaml', ['elsewhere', i, 'where'], where)),
    ...knowledge.smalltalk.map(({ reply }, i) => at('knowledge/smalltalk.yaml', ['smalltalk', i, 'reply'], reply)),
    ...Object.entries(knowledge.messages).map(([key, text]) => at('dialogs/messages.yaml', [key], text)),
  ];
}
