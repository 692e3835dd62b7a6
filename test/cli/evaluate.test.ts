import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { shebao } from '../support/cli';
import { OPENING_TIMEOUT } from '../support/desk';

const QUESTIONS = [
  { q: '登录报502怎么办', gold: ['2.2.3'], kind: 'error' },
  { q: '登录提示票据已过期', gold: ['2.2.3'], kind: 'error' },
  { q: 'Ukey的PIN码是多少', gold: ['2.4'], kind: 'fragment' },
  { q: '住房公积金怎么提取', gold: [], kind: 'oos-near' },
  { q: '今天天气怎么样', gold: [], kind: 'oos-far' },
];
const DOCUMENTS = [
  { id: 'card', title: '社保卡丢失怎么补办', answer: '带身份证到银行网点办理。' },
  { id: 'password', title: '忘记登录密码怎么办', phrasings: ['密码想不起来了'] },
  { id: 'base', title: '缴费基数是多少' },
];
const QUERIES = [
  { q: '密码忘了', gold: 'password' },
  { q: '基数多少', gold: ['base'] },
  { q: '天上有几颗星星', gold: [] },
];

let folder: string;

beforeAll(async () => {
  // What the built program has learned is stored for the other runs.
  await shebao(['ask', '502']);
  folder = mkdtempSync(join(tmpdir(), 'shebao-'));
  save('questions.jsonl', QUESTIONS);
  save('docs.jsonl', DOCUMENTS);
  save('queries.jsonl', QUERIES);
}, OPENING_TIMEOUT);

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function at(name: string): string {
  return join(folder, name);
}

