import { createInterface } from 'node:readline';

/** Lines of standard input that are not blank, as they arrive. */
export async function* inputLines(): AsyncGenerator<string> {
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
    if (line.trim() !== '') yield line;
  }
}

/** A line of JSON that should be an object with a text under `key`; an error text when it is not. */
export function parseLine(
  line: string,
  key: string,
): { readonly value: Readonly<Record<string, unknown>>; readonly text: string } | { readonly error: string } {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: '这一行不是合法的 JSON。' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { error: `这一行应为一个对象，例如 {"${key}":"…"}。` };
  const record = value as Record<string, unknown>;
  const text = record[key];
  return typeof text === 'string' ? { value: record, text } : { error: `缺少文字项“${key}”。` };
}
