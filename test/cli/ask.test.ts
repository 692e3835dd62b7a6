import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { shebao } from '../support/cli';
import { OPENING_TIMEOUT } from '../support/desk';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { writeTinyContent } from '../support/tiny-content';

const made: string[] = [];

function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'shebao-cache-'));
  made.push(folder);
  return folder;
}

function tiny(changes: Readonly<Record<string, string | null>> = {}): NodeJS.ProcessEnv {
  const root = writeTinyContent(changes);
  made.push(root);
  return { SHEBAO_CONTENT_DIR: root, SHEBAO_CACHE_DIR: scratch() };
}

beforeAll(async () => {
  // The first question after a change of content learns it; the tests below are not about that.
  await shebao(['ask', '502']);
}, OPENING_TIMEOUT);

afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

describe('ask, for a person', () => {
  test('prints the answer and nothing else', async () => {
    const { code, stdout, stderr } = await shebao(['ask', 'Ukey的PIN码是多少']);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'Ukey登录的PIN码是12345678，不可修改。\n', stderr: '' });
  });

  test('takes the question in several words, or from standard input', async () => {
    const one = await shebao(['ask', '登录 502']);
    expect(await shebao(['ask', '登录', '502'])).toEqual(one);
    expect(await shebao(['ask'], { input: '登录 502\n' })).toEqual(one);
    expect(one.stdout).toContain('zzhrss.zaozhuang.gov.cn');
  });

  test('asks back with numbered choices', async () => {
    const { code, stdout } = await shebao(['ask', '登录不了']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^您说的是下面哪一种情况[^\n]*\n1\. [^\n]+\n2\. /);
  });

  test('declines by name', async () => {
    const { code, stdout } = await shebao(['ask', '公积金能提出来买房吗']);
    expect(code).toBe(0);
    expect(stdout).toContain('住房公积金');
  });

  test('explains on standard error, so that the answer stays clean', async () => {
    const plain = await shebao(['ask', '502']);
    const explained = await shebao(['ask', '--explain', '502']);
    expect(explained.stdout).toBe(plain.stdout);
    expect(explained.stderr).toMatch(/判断：answer[\s\S]*login-502[\s\S]*screen 1\.00 502/);
  });

  test.each(['<script>alert(1)</script>', '{figure:base-min}'])('strange words are just words: %s', async (text) => {
    const { code, stdout, stderr } = await shebao(['ask', text]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toMatch(/undefined|<script>|3457/);
  });

  test('a question that begins with a dash', async () => {
    expect((await shebao(['ask', '--', '-502怎么办'])).stdout).toContain('zzhrss.zaozhuang.gov.cn');
  });
});

