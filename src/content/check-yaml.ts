import { type Document, isAlias, isCollection, isScalar, type Node, Scalar, visit } from 'yaml';
import type { Fault } from './fault';

/** A fault between two offsets of a text, in UTF-16 units. */
interface PlacedFault {
  readonly start: number;
  readonly end: number;
  readonly fault: Fault;
}

const QUOTE = '把整句话放进一对英文引号里，例如 - "……"。';
const ADVICE: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  TAB_AS_INDENT: ['行首用了 Tab。', '把行首的 Tab 换成空格。'],
  BAD_INDENT: ['缩进不对，或者少了收尾的括号。', '和上下同级的行对齐（用空格），并检查 [ ]、{ } 是否成对。'],
  DUPLICATE_KEY: ['同一处写了两个相同的名称。', '留下一个，删掉另一个。'],
  MISSING_CHAR: [
    '少了一个符号，多半是引号、冒号或短横线。',
    '检查引号是否成对，冒号和“-”后面要有一个空格；以“!”开头的句子要整句放进英文引号。',
  ],
  BAD_SCALAR_START: ['这一句的第一个符号在 YAML 里有特别的意思。', QUOTE],
  BLOCK_AS_IMPLICIT_KEY: ['一句话里有两个“英文冒号加空格”。', QUOTE],
  MULTILINE_IMPLICIT_KEY: ['这一行没有写成“名称: 内容”，也没有以“- ”开头。', '列表的每一行以“- ”（短横线加空格）开头。'],
  MULTIPLE_DOCS: ['文件里有一行“---”，后面的内容读不到。', '删掉“---”这一行。'],
  UNEXPECTED_TOKEN: ['这里多了一个符号。', QUOTE],
};

const NOT_UTF8: Fault = {
  code: 'file-encoding',
  severity: 'error',
  message: '文件不是 UTF-8 编码，汉字读出来是乱码。',
  hint: '用记事本打开原来的文件，另存为，“编码”选 UTF-8。',
};

/**
 * Faults of a YAML text: what the parser refuses, and what it accepts although the writer must have meant something
 * else (a phrasing that starts with `*`, `&` or `!`, a forgotten dash, a `#` that hides the end of a sentence).
 */
export function checkYaml(document: Document, text: string): PlacedFault[] {
  const garbled = text.indexOf('\uFFFD');
  if (garbled >= 0) return [{ start: garbled, end: garbled + 1, fault: NOT_UTF8 }];
  const faults: PlacedFault[] = document.errors.map(({ code, pos, message }) => {
    const [reason, hint] = ADVICE[code] ?? [
      `这里不是合法的 YAML（${message}）。`,
      '检查这一行的缩进（用空格，不用 Tab）、冒号后面的空格、引号是否成对。',
    ];
    return { start: pos[0], end: pos[1], fault: { code: 'yaml-syntax', severity: 'error', message: reason, hint } };
  });
  if (faults.length > 0) return faults;
  visit(document, {
    Pair: (_, { key }) => {
      if (!isCollection(key)) return;
      const [start, end] = key.range ?? [0, 0];
      faults.push({
        start,
        end,
        fault: { code: 'yaml-syntax', severity: 'error', message: '冒号前面的名称不能带 { } 或 [ ]。', hint: QUOTE },
      });
    },
    Node: (_, node, path) => {
      // The lists that are whole files are the phrasings, whose lines are sentences.
      const lost = findLoss(node, text, path.length === 2);
      if (lost !== null)
        faults.push({ ...lost, fault: { code: 'yaml-lost-text', severity: 'error', message: lost.message, hint: lost.hint } });
    },
  });
  return faults;
}

function findLoss(node: Node, text: string, isLine: boolean): { start: number; end: number; message: string; hint: string } | null {
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return { start, end, message: '以“*”开头的内容会被当成引用，读不出来。', hint: QUOTE };
  if (node.tag !== undefined)
    return { start: text.lastIndexOf('!', start), end: start, message: '以“!”开头的内容会被当成标记，读不出来。', hint: QUOTE };
  if (!isScalar(node)) return null;
  if (node.anchor !== undefined)
    return { start: text.lastIndexOf('&', start), end: start, message: '以“&”开头的内容会被当成标记，读不出来。', hint: QUOTE };
  if (node.type !== Scalar.PLAIN) return null;
  if (node.comment != null && /^\S/.test(node.comment)) return { start, end, message: '“ #”后面的字会被当成注释，读不到。', hint: QUOTE };
  const newline = text.slice(start, end).search(/\r?\n/);
  if (isLine && newline >= 0)
    return {
      start,
      end: start + newline,
      message: '下一行没有以“- ”开头，两行会连成一句。',
      hint: '在下一行开头加上“- ”（短横线加空格）。',
    };
  return null;
}
