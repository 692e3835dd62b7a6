import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { formatDiagnostic } from '../../src/cli/diagnostics';
import type { Diagnostic } from '../../src/domain/diagnostic';
import type { Files } from '../content/small-content';
import { SMALL_FLOWS } from '../content/small-flows';
import { type Finished, shebao } from '../support/cli';

interface Report {
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: number;
  readonly warnings: number;
}

const LOGIN = 'dialogs/flows/login-errors.yaml';
let folder = '';
let count = 0;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'flow-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Runs the command on the small flows, with the login flow's text `before` become `after`. */
function flow(
  args: readonly string[],
  options: {
    readonly before?: string;
    readonly after?: string;
    readonly input?: string;
    readonly files?: Files;
    readonly cwd?: string;
  } = {},
): Promise<Finished> {
  const { before = '', after = '', input = '', files = SMALL_FLOWS, cwd = folder } = options;
  const root = join(folder, String(count++));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), path === LOGIN ? text.replace(before, after) : text);
  }
  return shebao(['flow', ...args], { input, cwd, env: { SHEBAO_CONTENT_DIR: root, SHEBAO_CACHE_DIR: join(folder, 'cache') } });
}

describe('shebao flow check', () => {
  test('the project’s own flows have no error', async () => {
    const { code, stdout } = await shebao(['flow', 'check', '--json']);
    const { diagnostics, errors } = JSON.parse(stdout) as Report;
    expect(diagnostics.filter(({ severity }) => severity === 'error').map(formatDiagnostic)).toEqual([]);
    expect({ code, errors }).toEqual({ code: 0, errors: 0 });
  });

  test('sound flows: exit 0 and a line of sums', async () => {
    expect(await flow(['check'])).toEqual({
      code: 0,
      stdout: '检查完毕，2个流程，14步，5个选项，8种说法：0处错误，0处提醒。\n',
      stderr: '',
    });
  });

  test('a fault is shown with file, line, column, source line, caret, code and remedy: exit 1', async () => {
    const { code, stdout } = await flow(['check'], { before: 'to: people', after: 'to: peple' });
    expect(stdout).toBe(
      [
        'dialogs/flows/login-errors.yaml:19:13  错误 [missing-target] 没有“peple”这个步骤。',
        '  19 |         to: peple',
        '     |             ^^^^^',
        '  怎么改：是不是想写“people”？步骤写在这个文件的 steps 下面。',
        '',
        '检查完毕，2个流程，14步，5个选项，8种说法：1处错误，0处提醒。',
        '请按“怎么改”修改，然后重新运行 shebao flow check。',
        '',
      ].join('\n'),
    );
    expect(code).toBe(1);
  });

  test('--json gives the faults of all kinds with their places', async () => {
    const { code, stdout } = await flow(['check', '--json'], { before: 'say: [还没换过]', after: 'say: [试过官网, 菜单]' });
    const { diagnostics, errors, warnings } = JSON.parse(stdout) as Report;
    expect(diagnostics).toMatchObject([
      { code: 'option-not-picked', severity: 'error', file: LOGIN, line: 22, source: '        say: [试过官网, 菜单]', column: 15 },
      { code: 'command-as-option', severity: 'error', file: LOGIN, line: 22, column: 21 },
    ]);
    expect({ code, errors, warnings }).toEqual({ code: 1, errors: 2, warnings: 0 });
  });

  test('faulty knowledge comes first', async () => {
    const { code, stdout } = await flow(['check'], { files: { ...SMALL_FLOWS, 'knowledge/figures.yaml': 'figures: 3457\n' } });
    expect(stdout).toContain('knowledge/figures.yaml:1:10  错误 [wrong-type]');
    expect(stdout).toContain('检查完毕：1处错误');
    expect(code).toBe(1);
  });

  test('with faulty flows the desk does not open, and says why', async () => {
    const { code, stdout, stderr } = await flow(['record', join(folder, 'never.txt')], {
      before: 'say: [还没换过]',
      after: 'say: [试过官网]',
    });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('dialogs/flows/login-errors.yaml:22:15  错误 [option-not-picked]');
    expect(stderr).toContain('内容文件有 1 处错误');
  });
});

