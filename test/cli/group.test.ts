import { describe, expect, test } from '@jest/globals';
import { join } from 'node:path';
import { readFileSync } from 'node:fs';
import { shebao } from '../support/cli';

const EXTRACT = join(__dirname, '..', 'staff', 'group', 'extracts', 'desktop-dated.txt');

describe('shebao group', () => {
  test('--json prints the questions of standard input and nothing else', async () => {
    const { code, stdout } = await shebao(['group', '--json'], { input: readFileSync(EXTRACT) });
    expect(code).toBe(0);
    const { questions } = JSON.parse(stdout) as { questions: Record<string, unknown>[] };
    expect(questions).toHaveLength(4);
    expect(Object.keys(questions[0] ?? {})).toEqual(['text', 'wordings', 'by', 'decision', 'answers', 'draft']);
    expect(questions[0]).toMatchObject({
      decision: 'answer',
      by: ['A新华制衣-李会计', '滕州宏达机械王姐', '富民面业张敏'],
      answers: [{ id: 'login-502', source: ['2.2.3'] }],
    });
    expect(Object.keys((questions[0]?.answers as object[])[0] ?? {})).toEqual(['id', 'source', 'confidence']);
  });

  test('without --json it is for reading: who asked, the draft, the runners-up', async () => {
    const { code, stdout } = await shebao(['group', '--mention', EXTRACT]);
    expect(code).toBe(0);
    expect(stdout).toContain('找到 4 个问题');
    expect(stdout).toContain('谁问的：A新华制衣-李会计、滕州宏达机械王姐、富民面业张敏');
    expect(stdout).toContain('  @A新华制衣-李会计 @滕州宏达机械王姐 ');
    expect(stdout).toContain('备选 1：');
  });

  test('nothing to read is a usage error, but an empty list as JSON', async () => {
    const empty = await shebao(['group'], { input: ' \n' });
    expect(empty.code).toBe(2);
    expect(empty.stderr).toContain('没有聊天记录');
    const json = await shebao(['group', '--json'], { input: '' });
    expect({ code: json.code, stdout: json.stdout }).toEqual({ code: 0, stdout: '{"questions":[]}\n' });
  });

  test('a wrong option and a missing file are told', async () => {
    expect((await shebao(['group', '--loud'])).code).toBe(2);
    const missing = await shebao(['group', 'no-such-file.txt']);
    expect(missing.code).toBe(1);
    expect(missing.stderr).toContain('找不到文件 no-such-file.txt');
  });
});
