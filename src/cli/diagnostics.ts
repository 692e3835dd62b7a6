import type { Diagnostic } from '../domain/diagnostic';

/** A fault as file, place, source line with a caret, code, and what to do. */
export function formatDiagnostic({ file, line, column, length, code, severity, message, hint, source }: Diagnostic): string {
  const place = line === 0 ? file : `${file}:${String(line)}:${String(column)}`;
  const lines = [`${place}  ${severity === 'error' ? '错误' : '提醒'} [${code}] ${message}`];
  if (source !== '') {
    const number = String(line);
    const before = source.slice(0, column - 1);
    const marked = source.slice(column - 1, column - 1 + length);
    lines.push(`  ${number} | ${source}`, `  ${' '.repeat(number.length)} | ${' '.repeat(displayWidth(before))}${'^'.repeat(Math.max(1, displayWidth(marked)))}`);
  }
  lines.push(`  怎么改：${hint}`);
  return lines.join('\n');
}

/** Columns that a text takes in a terminal, where East Asian characters take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/.test(character) ? 2 : 1;
  return width;
}
