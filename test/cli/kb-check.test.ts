import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SOURCE_ITEMS } from '../../src/content/source-items';
import { formatDiagnostic } from '../../src/cli/diagnostics';
import type { Diagnostic } from '../../src/domain/diagnostic';
import { type Files, SMALL_CONTENT } from '../content/small-content';
import { type Finished, shebao } from '../support/cli';

interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: number;
  readonly warnings: number;
}

const ENTRIES = 'knowledge/entries/login.yaml';
/** The small content with an entry that claims the whole source document. */
const SOUND: Files = {
  ...SMALL_CONTENT,
  [ENTRIES]: SMALL_CONTENT[ENTRIES]!.replace('source: ["2.2.3"]', `source: [${SOURCE_ITEMS.map(({ id }) => `"${id}"`).join(', ')}]`),
};

const LOGIN_502 = `- 登录出现502
- 报502错误
- 502怎么解决
- 页面显示502 Bad Gateway
- 打开就是502
- 提示票据不存在
- 说票据过期了
- 票据已过期登不进去
- 404找不到页面
- 蹦出来一个404
- 出现404怎么弄
- 该票据不存在或已过期
- 调用政务服务异常
- 政务服务异常是什么意思
- bad gateway
- 五零二
- 一点登录就502
- 网关错误
- 早上登录报票据过期
- 又是502
`;
const WHITE_SCREEN = `- 登录白屏
- 登录页面一片白
- 屏幕全白什么也没有
- 点了登录以后空白
- 打开是空白页
- 页面一片空白
- 登录之后页面什么也没有
- 一直转圈进不去
- 卡在那里不动
- 登录卡住了
- 系统很慢打不开
- 页面半天出不来
- 一直在加载
- 白茫茫一片
- 登录一片白怎么办
- 白屏了
- 网页白屏没反应
- 画面是白的
- 转了十分钟还没进去
- 卡死了
`;

let folder = '';
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kb-check-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(files: Files): string {
  const root = join(folder, String(count++));
  mkdirSync(root);
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

function check(files: Files, ...options: string[]): Promise<Finished> {
  return shebao(['kb', 'check', ...options], { env: { SHEBAO_CONTENT_DIR: write(files) } });
}

function changed(before: string, after: string): Files {
  return { ...SOUND, [ENTRIES]: SOUND[ENTRIES]!.replace(before, after) };
}

describe('shebao kb check', () => {
  test('the project’s own content has no error', async () => {
    const { code, stdout } = await shebao(['kb', 'check', '--fast', '--json']);
    const { diagnostics, errors } = JSON.parse(stdout) as Report;
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(formatDiagnostic)).toEqual([]);
    expect({ code, errors }).toEqual({ code: 0, errors: 0 });
  });

  test('sound content: exit 0 and a line of sums', async () => {
    expect(await check(SOUND, '--fast')).toEqual({ code: 0, stdout: '检查完毕，2个条目，58种问法：0处错误，0处提醒。\n', stderr: '' });
  });

  test('a fault is shown with file, line, column, source line, caret, code and remedy: exit 1', async () => {
    const { code, stdout } = await check(changed('拨打{contact:hotline}', '请拨打{contact:hotlin}'), '--fast');
    expect(stdout).toBe(
      [
        'knowledge/entries/login.yaml:11:14  错误 [unknown-contact] 没有编号为“hotlin”的联系方式。',
        '  11 |         - 请拨打{contact:hotlin}。',
        '     |                 ^^^^^^^^^^^^^^^^',
        '  怎么改：是不是想写“hotline”？编号见 knowledge/contacts.yaml。',
        '',
        '检查完毕，2个条目，58种问法：1处错误，0处提醒。',
        '请按“怎么改”修改，然后重新运行 shebao kb check。',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  test('warnings alone are summed up and leave exit 0', async () => {
    const { code, stdout } = await check(changed('      contacts: [group]\n', ''), '--fast');
    expect(stdout).toContain('knowledge/contacts.yaml:3:11  提醒 [unused-contact] “group”没有任何地方用到。');
    expect(stdout).toContain('0处错误，1处提醒（unused-contact 1）。');
    expect(code).toBe(0);
  });

  test('--json gives every fault with its place', async () => {
    const { code, stdout } = await check(
      changed('audience: 已注册平台的单位\n    screens', 'audience: 已注册平台的单位\n    screnes'),
      '--json',
    );
    expect(JSON.parse(stdout)).toEqual({
      diagnostics: [
        {
          file: ENTRIES,
          line: 7,
          column: 5,
          length: 7,
          code: 'unknown-key',
          severity: 'error',
          message: '不认识的名称“screnes”。',
          hint: '是不是想写“screens”？',
          source: '    screnes: ["502"]',
        },
      ],
      errors: 1,
      warnings: 0,
    });
    expect(code).toBe(1);
  });

  test('an answer that does not fit one message', async () => {
    const { code, stdout } = await check(changed('先等一等。', '等'.repeat(601)), '--fast', '--json');
    const { diagnostics } = JSON.parse(stdout) as Report;
    expect(diagnostics).toMatchObject([
      { code: 'answer-too-long', severity: 'error', file: ENTRIES, hint: '至少删掉1个字，或者拆成两个条目。' },
    ]);
    expect(code).toBe(1);
  });

  test('a broken file', async () => {
    const { code, stdout } = await check({ ...SOUND, 'knowledge/figures.yaml': 'figures:\n  - { id: base-min\n' });
    expect(stdout).toContain('错误 [yaml-syntax] 缩进不对，或者少了收尾的括号。');
    expect(stdout).toContain('检查完毕：1处错误');
    expect(code).toBe(1);
  });

  test('no content at all', async () => {
    const { code, stdout, stderr } = await check({});
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('没有找到 knowledge/ 文件夹');
  });

  test('flows are checked too', async () => {
    const { code, stdout } = await check({ ...SOUND, 'dialogs/flows/login.yaml': 'title: 登录\n' }, '--fast', '--json');
    expect((JSON.parse(stdout) as Report).diagnostics.map(({ file }) => file)).toContain('dialogs/flows/login.yaml');
    expect(code).toBe(1);
  });

  describe('phrasings that the matcher would give to another entry', () => {
    const misplaced = '登录页面一片白什么也没有';
    const files: Files = {
      ...SOUND,
      'knowledge/phrasings/login-502.yaml': `${LOGIN_502}- ${misplaced}\n`,
      'knowledge/phrasings/white-screen.yaml': WHITE_SCREEN,
    };

    test('are warned of, with what it would answer and how sure it would be', async () => {
      const { code, stdout, stderr } = await check(files, '--json');
      const { diagnostics } = JSON.parse(stdout) as Report;
      const found = diagnostics.filter(({ source }) => source.includes(misplaced));
      expect(found).toMatchObject([
        { code: 'misleading-phrasing', severity: 'warning', file: 'knowledge/phrasings/login-502.yaml', line: 21 },
      ]);
      expect(found[0]?.message).toMatch(/会答成“white-screen”（登录白屏，把握 [01]\.\d\d）/);
      expect(stderr).toContain('正在检验问法（5/5）');
      expect(code).toBe(0);
    });

    test('are not looked for with --fast', async () => {
      const { stdout, stderr } = await check(files, '--fast', '--json');
      expect((JSON.parse(stdout) as Report).diagnostics).toEqual([]);
      expect(stderr).toBe('');
    });
  });
});
