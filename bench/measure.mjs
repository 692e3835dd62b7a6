import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

/** Bytes in use after a collection. */
export function usedMemory() {
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/** Builds something; returns it with the milliseconds it took and the bytes it holds. */
export async function measureBuild(build) {
  const before = usedMemory();
  const start = performance.now();
  const built = await build();
  const millis = performance.now() - start;
  return { built, millis, bytes: Math.max(0, usedMemory() - before) };
}

/** Runs a query for every text after a few to warm up; returns the results and each one's milliseconds. */
export function measureQueries(texts, query) {
  for (const text of texts.slice(0, 30)) query(text);
  const times = [];
  const results = texts.map((text) => {
    const start = performance.now();
    const result = query(text);
    times.push(performance.now() - start);
    return result;
  });
  return { results, times };
}

/** The value below which a share of the values lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Prints rows as a table, the first being the head; figures are set to the right. */
export function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  for (const row of rows)
    console.log(row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  '));
}

/** Milliseconds with as many decimal places as matter. */
export function millis(value) {
  return value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(1) : value.toFixed(3);
}

/** Bytes as megabytes. */
export function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

/** A share as per cent. */
export function percent(share) {
  return share === null ? '–' : (share * 100).toFixed(1);
}
