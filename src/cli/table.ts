import { displayWidth } from './diagnostics';

/** Lines of a table for a terminal, the first row being the head; columns of figures are set to the right. */
export function formatTable(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  const figures = widths.map((_, column) => rows.slice(1).every((row) => /^[\d.,%–-]*$/.test(row[column] ?? '')));
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const gap = ' '.repeat(widths[column]! - displayWidth(cell));
        return figures[column] === true ? gap + cell : cell + gap;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** A share as per cent with one decimal place, e.g. `97.5%`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}