function save(name: string, rows: readonly object[]): void {
  writeFileSync(at(name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
}

test('a report for a person: kinds, totals, curve, and on request the failures', async () => {
  const { code, stdout } = await shebao(['evaluate', at('questions.jsonl'), '--failures']);
  expect(code).toBe(0);
  for (const text of [
    '库内问题',
    'fragment',
    'error',
    '合计',
    '库外问题',
    'oos-near',
    'AUROC',
    '回答阈值移动时',
    '（现用）',
    '没有答对的',
  ]) {
    expect(stdout).toContain(text);
  }
});

test('--json: counts that add up, and a curve', async () => {
  const { stdout } = await shebao(['evaluate', at('questions.jsonl'), '--json', '--failures']);
  const report = JSON.parse(stdout) as {
    questions: number;
    inside: { kind: string; count: number; outcomes: Record<string, number> }[];
    outside: { kind: string; count: number; outcomes: Record<string, number> }[];
    curve: { threshold: number; answered: number; wrong: number }[];
    failures: unknown[];
  };
  expect(report.questions).toBe(5);
  expect(report.inside.at(-1)).toMatchObject({ kind: '*', count: 3 });
  expect(report.outside.at(-1)).toMatchObject({ kind: '*', count: 2 });
  for (const { count, outcomes } of [...report.inside, ...report.outside]) {
    expect(Object.values(outcomes).reduce((a, b) => a + b, 0)).toBe(count);
  }
  expect(report.curve).toHaveLength(100);
  expect(report.curve[0]!.answered).toBeGreaterThanOrEqual(report.curve[99]!.answered);
  expect(Array.isArray(report.failures)).toBe(true);
});

test('--svg draws the curve', async () => {
  const { code } = await shebao(['evaluate', at('questions.jsonl'), '--svg', at('curve.svg')]);
  expect(code).toBe(0);
  expect(readFileSync(at('curve.svg'), 'utf8')).toMatch(/^<svg [^]*回答率与错误率（questions，5 问）[^]*<\/svg>\n$/);
});

test('--noise damages the questions, the same way for the same seed', async () => {
  const run = async (...options: string[]) =>
    (await shebao(['evaluate', at('questions.jsonl'), '--json', '--failures', ...options])).stdout;
  const [first, again, other] = await Promise.all([
    run('--noise', 'drop', '--seed', '4'),
    run('--noise', 'drop', '--seed', '4'),
    run('--noise', 'mixed'),
  ]);
  expect(again).toBe(first);
  expect(JSON.parse(other)).toMatchObject({ questions: 5 });
}, 60_000);

describe('any question-and-answer set', () => {
  test('for a person', async () => {
    const { code, stdout } = await shebao(['evaluate', '--docs', at('docs.jsonl'), '--queries', at('queries.jsonl')]);
    expect(code).toBe(0);
    for (const text of ['文档 3 篇（4 种问法）', 'R@1 100.0%', 'R@5 100.0%', 'MRR 1.000', 'AUROC', '建索引', 'p50', 'p99', '内存']) {
      expect(stdout).toContain(text);
    }
  });

  test('--json', async () => {
    const { stdout } = await shebao(['evaluate', '--docs', at('docs.jsonl'), '--queries', at('queries.jsonl'), '--json']);
    const report = JSON.parse(stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      documents: 3,
      phrases: 4,
      answerable: 2,
      unanswerable: 1,
      recallAt1: 1,
      recallAt5: 1,
      meanReciprocalRank: 1,
      auroc: 1,
    });
    expect(Object.keys(report)).toEqual(expect.arrayContaining(['indexMillis', 'queryMillis', 'indexBytes', 'residentBytes']));
  });
});

describe('called wrongly: says how, exit 2', () => {
  test.each<[why: string, args: string[], message: string]>([
    ['no files', [], '没有问题文件'],
    ['--docs alone', ['--docs', 'docs.jsonl'], '--docs 和 --queries 要一起用'],
    ['--queries alone', ['--queries', 'queries.jsonl'], '--docs 和 --queries 要一起用'],
    ['--docs and question files', ['x.jsonl', '--docs', 'd', '--queries', 'q'], '不能一起用'],
    ['--docs and --svg', ['--docs', 'd', '--queries', 'q', '--svg', 's'], '--svg'],
    ['an unknown noise', ['x.jsonl', '--noise', 'rain'], '没有“rain”这种噪声'],
    ['a seed that is no number', ['x.jsonl', '--noise', 'drop', '--seed', 'one'], '--seed 要写整数'],
  ])('%s', async (_why, args, message) => {
    const { code, stdout, stderr } = await shebao(['evaluate', ...args]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stdout).toBe('');
  });
});

describe('bad input: says what and where, exit 1', () => {
  beforeAll(() => {
    writeFileSync(at('broken.jsonl'), '{"q":"甲","gold":[]}\n{"q":"乙"\n');
    writeFileSync(at('no-gold.jsonl'), '\n{"q":"甲"}\n');
    writeFileSync(at('empty.jsonl'), '');
    save('twice.jsonl', [DOCUMENTS[0]!, DOCUMENTS[0]!]);
  });

  test.each<[why: string, args: () => string[], message: string]>([
    ['a file that is not there', () => [at('nowhere.jsonl')], '找不到文件'],
    ['a folder', () => [folder], '是文件夹'],
    ['a broken line', () => [at('broken.jsonl')], 'broken.jsonl 第 2 行'],
    ['a line without gold', () => [at('no-gold.jsonl')], 'no-gold.jsonl 第 2 行'],
    ['an empty file', () => [at('empty.jsonl')], '没有内容'],
    ['documents that are not there', () => ['--docs', at('nowhere.jsonl'), '--queries', at('queries.jsonl')], '找不到文件'],
    ['an id used twice', () => ['--docs', at('twice.jsonl'), '--queries', at('queries.jsonl')], 'twice.jsonl 第 2 行'],
    ['a place that cannot be written', () => [at('questions.jsonl'), '--svg', join(folder, 'no', 'such', 'curve.svg')], '图写不进'],
  ])('%s', async (_why, args, message) => {
    const { code, stderr } = await shebao(['evaluate', ...args()]);
    expect(code).toBe(1);
    expect(stderr).toContain(message);
    expect(stderr).not.toContain('    at ');
  });
});

test('a gold id that no entry covers is pointed out', async () => {
  save('unknown.jsonl', [{ q: '甲', gold: ['9.9'], kind: '' }]);
  const { stderr } = await shebao(['evaluate', at('unknown.jsonl')]);
  expect(stderr).toContain('这些编号没有条目');
  expect(stderr).toContain('9.9');
});

describe('fit', () => {
  test('prints held-out results, weights by name and thresholds; writes nothing unasked', async () => {
    const many = Array.from({ length: 6 }, () => QUESTIONS).flat();
    save('many.jsonl', many);
    const { code, stdout, stderr } = await shebao(['fit', at('many.jsonl')]);
    expect(code).toBe(0);
    for (const text of ['第 1 折', '第 5 折', '全部留出题', '加噪声的副本', '意图概率', '直接回答', '反问']) expect(stdout).toContain(text);
    expect(stderr).toContain('没有写入');
  }, 60_000);

  test('a file that is not there', async () => {
    const { code, stderr } = await shebao(['fit', at('nowhere.jsonl')]);
    expect(code).toBe(1);
    expect(stderr).toContain('找不到文件');
  });
});