describe('ask --json', () => {
  interface Result {
    readonly decision: string;
    readonly answers: readonly { readonly id: string; readonly source: readonly string[]; readonly confidence: number }[];
    readonly candidates: readonly {
      readonly id: string;
      readonly source: readonly string[];
      readonly confidence: number;
      readonly evidence: readonly unknown[];
    }[];
    readonly text: string;
    readonly micros: number;
  }

  async function json(question: string): Promise<Result> {
    const { code, stdout, stderr } = await shebao(['ask', '--json', '--', question]);
    expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({ code: 0, stderr: '', lines: 2 });
    return JSON.parse(stdout) as Result;
  }

  test('has exactly the fields of the contract, in its order', async () => {
    const result = await json('登录出现502怎么办');
    expect(Object.keys(result)).toEqual(['decision', 'answers', 'candidates', 'text', 'micros']);
    expect(Object.keys(result.answers[0]!)).toEqual(['id', 'source', 'confidence']);
    expect(Object.keys(result.candidates[0]!)).toEqual(['id', 'source', 'confidence', 'evidence']);
  });

  test('an answer', async () => {
    const result = await json('登录出现502怎么办');
    expect(result).toMatchObject({ decision: 'answer', answers: [{ id: 'login-502', source: ['2.2.3'] }] });
    expect(result.answers[0]!.confidence).toBeGreaterThan(0.8);
    expect(result.candidates[0]).toMatchObject({ id: 'login-502', source: ['2.2.3'] });
    expect(result.candidates[0]!.evidence.length).toBeGreaterThan(0);
    expect(result.candidates.length).toBeLessThanOrEqual(5);
    expect(result.text).toContain('zzhrss.zaozhuang.gov.cn');
    expect(Number.isInteger(result.micros) && result.micros > 0).toBe(true);
  });

  test('two answers to two questions', async () => {
    const result = await json('完税发票去哪打？还有缴完费几天能确认到账');
    expect(result.answers.map(({ id }) => id)).toEqual(['payment-invoice', 'payment-arrival-time']);
    expect(result.text).toMatch(/【[^】]+】[\s\S]*税务大厅[\s\S]*【[^】]+】[\s\S]*7天/);
  });

  test('a choice: the candidates are exactly what is offered, the answers are empty', async () => {
    const result = await json('登录不了');
    expect(result).toMatchObject({ decision: 'clarify', answers: [] });
    expect(result.candidates.length).toBeGreaterThanOrEqual(2);
    expect(result.text.match(/^\d\. /gm)).toHaveLength(result.candidates.length);
  });

  test.each([
    ['你好', 'smalltalk'],
    ['转人工', 'handoff'],
    ['', 'decline'],
    ['😭😭', 'decline'],
  ])('%j: %s, without answers', async (question, decision) => {
    const result = await json(question);
    expect(result).toMatchObject({ decision, answers: [] });
    expect(result.candidates.length).toBeLessThanOrEqual(5);
    expect(result.text).not.toBe('');
  });

  test('100 KB from standard input', async () => {
    const { code, stdout } = await shebao(['ask', '--json'], { input: HOSTILE_TEXTS['100 KB of Han'] ?? '' });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('decision');
  });

  test('bytes that are no UTF-8', async () => {
    const { code, stdout } = await shebao(['ask', '--json'], { input: Buffer.from([0xff, 0xfe, 0x00, 0x35, 0x30, 0x32, 0xc3, 0x28]) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toHaveProperty('decision');
  });
});

describe('called wrongly', () => {
  test.each([
    ['no question', ['ask'], 'shebao ask "登录出现502怎么办"'],
    ['a blank question', ['ask', '  '], 'shebao ask "登录出现502怎么办"'],
    ['an unknown option', ['ask', '--jsn', '502'], '--help'],
    ['an unknown command', ['aks', '502'], '--help'],
  ])('%s: says what to do, prints nothing on standard output', async (_name, args, remedy) => {
    const { code, stdout, stderr } = await shebao(args);
    expect(code).not.toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('错误');
    expect(stderr).toContain(remedy);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('no question is a mistake in calling: status 2', async () => {
    expect((await shebao(['ask'])).code).toBe(2);
  });

  test('help is Chinese, on standard output, with status 0', async () => {
    const { code, stdout, stderr } = await shebao(['ask', '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/--json\b[\s\S]*--jsonl/);
    expect(stdout).toContain('问一个问题');
  });
});

describe('content and cache', () => {
  test('learns new content once, says so on standard error, and keeps it', async () => {
    const env = tiny();
    const first = await shebao(['ask', '502'], { env });
    expect(first).toMatchObject({ code: 0, stdout: '换一个入口登录。\n' });
    expect(first.stderr).toContain('重新学习');
    expect(await shebao(['ask', '502'], { env })).toEqual({ code: 0, stdout: '换一个入口登录。\n', stderr: '' });
  });

  test('a changed file is learnt anew', async () => {
    const env = tiny();
    await shebao(['ask', '--', '502'], { env });
    writeFileSync(
      join(env['SHEBAO_CONTENT_DIR'] ?? '', 'dialogs', 'messages.yaml'),
      'decline: 换了说法。\ndecline-elsewhere: "{title}"\nclarify: 选\nhandoff: 找谁\nempty: 空\nyear-notice: "{year}"\n',
    );
    expect((await shebao(['ask', '量子纠缠'], { env })).stdout).toContain('换了说法');
  });

  test('a damaged cache is made anew', async () => {
    const env = tiny();
    await shebao(['ask', '502'], { env });
    const cache = env['SHEBAO_CACHE_DIR'] ?? '';
    for (const name of readdirSync(cache)) writeFileSync(join(cache, name), 'not a snapshot');
    expect(await shebao(['ask', '502'], { env })).toMatchObject({ code: 0, stdout: '换一个入口登录。\n' });
  });

  test('a cache folder that cannot be written costs time, not the answer', async () => {
    const blocked = join(scratch(), 'file');
    writeFileSync(blocked, '');
    const { code, stdout, stderr } = await shebao(['ask', '502'], { env: { ...tiny(), SHEBAO_CACHE_DIR: blocked } });
    expect({ code, stdout }).toEqual({ code: 0, stdout: '换一个入口登录。\n' });
    expect(stderr).toContain('没能保存');
  });

  test('two at once on cold content both answer', async () => {
    const env = tiny();
    const both = await Promise.all([shebao(['ask', '502'], { env }), shebao(['ask', '白屏'], { env })]);
    expect(both.map(({ stdout }) => stdout)).toEqual(['换一个入口登录。\n', '先等五分钟再看看。\n']);
  });

  test('no content: names the setting', async () => {
    const { code, stdout, stderr } = await shebao(['ask', '502'], { env: { SHEBAO_CONTENT_DIR: scratch() } });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('SHEBAO_CONTENT_DIR');
  });

  test.each([
    [
      'broken YAML',
      { 'knowledge/entries/login.yaml': 'entries:\n  - id: gateway\n   title: [\n' },
      /knowledge\/entries\/login\.yaml:\d+:\d+ {2}错误 \[yaml-syntax\]/,
    ],
    [
      'a misspelt key',
      { 'knowledge/topics.yaml': 'topics:\n  - { id: login, titel: 登录 }\n' },
      /knowledge\/topics\.yaml:2:\d+ {2}错误 \[unknown-key\][\s\S]*\^+[\s\S]*title/,
    ],
    ['a missing file', { 'knowledge/figures.yaml': null }, /knowledge\/figures\.yaml {2}错误 \[missing-file\]/],
  ])('%s: shows the fault and how to mend it, status 1', async (_name, changes, fault) => {
    const { code, stdout, stderr } = await shebao(['ask', '502'], { env: tiny(changes) });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(fault);
    expect(stderr).toContain('怎么改：');
    expect(stderr).toContain('shebao kb check');
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
