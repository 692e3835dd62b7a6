import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import { verifyPassword } from '../../src/staff/passwords';
import { openStorage } from '../../src/storage/open-store';
import { type Finished, shebao } from '../support/cli';

const folder = mkdtempSync(join(tmpdir(), 'shebao-staff-'));
let count = 0;
let dataDir: string;

beforeEach(() => {
  dataDir = join(folder, String(++count));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function staff(args: readonly string[], input = ''): Promise<Finished> {
  return shebao(['staff', ...args], { input, env: { SHEBAO_DATA_DIR: dataDir, DATABASE_URL: '' } });
}

const add = (name: string, ...more: readonly string[]): Promise<Finished> =>
  staff(['add', name, '--password-stdin', ...more], 'correct-horse-battery\nsecond line\n');

test('accounts are added, listed, changed and shut out', async () => {
  expect((await add('Anna', '--role', 'admin')).stdout).toBe('已新增账号 anna（管理员）。用它登录工作台：网址后面加 /staff/\n');
  expect((await add('张三')).stdout).toContain('已新增账号 张三（答复）');
  expect((await staff(['role', '张三', 'teach'])).stdout).toBe('张三 现在是：教学。\n');
  expect((await staff(['disable', 'anna'])).stdout).toContain('已停用');
  const list = (await staff(['list'])).stdout;
  expect(list).toMatch(/anna +管理员 +已停用 +从未登录\n张三 +教学 +可用 +从未登录\n/);
  expect((await staff(['enable', 'anna'])).code).toBe(0);
  expect(JSON.parse((await staff(['list', '--json'])).stdout)).toMatchObject([{ name: 'anna', disabled: false }, { name: '张三' }]);
});

test('a password is kept as a salted hash, and a new one ends the sessions', async () => {
  await add('anna');
  expect(
    readdirSync(dataDir)
      .map((name) => readFileSync(join(dataDir, name), 'latin1'))
      .join(''),
  ).not.toContain('correct-horse');
  const { store, accounts } = await openStorage({ dataDir, databaseUrl: null }, { mask: (text) => text });
  const hash = async (): Promise<string> => (await accounts.find('anna'))?.passwordHash ?? '';
  expect(await verifyPassword('correct-horse-battery', await hash())).toBe(true);
  expect(await hash()).toMatch(/^scrypt\$32768\$8\$1\$/);
  await accounts.openSession({ key: 'k1', account: 'anna', expiresAt: Date.now() + 60_000 });
  expect((await staff(['password', 'anna', '--password-stdin'], 'another-horse-battery')).stdout).toContain('原来的登录都已退出');
  expect(await accounts.findSession('k1')).toBeNull();
  expect(await verifyPassword('another-horse-battery', await hash())).toBe(true);
  await store.close();
});

describe('a command that cannot be followed says what to do instead', () => {
  test.each<readonly [string, readonly string[], string, number, string]>([
    ['a short password', ['add', 'anna', '--password-stdin'], 'short\n', 2, '密码至少要 10 个字符。'],
    ['no password', ['add', 'anna', '--password-stdin'], '', 2, '密码至少要 10 个字符。'],
    ['the name as password', ['add', 'anna-anna-anna', '--password-stdin'], 'Anna-Anna-Anna\n', 2, '密码不能与用户名相同。'],
    ['nobody to ask', ['add', 'anna'], '', 2, '--password-stdin'],
    ['an impossible name', ['add', 'a b', '--password-stdin'], 'correct-horse-battery', 2, '用户名最多 40 个字'],
    ['an unknown role', ['add', 'anna', '--role', 'root', '--password-stdin'], 'correct-horse-battery', 2, 'answer、teach、admin'],
    ['no such command', ['remove', 'anna'], '', 2, 'remove'],
  ])('%s', async (_, args, input, code, said) => {
    const finished = await staff(args, input);
    expect(finished.stderr).toContain(said);
    expect(finished.code).toBe(code);
  });

  test('a name that is taken, or that nobody has', async () => {
    await add('anna');
    const again = await add('ANNA');
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('shebao staff password anna')]);
    for (const args of [
      ['role', 'bob', 'teach'],
      ['disable', 'bob'],
      ['password', 'bob', '--password-stdin'],
    ]) {
      const finished = await staff(args, 'correct-horse-battery');
      expect([finished.code, finished.stderr]).toEqual([1, '错误：没有账号 bob。看有哪些：shebao staff list\n']);
    }
  });
});