describe('shebao flow list', () => {
  test('gives id, title, number of steps and entries in columns', async () => {
    expect((await flow(['list'])).stdout).toBe(
      'login-errors      登录报错  9步  login-502 white-screen\nregister-trouble  注册不上  5步  register-failing\n',
    );
  });
});

describe('shebao flow show', () => {
  test('gives the head and every step once, as a tree', async () => {
    const { code, stdout } = await flow(['show', 'login-errors']);
    expect(stdout).toBe(`login-errors  登录报错
文件：dialogs/flows/login-errors.yaml
主题：login（登录）
转人工：hotline（业务电话）
起点：
  login-502（登录报502） → seen，直接开始
  white-screen（登录白屏） → wait，先给答案
用户说“还是不行” → people

seen  问：换过入口了吗？
├─ 换过了 → people  转人 hotline（业务电话）、group（微信群）：请打电话5502873。
├─ 没换过 → walk  带着做：login-502（登录报502），共2步
│  wait  给出答案：white-screen（登录白屏）
│  wage  请填金额：工资多少？
│  rate  请填比例：比例多少？
│  ├─ 填了 → result  算出缴费金额
│  │  done  结束（已解决）：好的。
│  └─ 不知道 → result（见上）
└─ 没注册 → register  转到流程 register-trouble，不再回来
`);
    expect(code).toBe(0);
  });

  test('gives a Mermaid flowchart', async () => {
    const { stdout } = await flow(['show', 'register-trouble', '--mermaid'], {
      files: {
        ...SMALL_FLOWS,
        'dialogs/flows/register-trouble.yaml': SMALL_FLOWS['dialogs/flows/register-trouble.yaml']!.replace(
          'say: 好的。',
          'say: "“A#1”<好>\\"的\\"，这一句比较长，要在方框里换一行才放得下。"',
        ),
      },
    });
    expect(stdout).toBe(`flowchart TD
  %% register-trouble 注册不上
  entry_0(["注册不上"]) --> step_first
  step_first["说：先看看能不能登录。"]
  step_first --> step_login
  step_login[["转到流程 login-errors，做完回来"]]
  step_login --> step_after
  step_after{"问：注册上了吗？"}
  step_after -->|"注册上了"| step_done
  step_after -->|"没注册上"| step_people
  step_people[/"转人 province（省级热线）：请打省级<br/>热线。"/]
  step_done(["结束（已解决）：“A#35;1”#60;好#62;#34;的#34;，这一<br/>句比较长，要在方框里换一行才放得下。"])
`);
  });

  test('shows a flow with faults, so that they can be looked for', async () => {
    const { code, stdout } = await flow(['show', 'login-errors'], { before: 'to: people', after: 'to: peple' });
    expect(stdout).toContain('├─ 换过了 → peple（没有这一步）');
    expect(code).toBe(0);
  });

  test.each([
    ['login-eror', '没有编号为“login-eror”的流程。最接近的是 login-errors（登录报错）：shebao flow show login-errors'],
    ['注册', '最接近的是 register-trouble（注册不上）'],
    ['white-screen', '“white-screen”是条目，它的流程是 login-errors：shebao flow show login-errors'],
  ])('an unknown id “%s” names the nearest and the next command', async (id, message) => {
    const { code, stdout, stderr } = await flow(['show', id]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`错误：`);
    expect(stderr).toContain(message);
  });

  test('no flows at all', async () => {
    const files = Object.fromEntries(
      Object.entries(SMALL_FLOWS)
        .filter(([path]) => !path.startsWith('dialogs/flows/'))
        .map(([path, text]) => [path, text.replace(/ {4}flow: .*\n/g, '')]),
    );
    expect((await flow(['show', 'any'], { files })).stderr).toBe(
      '错误：还没有任何流程。流程写在 dialogs/flows/ 里，写法见 dialogs/README.md。\n',
    );
    expect(await flow(['list'], { files })).toMatchObject({ code: 0, stdout: '' });
  });
});

