import type { Config } from '../config';
import { faultOfPassword, hashPassword, normalizeName } from '../staff/passwords';
import { type AccountsStore, type Role, ROLES } from '../storage/accounts-store';
import { openStorage } from '../storage/open-store';
import { maskPersonal } from '../text/mask';
import { print, UsageError } from './output';
import { readNewPassword } from './read-password';
import { formatTable } from './table';

const ROLE_NAMES: Readonly<Record<Role, string>> = { answer: '答复', teach: '教学', admin: '管理员' };

/** Where a new password comes from. */
export interface PasswordOptions {
  readonly passwordStdin?: boolean;
}

/** Adds an account of the staff desk. */
export async function addStaff(config: Config, name: string, options: PasswordOptions & { readonly role: string }): Promise<void> {
  const wanted = nameOf(name);
  const role = roleOf(options.role);
  await withAccounts(config, true, async (accounts) => {
    if ((await accounts.find(wanted)) !== null) throw taken(wanted);
    const passwordHash = await newHash(wanted, options);
    if (!(await accounts.add({ name: wanted, role, passwordHash }, null))) throw taken(wanted);
    print(`已新增账号 ${wanted}（${ROLE_NAMES[role]}）。用它登录工作台：网址后面加 /staff/`);
  });
}

/** Prints every account. */
export async function listStaff(config: Config, options: { readonly json?: boolean }): Promise<void> {
  await withAccounts(config, false, async (accounts) => {
    const list = await accounts.list();
    if (options.json === true) print(JSON.stringify(list));
    else if (list.length === 0) print('还没有账号。新增：shebao staff add 用户名 --role admin');
    else {
      const rows = list.map(({ name, role, disabled, loginAt }) => [
        name,
        ROLE_NAMES[role],
        disabled ? '已停用' : '可用',
        loginAt === null ? '从未登录' : new Date(loginAt).toLocaleString('zh-CN', { dateStyle: 'medium', timeStyle: 'short' }),
      ]);
      print(formatTable([['用户名', '权限', '状态', '上次登录'], ...rows]).join('\n'));
    }
  });
}

/** Changes what an account may do. */
export async function changeStaffRole(config: Config, name: string, role: string): Promise<void> {
  const wanted = roleOf(role);
  await withAccounts(config, false, async (accounts) => {
    found(name, await accounts.setRole(nameOf(name), wanted, null));
    print(`${nameOf(name)} 现在是：${ROLE_NAMES[wanted]}。`);
  });
}

/** Gives an account a new password. */
export async function changeStaffPassword(config: Config, name: string, options: PasswordOptions): Promise<void> {
  const wanted = nameOf(name);
  await withAccounts(config, false, async (accounts) => {
    // Asked before the password is, so that nobody types one in vain.
    found(wanted, (await accounts.find(wanted)) !== null);
    found(wanted, await accounts.setPassword(wanted, await newHash(wanted, options), null));
    print(`${wanted} 的密码已改，原来的登录都已退出。`);
  });
}

/** Shuts an account out, or lets it in again. */
export async function disableStaff(config: Config, name: string, disabled: boolean): Promise<void> {
  await withAccounts(config, false, async (accounts) => {
    found(name, await accounts.setDisabled(nameOf(name), disabled, null));
    print(disabled ? `${nameOf(name)} 已停用，登录已退出。恢复：shebao staff enable ${nameOf(name)}` : `${nameOf(name)} 可以登录了。`);
  });
}

async function newHash(name: string, { passwordStdin }: PasswordOptions): Promise<string> {
  const password = await readNewPassword(passwordStdin === true);
  const fault = faultOfPassword(password, name);
  if (fault !== null) throw new UsageError(fault);
  return hashPassword(password);
}

function nameOf(name: string): string {
  const normal = normalizeName(name);
  if (normal === null) throw new UsageError('用户名最多 40 个字，只能用汉字、字母、数字和 . _ -，第一个要是汉字、字母或数字。');
  return normal;
}

function roleOf(role: string): Role {
  const known = ROLES.find((each) => each === role);
  if (known === undefined)
    throw new UsageError(`权限要写 ${ROLES.join('、')} 之一（${ROLES.map((each) => ROLE_NAMES[each]).join('、')}）。`);
  return known;
}

function taken(name: string): Error {
  return new Error(`已经有账号 ${name}。改密码：shebao staff password ${name}；改权限：shebao staff role ${name} 权限。`);
}

function found(name: string, is: boolean): void {
  if (!is) throw new Error(`没有账号 ${name}。看有哪些：shebao staff list`);
}

async function withAccounts(config: Config, create: boolean, work: (accounts: AccountsStore) => Promise<void>): Promise<void> {
  const { store, accounts } = await openStorage<unknown>(config, { mask: maskPersonal, create });
  try {
    await work(accounts);
  } finally {
    await store.close();
  }
}
