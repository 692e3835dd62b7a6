import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(__dirname, '..');

test('ARCHITECTURE.md opens with where to change what and names every folder of src', () => {
  const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
  expect(text).toMatch(/^# Architecture\n\n## Where do I change/);
  const folders = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((item) => item.isDirectory());
  expect(folders.filter(({ name }) => !text.includes(`\`src/${name}\``)).map(({ name }) => name)).toEqual([]);
});

test('nothing in the repository needs files from outside of it', () => {
  const config = readFileSync(join(root, 'package.json'), 'utf8');
  expect(config).not.toMatch(/\.\.\//);
});
