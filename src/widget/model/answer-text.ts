import type { CardAction } from '../../channels/web/protocol';

/** A part of a reply's text. */
export interface TextPart {
  readonly kind: 'text' | 'slip';
  readonly text: string;
}

/** Longest text, in characters, that nobody would want to copy. */
const SHORT = 40;

/** Splits a reply at its 咨询单, which is shown as a card of its own. */
export function partsOf(text: string, slip: string | undefined): readonly TextPart[] {
  const at = slip === undefined || slip === '' ? -1 : text.indexOf(slip);
  if (slip === undefined || at < 0) return [{ kind: 'text', text }];
  const parts: TextPart[] = [
    { kind: 'text', text: text.slice(0, at).trim() },
    { kind: 'slip', text: slip },
    { kind: 'text', text: text.slice(at + slip.length).trim() },
  ];
  return parts.filter((part) => part.text !== '');
}

/** Whether a reply gets a copy button. */
export function isWorthCopying(text: string): boolean {
  return text.length > SHORT || text.includes('\n');
}

/** A reply without the numbered list that its buttons repeat, and the buttons' labels, numbered when the list was. */
export function withoutListedChoices(
  text: string,
  actions: readonly CardAction[],
): { readonly text: string; readonly labels: readonly string[] } {
  const numbered = actions.map(({ title }, i) => `${String(i + 1)}. ${title}`);
  const lines = text.split('\n');
  const labels = actions.map(({ title }, i) => (lines.includes(numbered[i] ?? '') ? (numbered[i] ?? title) : title));
  return { text: lines.filter((line) => !labels.includes(line) || !/^\d+\. /.test(line)).join('\n'), labels };
}
