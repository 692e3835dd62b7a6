import { Document, isMap, isNode, isScalar, isSeq, type Node, parseDocument, type YAMLSeq } from 'yaml';

/** A list in a YAML text cannot be added to by lines. */
export class SpliceError extends Error {}

/**
 * Adds items behind the last one of a list in a YAML text, each from its first line on in the list's own indentation;
 * everything else stays byte for byte. The list is the whole text, or the value of `key` in it. Items are plain data; strings
 * are quoted only where they must be. Throws {@link SpliceError} when the list is written in one line or is none.
 */
export function appendToList(text: string, key: string | null, items: readonly unknown[]): string {
  if (items.length === 0) return text;
  const bom = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(bom.length);
  const newline = body.includes('\r\n') ? '\r\n' : '\n';
  const document = parseDocument(body, { keepSourceTokens: true });
  const list: unknown = key === null ? document.contents : document.get(key, true);
  if (key === null && (list === null || (isScalar(list) && list.value === null))) {
    const gap = body === '' || body.endsWith('\n') ? '' : newline;
    return `${bom}${body}${gap}${linesOf(items, '', newline)}`;
  }
  if (!isSeq(list) || list.flow === true || list.items.length === 0) throw new SpliceError('列表要一行一项，每行以“- ”开头');
  const { at, indent } = endOf(list, body);
  const gap = at === 0 || body.charAt(at - 1) === '\n' ? '' : newline;
  return `${bom}${body.slice(0, at)}${gap}${linesOf(items, indent, newline)}${body.slice(at)}`;
}

/** Where the line behind the last item begins, and how its dash is indented. */
function endOf(list: YAMLSeq, text: string): { at: number; indent: string } {
  const last: unknown = list.items.at(-1);
  const [start, end] = (isNode(last) ? last.range : null) ?? [-1, -1];
  const line = /^( *)- /.exec(text.slice(text.lastIndexOf('\n', start - 1) + 1));
  if (line === null) throw new SpliceError('列表的最后一项不是单独一行');
  const newline = text.charAt(end - 1) === '\n' ? end - 1 : text.indexOf('\n', end);
  return { at: newline < 0 ? text.length : newline + 1, indent: line[1] ?? '' };
}

function linesOf(items: readonly unknown[], indent: string, newline: string): string {
  const document = new Document(items);
  if (isSeq(document.contents)) for (const item of document.contents.items) if (isMap(item)) shortListsInOneLine(item);
  return document
    .toString({ lineWidth: 0, flowCollectionPadding: false })
    .trimEnd()
    .split('\n')
    .map((line) => `${indent}${line}${newline}`)
    .join('');
}

/** Lists of ids stand in brackets, as people write them. */
function shortListsInOneLine(map: Node): void {
  if (!isMap(map)) return;
  for (const { value } of map.items)
    if (isSeq(value) && value.items.every((item) => isScalar(item) && /^[\w.-]*$/.test(String(item.value)))) value.flow = true;
}
