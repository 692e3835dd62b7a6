import { spawn } from 'node:child_process';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { MAIN, shebao } from '../support/cli';
import { OPENING_TIMEOUT } from '../support/desk';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

interface Line {
  readonly error?: string;
  readonly decision?: string;
  readonly answers?: readonly { readonly id: string }[];
  readonly candidates?: readonly unknown[];
  readonly text?: string;
  readonly micros?: number;
}

/** Runs `ask --jsonl` on raw lines; one parsed object for each line of output. */
async function jsonl(lines: readonly string[], ending = '\n'): Promise<{ code: number | null; stderr: string; out: Line[] }> {
  const { code, stdout, stderr } = await shebao(['ask', '--jsonl'], { input: lines.map((line) => line + ending).join('') });
  const out = stdout.split('\n').filter((line) => line !== '');
  return { code, stderr, out: out.map((line) => JSON.parse(line) as Line) };
}

const asked = (q: string): string => JSON.stringify({ q });

beforeAll(async () => {
  await shebao(['ask', '502']);
}, OPENING_TIMEOUT);

describe('ask --jsonl', () => {
  test('answers in the order asked, one object a line', async () => {
    const { code, stderr, out } = await jsonl(
      ['Ukey的PIN码是多少', '登录出现502', '转人工', '你好', '公积金能提出来买房吗', '登录不了'].map(asked),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(out.map(({ decision, answers }) => [decision, ...(answers ?? []).map(({ id }) => id)])).toEqual([
      ['answer', 'ukey-pin'],
      ['answer', 'login-502'],
      ['handoff'],
      ['smalltalk'],
      ['decline'],
      ['clarify'],
    ]);
  });

  test('gives each line what --json gives', async () => {
    const { out } = await jsonl([asked('登录出现502')]);
    const single = JSON.parse((await shebao(['ask', '--json', '登录出现502'])).stdout) as Line;
    expect({ ...out[0], micros: 0 }).toEqual({ ...single, micros: 0 });
    expect(Object.keys(out[0] ?? {})).toEqual(['decision', 'answers', 'candidates', 'text', 'micros']);
  });

  describe('a broken line gets an error, the lines around it their answers', () => {
    const BROKEN = {
      'no JSON': '{"q": "登录',
      'bare words': '登录出现502',
      'a list': '["登录出现502"]',
      'a number': '502',
      null: 'null',
      'no q': '{"question":"登录出现502"}',
      'a q that is no text': '{"q":502}',
      'a q that is null': '{"q":null}',
      'two objects': '{"q":"a"}{"q":"b"}',
      'a trailing comma': '{"q":"a",}',
      'NUL bytes': '\u0000\u0000',
    };
    const names = Object.keys(BROKEN);
    let code: number | null;
    let out: readonly Line[];

    beforeAll(async () => {
      const lines = Object.values(BROKEN).flatMap((broken) => [asked('登录出现502'), broken]);
      ({ code, out } = await jsonl([...lines, asked('Ukey的PIN码是多少')]));
    });

    test('the command goes on to the end', () => {
      expect(code).toBe(0);
      expect(out).toHaveLength(2 * names.length + 1);
      expect(out.at(-1)?.answers).toMatchObject([{ id: 'ukey-pin' }]);
    });

    test.each(names)('%s', (name) => {
      const at = 2 * names.indexOf(name);
      expect(out[at]?.answers).toMatchObject([{ id: 'login-502' }]);
      expect(Object.keys(out[at + 1] ?? {})).toEqual(['error']);
      expect(out[at + 1]?.error).toMatch(/[\u4e00-\u9fff]/);
    });
  });

  test('unknown fields do no harm', async () => {
    const { out } = await jsonl(['{"q":"登录出现502","gold":["2.2.3"],"kind":"error","__proto__":{"decision":"x"}}']);
    expect(out[0]).toMatchObject({ decision: 'answer' });
  });

  test('Windows line ends, blank lines and a missing last line end', async () => {
    const { stdout } = await shebao(['ask', '--jsonl'], { input: `\r\n${asked('登录出现502')}\r\n\r\n${asked('你好')}` });
    const out = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    expect(out.map(({ decision }) => decision)).toEqual(['answer', 'smalltalk']);
  });

  test('a byte order mark in front', async () => {
    const { out } = await jsonl([`\ufeff${asked('登录出现502')}`, asked('你好')]);
    expect(out).toHaveLength(2);
    expect(out[1]).toMatchObject({ decision: 'smalltalk' });
  });

  test('nothing in, nothing out', async () => {
    expect(await jsonl([])).toEqual({ code: 0, stderr: '', out: [] });
  });

  test('hostile texts: a whole object for each', async () => {
    const { code, out } = await jsonl(Object.values(HOSTILE_TEXTS).map(asked));
    expect(code).toBe(0);
    expect(out).toHaveLength(Object.keys(HOSTILE_TEXTS).length);
    for (const line of out) {
      expect(Object.keys(line)).toEqual(['decision', 'answers', 'candidates', 'text', 'micros']);
      expect(line.text).not.toBe('');
    }
  });

  test('the same question twice gets the same answer', async () => {
    const { out } = await jsonl([asked('交社保'), asked('转人工'), asked('交社保')]);
    expect({ ...out[2], micros: 0 }).toEqual({ ...out[0], micros: 0 });
  });

  test('a thousand questions in one go', async () => {
    const { code, out } = await jsonl(Array.from({ length: 1000 }, (_, i) => asked(`登录出现502 ${String(i)}`)));
    expect(code).toBe(0);
    expect(out).toHaveLength(1000);
  });

  test('answers as the lines arrive, without waiting for the end', async () => {
    const child = spawn(process.execPath, [MAIN, 'ask', '--jsonl']);
    const first = new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => { resolve(data.toString()); })); // prettier-ignore
    child.stdin.write(`${asked('你好')}\n`);
    expect(JSON.parse(await first)).toMatchObject({ decision: 'smalltalk' });
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.stdin.end();
    expect(await closed).toBe(0);
  });

  test('a reader that stops early gets no stack trace', async () => {
    const child = spawn(process.execPath, [MAIN, 'ask', '--jsonl']);
    let stderr = '';
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.stdin.on('error', () => undefined);
    child.stdout.once('data', () => child.stdout.destroy());
    const closed = new Promise((resolve) => child.once('close', resolve));
    child.stdin.end(Array.from({ length: 3000 }, () => `${asked('登录出现502')}\n`).join(''));
    await closed;
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
