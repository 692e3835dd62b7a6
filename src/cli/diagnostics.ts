import type { Diagnostic } from '../domain/diagnostic';

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;

/** A fault as file, place, source line with a caret, code, and what to do. */
export function formatDiagnostic({ file, line, column, length, code, severity, message, hint, source }: Diagnostic): string {
  const place = line === 0 ? file : `${file}:${String(line)}:${String(column)}`;
  const lines = [`${place}  ${severity === 'error' ? '错误' : '提醒'} [${code}] ${message}`];
  if (source !== '') {
    const number = String(line);
    const marked = source.slice(column - 1, column - 1 + length);
    const caret = `${blankOf(source.slice(0, column - 1))}${'^'.repeat(Math.max(1, displayWidth(marked)))}`;
    lines.push(`  ${number} | ${source}`, `  ${' '.repeat(number.length)} | ${caret}`);
  }
  lines.push(`  怎么改：${hint}`);
  return lines.join('\n');
}

/** Columns that a text takes in a terminal, where East Asian characters and emoji take two. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
}

function widthOf(character: string): number {
  return WIDE.test(character) ? 2 : 1;
}

/** Blanks as wide as a text; tabs stay tabs, whose width only the terminal knows. */
function blankOf(text: string): string {
  return Array.from(text, (character) => (character === '\t' ? '\t' : ' '.repeat(widthOf(character)))).join('');
}
