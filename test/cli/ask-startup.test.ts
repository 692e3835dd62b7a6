import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, sep } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { shebao } from '../support/cli';
import { OPENING_TIMEOUT } from '../support/desk';

const folder = mkdtempSync(join(tmpdir(), 'shebao-probe-'));
const probe = join(folder, 'probe.cjs');
const report = join(folder, 'loaded.json');

/** Packages that a command loaded, each once. */
let packages: readonly string[];
let stdout: string;

beforeAll(async () => {
  await shebao(['ask', '502']);
  writeFileSync(
    probe,
    `process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(report)}, JSON.stringify(Object.keys(require.cache))));`,
  );
  ({ stdout } = await shebao(['ask', '登录出现502'], { node: ['--require', probe] }));
  const loaded = JSON.parse(readFileSync(report, 'utf8')) as string[];
  const names = loaded.flatMap((path) => {
    const [scope, name] = (path.split(`${sep}node_modules${sep}`)[1] ?? '').split(sep);
    if (scope === undefined || scope === '') return [];
    return [scope.startsWith('@') ? `${scope}/${name ?? ''}` : scope];
  });
  packages = [...new Set(names)];
}, OPENING_TIMEOUT);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('the probe saw the question answered', () => {
  expect(stdout).toContain('zzhrss.zaozhuang.gov.cn');
  expect(packages).toContain('commander');
});

test('ask loads nothing of the Bot Framework', () => {
  expect(packages.filter((name) => /^(bot|adaptive|@azure|@microsoft)/.test(name))).toEqual([]);
});

test('ask loads none of what only learning, checking or measuring needs', () => {
  const heavy = ['natural', 'zod', 'yaml', 'opencc-js', 'pinyin-pro', 'minisearch', 'fuse.js', 'mongoose', 'pg', 'redis'];
  expect(packages.filter((name) => heavy.includes(name))).toEqual([]);
});
