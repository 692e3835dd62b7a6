import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';

const PUBLIC = join(__dirname, '..', '..', 'dist', 'public');

beforeAll(() => {
  if (!existsSync(join(PUBLIC, 'index.html'))) throw new Error('dist/public is missing. Run: npm run build');
});

/** Size of the files with an ending that the page loads at first, in bytes after gzip. */
function firstLoad(ending: string): number {
  const page = readFileSync(join(PUBLIC, 'index.html'), 'utf8');
  const files = [...page.matchAll(/(?:src|href)="\.\/([^"]+)"/g)].flatMap(([, path = '']) => (path.endsWith(ending) ? [path] : []));
  expect(files.length).toBeGreaterThan(0);
  return files.reduce((sum, path) => sum + gzipSync(readFileSync(join(PUBLIC, path))).length, 0);
}

test('the first load is at most 30 KB of script and 10 KB of style, gzipped', () => {
  expect(firstLoad('.js')).toBeLessThanOrEqual(30_000);
  expect(firstLoad('.css')).toBeLessThanOrEqual(10_000);
});

test('the script for other sites is one small file without imports', () => {
  const script = readFileSync(join(PUBLIC, 'embed.js'), 'utf8');
  expect(gzipSync(script).length).toBeLessThanOrEqual(3000);
  expect(script).not.toMatch(/\bimport\b|\bexport\b/);
});

test('the page has no inline script and no inline style, and fetches from nowhere else', () => {
  const page = readFileSync(join(PUBLIC, 'index.html'), 'utf8');
  expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=/);
  expect(page).not.toMatch(/(?:src|href)="(?!\.\/)/);
});

test("of weui's style only tokens are there, for both themes and the care mode", () => {
  const style = readdirSync(join(PUBLIC, 'assets'))
    .filter((file) => file.endsWith('.css'))
    .map((file) => readFileSync(join(PUBLIC, 'assets', file), 'utf8'))
    .join('');
  expect(style).not.toMatch(/\.weui-/);
  expect(style).toMatch(/\[data-weui-theme=["']?dark/);
  expect(style).toMatch(/\[data-weui-mode=["']?care/);
  const used = [...style.matchAll(/var\((--weui-[\w-]+)\)/g)].map(([, name = '']) => name);
  expect(used.filter((name) => !style.includes(`${name}:`))).toEqual([]);
});
