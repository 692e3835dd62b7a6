import type { z } from 'zod';

/** A line of a file that cannot be used; the message names the file and the line and says what is expected. */
export class LineError extends Error {
  constructor(
    readonly file: string,
    /** Counted from 1; 0 for the file as a whole. */
    readonly line: number,
    problem: string,
  ) {
    super(line === 0 ? `${file}：${problem}` : `${file} 第 ${String(line)} 行：${problem}`);
  }
}

/** Parses a file of one JSON object a line; blank lines are skipped. Throws {@link LineError} at the first fault or when nothing is there. */
export function parseJsonLines<T>(
  text: string,
  file: string,
  schema: z.ZodType<T>,
  expected: string,
): { readonly line: number; readonly value: T }[] {
  const found: { line: number; value: T }[] = [];
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((source, index) => {
      if (source.trim() === '') return;
      const line = index + 1;
      const result = schema.safeParse(parseJson(source, file, line));
      if (!result.success) throw new LineError(file, line, `${explain(result.error)}应写成 ${expected}`);
      found.push({ line, value: result.data });
    });
  if (found.length === 0) throw new LineError(file, 0, `里面没有内容。每行应写成 ${expected}`);
  return found;
}

function parseJson(source: string, file: string, line: number): unknown {
  try {
    return JSON.parse(source);
  } catch {
    throw new LineError(file, line, `不是合法的 JSON：${source.length > 60 ? `${source.slice(0, 60)}…` : source}`);
  }
}

function explain(error: z.ZodError): string {
  const key = error.issues[0]?.path[0];
  return key === undefined ? '' : `“${String(key)}”缺少或写法不对，`;
}