describe('shebao flow record', () => {
  const RECORDED = `# 换过入口

> 报错甲0
  换个入口登录。
  --
  换过入口了吗？
  [换过了] [没换过] [没注册]
= login-errors/seen open

> 没换过
  第1步/共2步：打开官网。
  [下一步]
= login-errors/walk open

> 下一步
  第2步/共2步：重新登录。
  [下一步] [上一步]
= login-errors/walk open

> 下一步
  先等一等，最低基数是3457元。
  --
  工资多少？
= login-errors/wage open
`;
  const SAID = '报错甲0\n\n 没换过 \n下一步\n下一步\n';

  test('saves what was said and answered, on the day of transcripts', async () => {
    const file = join(folder, 'new', 'recorded.txt');
    const { code, stdout, stderr } = await flow(['record', file, '--title', '换过入口'], { input: `${SAID}exit\n这句不算\n` });
    expect(readFileSync(file, 'utf8')).toBe(RECORDED);
    expect(stdout.split('\n').slice(0, 4)).toEqual(['  换个入口登录。', '  --', '  换过入口了吗？', '  [换过了] [没换过] [没注册]']);
    expect(stderr).toContain(`已保存 ${file}（4轮）`);
    expect(code).toBe(0);
  });

  test('the first line is the title when none is given', async () => {
    const file = join(folder, 'untitled.txt');
    await flow(['record', file], { input: '报错甲0\n' });
    expect(readFileSync(file, 'utf8').split('\n')[0]).toBe('# 报错甲0');
  });

  test('does not overwrite, and keeps nothing when nothing was said', async () => {
    const file = join(folder, 'kept.txt');
    writeFileSync(file, 'kept');
    const again = await flow(['record', file], { input: SAID });
    expect(again).toMatchObject({ code: 1, stderr: expect.stringContaining(`shebao flow record --update ${file}`) });
    expect(readFileSync(file, 'utf8')).toBe('kept');
    expect(await flow(['record', join(folder, 'silent.txt')])).toMatchObject({ code: 1, stderr: expect.stringContaining('一句话也没说') });
  });

  test('--update rewrites what the desk says and leaves what users said', async () => {
    const stale = join(folder, 'stale.txt');
    const begun = join(folder, 'begun.txt');
    const same = join(folder, 'same.txt');
    writeFileSync(stale, `${RECORDED.replace('工资多少？', '工资几何？')}---\n${RECORDED}`);
    writeFileSync(begun, '# 换过入口\n> 报错甲0\n> 没换过\n> 下一步\n> 下一步\n');
    writeFileSync(same, RECORDED);
    const { code, stdout, stderr } = await flow(['record', '--update', stale, begun, same]);
    for (const file of [begun, same]) expect(readFileSync(file, 'utf8')).toBe(RECORDED);
    expect(readFileSync(stale, 'utf8')).toBe(`${RECORDED}---\n${RECORDED}`);
    expect(stdout).toBe(`已更新 ${stale}\n已更新 ${begun}\n`);
    expect(stderr).toContain('重放了3个文件，2个有变化，请逐个看过再提交。');
    expect(code).toBe(0);
  });

  test('--update alone takes every transcript below test/transcripts', async () => {
    const root = join(folder, 'project');
    const files = ['one.txt', join('leaves', 'two.txt')].map((name) => join(root, 'test', 'transcripts', name));
    for (const file of files) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, '# 换过入口\n> 报错甲0\n');
    }
    const { stdout } = await flow(['record', '--update'], { cwd: root });
    expect(stdout).toBe('已更新 test/transcripts/leaves/two.txt\n已更新 test/transcripts/one.txt\n');
    expect(await flow(['record', '--update'])).toMatchObject({ code: 1, stderr: expect.stringContaining('里没有对话记录') });
  });

  test('--update touches nothing when one of the files is no transcript', async () => {
    const good = join(folder, 'good.txt');
    const bad = join(folder, 'bad.txt');
    writeFileSync(good, RECORDED.replace('工资多少？', '工资几何？'));
    writeFileSync(bad, '# 题\n你好\n');
    const { code, stderr } = await flow(['record', '--update', good, bad]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`${bad} 不是对话记录。第2行看不懂：“你好”`) });
    expect(readFileSync(good, 'utf8')).toContain('工资几何？');
    expect(await flow(['record', '--update', join(folder, 'none.txt')])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('没有'),
    });
  });

  test.each([
    [['record'], '请写一个要保存的文件名'],
    [['record', 'a.txt', 'b.txt'], '请写一个要保存的文件名'],
    [['record', '--update', 'a.txt', '--title', '题'], '不要和 --title 一起用'],
  ])('wrong use: %j', async (args, message) => {
    expect(await flow(args)).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(message) });
  });
});
