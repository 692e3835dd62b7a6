import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import type { Rule } from './check-context';
import type { Fault } from './fault';
import { type UserText, userTexts, withoutReferences } from './user-texts';

interface Pattern {
  readonly code: string;
  readonly what: string;
  readonly hint: string;
  readonly pattern: RegExp;
}

const FIGURE = '把它写进 figures.yaml（带单位和年度），这里写 {figure:编号}。';
const CONTACT = '把它写进 contacts.yaml 的 contacts，这里写 {contact:编号}。';

/** What must not be typed into a text, most telling first; a place is reported once. */
const PATTERNS: readonly Pattern[] = [
  {
    code: 'typed-url',
    what: '网址',
    hint: '把它写进 contacts.yaml 的 links，这里写 {link:编号}。',
    pattern:
      /(?:https?:\/\/|www\.)[\w./:?=&%#~+-]+|(?<![\w.@-])[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|cn|net|org|gov|edu)(?![a-z0-9-])(?:[/:?][\w./:?=&%#~+-]*)?/gi,
  },
  {
    code: 'typed-password',
    what: '密码',
    hint: '把密码写进 figures.yaml，这里写 {figure:编号}；网盘提取码写进 contacts.yaml 里那个网址的 code，这里写 {code:编号}。',
    pattern:
      /(?<=(?:密码|PIN码|pin码|口令|提取码|验证码)[是为：:\s“"]{0,4})(?=[A-Za-z]*\d)[A-Za-z0-9]{4,}|[\d一二两三四五六七八九十]个[\d一二三四五六七八九零](?![\d一二三四五六七八九十个月天日年位])/g,
  },
  {
    code: 'typed-amount',
    what: '金额',
    hint: FIGURE,
    pattern: /(?:\d[\d,]*(?:\.\d+)?\s*[十百千万亿]*|[一二两三四五六七八九十百千万零]{2,})\s*(?:元|块钱|块(?!\w))|[¥￥]\s*\d[\d,.]*/g,
  },
  {
    code: 'typed-percent',
    what: '比例',
    hint: FIGURE,
    pattern: /\d+(?:\.\d+)?\s*[%％‰]|百分之[\d零一二三四五六七八九十百点.]+|[\d一二三四五六七八九十]+(?:\.\d+)?个(?:百分)?点(?!击)/g,
  },
  {
    code: 'typed-phone',
    what: '电话号码',
    hint: CONTACT,
    pattern: /(?<![\dA-Za-z])\d(?:[-－—\s]?\d){6,}|(?<=(?:电话|热线|拨|打)[^\d，。；]{0,4})\d{5,}/g,
  },
];

/** Phone numbers, addresses, amounts, percentages and passwords typed into a text, where they would go stale unnoticed. */
export const checkTypedValues: Rule = (context) => typedValuesIn(userTexts(context), context.knowledge);

/** The faults of {@link checkTypedValues} in given texts. */
export function typedValuesIn(texts: readonly UserText[], knowledge: Knowledge): Diagnostic[] {
  const known = knownValues(knowledge);
  return texts.flatMap(({ text, report }) => {
    let rest = withoutReferences(text);
    const diagnostics = PATTERNS.flatMap(({ code, what, hint, pattern }) =>
      [...rest.matchAll(pattern)].map(([piece]) => {
        rest = rest.replace(piece, ' '.repeat(piece.length));
        const reference = known.find(({ value }) => value === piece)?.reference;
        const fault: Fault = {
          code,
          severity: 'error',
          message: `${what}“${piece}”直接写在了文字里，以后改起来会漏。`,
          hint: reference === undefined ? hint : `改成 ${reference}。`,
        };
        return report(fault, piece);
      }),
    );
    for (const { value, reference } of known) {
      if (!rest.includes(value)) continue;
      rest = rest.replace(value, ' '.repeat(value.length));
      diagnostics.push(
        report(
          {
            code: 'typed-value',
            severity: 'warning',
            message: '这几个字在 contacts.yaml 或 figures.yaml 里已经有了，这里又写了一遍。',
            hint: `说的是同一回事，就改成 ${reference}。`,
          },
          value,
        ),
      );
    }
    return diagnostics;
  });
}

/** Values of three characters and more that stand in the files made for them, longest first. */
function knownValues({ figures, contacts, links }: Knowledge): { value: string; reference: string }[] {
  return [
    ...figures.map(({ id, value, unit }) => ({ value: `${value}${unit}`, reference: `{figure:${id}}` })),
    ...contacts.map(({ id, value }) => ({ value, reference: `{contact:${id}}` })),
    ...links.map(({ id, url }) => ({ value: url, reference: `{link:${id}}` })),
    ...links.map(({ id, code }) => ({ value: code, reference: `{code:${id}}` })),
  ]
    .filter(({ value }) => value.length >= 3)
    .sort((a, b) => b.value.length - a.value.length);
}
