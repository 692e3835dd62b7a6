import type { z } from 'zod';
import type { Diagnostic } from '../domain/diagnostic';
import type { Fault, NodePath } from './fault';
import type { SourceFile } from './source-file';
import { nearest } from './suggest';

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '列表',
  object: '若干行“名称: 内容”',
  record: '若干行“名称: 内容”',
};
const HOW_TO_WRITE: Readonly<Record<string, string>> = {
  string: '写成文字；纯数字、true、false 要加英文引号，例如 "502"。',
  array: '写成列表：另起一行，每项以“- ”开头；或者写成 [甲, 乙]。',
  number: '只写数字，不加引号，不带单位。',
  int: '只写整数，不加引号，不带单位。',
  boolean: '写 true（是）或 false（否），不加引号。',
  object: '对照同一文件里别的条目的写法。',
  record: '每行写“名称: 内容”。',
};

/** What an explanation needs of a file: its name, and how to place a fault in it. */
type FaultyFile = Pick<SourceFile, 'file' | 'report' | 'reportKey'>;

/** Puts a fault of form into words and places it; a misspelt key gives one diagnostic for each key. */
export function explainIssue(file: FaultyFile, data: unknown, issue: z.core.$ZodIssue, schema: z.ZodType): Diagnostic[] {
  const path = issue.path as NodePath;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      const hint = guess === null ? `这里可以写：${known.join('、')}。` : `是不是想写“${guess}”？`;
      return file.reportKey(path, key, { code: 'unknown-key', severity: 'error', message: `不认识的名称“${key}”。`, hint });
    });
  }
  const fault = explain(issue, valueAt(data, path), path, formatOf(file));
  const key = path.at(-1);
  return [issue.code === 'invalid_key' ? file.reportKey(path.slice(0, -1), String(key), fault) : file.report(path, fault)];
}

/** Where the format of a file is described. */
function formatOf({ file }: FaultyFile): string {
  return `对照 ${file.startsWith('dialogs/') ? 'dialogs' : 'knowledge'}/README.md 里的格式修改。`;
}

function explain(issue: z.core.$ZodIssue, value: unknown, path: NodePath, format: string): Fault {
  const key = path.at(-1);
  const name = typeof key === 'string' ? `“${key}”` : path.length === 0 ? '文件' : '这一项';
  const wrong = { code: 'wrong-value', severity: 'error' } as const;
  switch (issue.code) {
    case 'invalid_type':
      return explainType(issue.expected, value, name, key, format);
    case 'invalid_value': {
      const options = issue.values.map(String);
      const guess = nearest(String(value), options);
      return {
        ...wrong,
        message: `${name}不能写“${String(value)}”。`,
        hint: guess === null ? `只能写：${options.join('、')}。` : `是不是想写“${guess}”？`,
      };
    }
    case 'too_small':
    case 'too_big': {
      const limit = issue.code === 'too_small' ? `至少${String(issue.minimum)}` : `最多${String(issue.maximum)}`;
      const unit = issue.origin === 'array' ? '项' : issue.origin === 'string' ? '个字' : '';
      return {
        ...wrong,
        message: isChinese(issue.message) ? `${name}${issue.message}。` : `${name}${limit}${unit}。`,
        hint: value === '' ? '写上内容；没有内容就删掉这一行。' : format,
      };
    }
    case 'invalid_key':
      return { ...wrong, message: `${issue.issues[0]?.message ?? `名称${name}写法不对`}。`, hint: '例如 year-notice。' };
    default:
      return { ...wrong, message: isChinese(issue.message) ? `${issue.message}。` : `${name}写法不对。`, hint: format };
  }
}

function explainType(expected: string, value: unknown, name: string, key: string | number | undefined, format: string): Fault {
  const type = TYPE_NAMES[expected] ?? expected;
  const hint = HOW_TO_WRITE[expected] ?? format;
  if (value === undefined && typeof key === 'string')
    return { code: 'missing-key', severity: 'error', message: `缺少${name}。`, hint: `加上一行“${key}: ……”（${type}）。` };
  const fault = { code: 'wrong-type', severity: 'error' } as const;
  if (value === null || value === undefined)
    return { ...fault, message: `${name}是空的。`, hint: expected === 'string' ? '写上内容；没有内容就删掉这一行。' : hint };
  if (expected === 'string' && typeof value === 'object')
    return {
      ...fault,
      message: '这一句里有“英文冒号加空格”，或者以“- ”“[”“{”开头，会被拆开。',
      hint: '把整句话放进一对英文引号里，例如 - "……"。',
    };
  return { ...fault, message: `${name}类型不对，应为${type}。`, hint };
}

function isChinese(text: string): boolean {
  return /[\u4e00-\u9fff]/.test(text);
}

function valueAt(data: unknown, path: NodePath): unknown {
  let value = data;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** Keys that the schema allows at a path; empty when the path leads nowhere. */
function knownKeys(schema: z.ZodType, path: NodePath): string[] {
  let current: unknown = schema;
  for (const step of path) {
    const definition = definitionOf(current);
    if (typeof step === 'number') current = definition?.element;
    else current = definition?.shape?.[step];
  }
  return Object.keys(definitionOf(current)?.shape ?? {});
}

interface Definition {
  readonly innerType?: { readonly def: Definition };
  readonly element?: unknown;
  readonly shape?: Readonly<Record<string, unknown>>;
}

function definitionOf(schema: unknown): Definition | undefined {
  let definition = (schema as { def?: Definition } | undefined)?.def;
  while (definition?.innerType !== undefined) definition = definition.innerType.def;
  return definition;
}
