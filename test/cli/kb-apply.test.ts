import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ChangedFile } from '../../src/content/edit-knowledge';
import { applyProposals } from '../../src/cli/kb-apply';
import { WriteError, writeFiles } from '../../src/cli/kb-apply-files';
import type { NewEntry } from '../../src/domain/teaching';
import type { LearningStore, NewProposal, Proposal } from '../../src/storage/learning-store';
import { openStorage, type Storage } from '../../src/storage/open-store';
import { type Finished, shebao } from '../support/cli';
import { maskAll } from '../support/stores';
import { writeTinyContent } from '../support/tiny-content';

const GATEWAY = 'knowledge/phrasings/gateway.yaml';
const PHRASING: NewProposal = { kind: 'phrasing', target: 'gateway', texts: ['报五零二: 咋整', '#502'], entry: null, keys: [], by: 'anna' };
const ENTRY: NewEntry = {
  ...{ id: 'frozen', topic: 'login', title: '账号冻结', question: '账号被冻结怎么办？', audience: '所有单位' },
  ...{ conclusion: '到窗口解冻。', steps: [], notes: [] },
};
const NEW_ENTRY: NewProposal = {
  ...{ kind: 'entry', target: 'frozen', entry: ENTRY, keys: [], by: 'anna' },
  texts: ['账号冻结', '账户冻住了', '说我账号被冻结', '冻结怎么解', '解冻账号'],
};
const FOREIGN: NewProposal = { kind: 'elsewhere', target: 'fund', texts: ['买房能用公积金吗'], entry: null, keys: [], by: 'anna' };

let root: string;
let dataDir: string;
let storage: Storage<object>;
let learning: LearningStore;
beforeEach(async () => {
  root = writeTinyContent({ [GATEWAY]: '# 手写的备注\n- 登录出现502  # 常见\n- "网页报: 502"\n\n# 尾\n' });
  dataDir = mkdtempSync(join(tmpdir(), 'shebao-apply-'));
  storage = await openStorage<object>({ dataDir, databaseUrl: null }, { mask: maskAll });
  learning = storage.learning;
});
afterEach(async () => {
  await storage.store.close();
  for (const folder of [root, dataDir]) rmSync(folder, { recursive: true, force: true });
});

const run = (...args: string[]): Promise<Finished> =>
  shebao(['kb', 'apply', ...args], { env: { SHEBAO_DATA_DIR: dataDir, SHEBAO_CONTENT_DIR: root, SHEBAO_CACHE_DIR: join(root, '.cache'), DATABASE_URL: '' } }); // prettier-ignore
const accept = async (proposal: NewProposal): Promise<Proposal> => {
  const { id } = await learning.propose(proposal);
  await learning.decide(id, 'accepted', 'bob');
  const accepted = await learning.proposal(id);
  if (accepted === null) throw new Error('gone');
  return accepted;
};
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
/** Every content file by path. */
const everything = (): Record<string, string> =>
  Object.fromEntries(
    ['knowledge', 'dialogs'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
        .filter((item) => item.isFile())
        .map((item) => [join(item.parentPath, item.name), readFileSync(join(item.parentPath, item.name), 'utf8')]),
    ),
  );

describe('shebao kb apply', () => {
  test('writes accepted proposals, keeps the rest byte for byte, and prints what to commit', async () => {
    const before = everything();
    await learning.propose({ ...PHRASING, texts: ['还没有人同意'] });
    const proposals = [await accept(PHRASING), await accept(NEW_ENTRY), await accept(FOREIGN)];
    const entries = read('knowledge/entries/login.yaml');
    const { code, stdout, stderr } = await run();
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('自动换上新内容') });
    expect(stdout).toContain('已写入 3 个提案，改动 4 个文件');
    expect(stdout).toContain('knowledge/phrasings/frozen.yaml（新文件） +5');
    expect(stdout).toContain('knowledge: 新增 1 个条目，补充 8 种问法');
    expect(stdout).toContain('- gateway（问法）：报五零二: 咋整；#502（anna、bob）');
    expect(read(GATEWAY)).toBe('# 手写的备注\n- 登录出现502  # 常见\n- "网页报: 502"\n- "报五零二: 咋整"\n- "#502"\n\n# 尾\n');
    expect(read('knowledge/entries/login.yaml').startsWith(entries)).toBe(true);
    expect(read('knowledge/phrasings/elsewhere/fund.yaml')).toContain('- 公积金贷款\n- 买房能用公积金吗\n');
    const after = everything();
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toHaveLength(4);
    for (const { id } of proposals) expect(await learning.proposal(id)).toMatchObject({ status: 'applied', fault: null });
    expect(await storage.accounts.auditLog({ limit: 1 })).toMatchObject([{ actor: null, action: 'learn-apply' }]);
    // Nothing is left to be written, and what stands there is not written again.
    expect((await run()).stderr).toContain('没有已采纳、还没写入的提案');
    await accept({ ...PHRASING, texts: ['报五零二，咋整'] });
    expect((await run()).stdout).toContain('没有改动');
    expect(everything()).toEqual(after);
  });

  test('--dry-run changes nothing', async () => {
    const before = everything();
    const { id } = await accept(PHRASING);
    const { code, stdout, stderr } = await run('--dry-run');
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining('预演') });
    expect(stdout).toContain('将会写入 1 个提案，改动 1 个文件');
    expect(everything()).toEqual(before);
    expect(await learning.proposal(id)).toMatchObject({ status: 'accepted' });
  });

  test('with one fault nothing is written, and that proposal says why', async () => {
    const before = everything();
    const good = await accept(PHRASING);
    const bad = await accept({ ...PHRASING, texts: ['登录一直白屏'] });
    const { code, stdout, stderr } = await run();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('提案“gateway：登录一直白屏”');
    expect(stderr).toContain('内容文件没有任何改动');
    expect(everything()).toEqual(before);
    expect(await learning.proposal(good.id)).toMatchObject({ status: 'accepted', fault: null });
    expect(await learning.proposal(bad.id)).toMatchObject({ status: 'accepted', fault: expect.stringContaining('也有这种问法') });
  });
});

describe('proposals are refused together', () => {
  test.each([
    ['an entry that is gone', { ...PHRASING, target: 'gone' }, '没有文件'],
    ['a subject that is gone', { ...FOREIGN, target: 'gone' }, '没有文件'],
    ['a name', { ...PHRASING, texts: ['我叫张小明，登不上'] }, '名字'],
    ['too few phrasings of a new entry', { ...NEW_ENTRY, texts: ['一种'] }, '只有1种问法'],
    ['an answer with a phone number typed in', { ...NEW_ENTRY, entry: { ...ENTRY, conclusion: '打0632-5502873。' } }, ''],
    ['a new entry whose related text is malformed', { ...NEW_ENTRY, entry: { ...ENTRY, conclusion: '看{link：x}。' } }, '不是合法的引用'],
  ] as const)('for %s', async (_, proposal, message) => {
    const before = everything();
    const bad = await accept(proposal);
    const outcome = await applyProposals({ contentRoot: root }, [await accept(PHRASING), bad], { dryRun: false });
    expect(outcome).toEqual({ kind: 'refused', faults: [{ proposal: bad.id, message: expect.stringContaining(message) }] });
    expect(everything()).toEqual(before);
  });

  test('when the content itself cannot be read', async () => {
    writeFileSync(join(root, 'knowledge/topics.yaml'), 'topics: 不是列表\n');
    const outcome = await applyProposals({ contentRoot: root }, [await accept(PHRASING)], { dryRun: false });
    expect(outcome).toMatchObject({ kind: 'refused', faults: [{ message: expect.stringContaining('knowledge/topics.yaml') }] });
  });
});

describe('files are written all or none', () => {
  const change = (path: string, before: string | null): ChangedFile => ({ path, before, after: '- 新\n', added: 1 });

  test('when one was changed meanwhile, what was written before is put back', () => {
    const before = everything();
    const stale = change('knowledge/phrasings/white-screen.yaml', '- 别的\n');
    expect(() => {
      writeFiles(root, [change(GATEWAY, read(GATEWAY)), change('knowledge/phrasings/new.yaml', null), stale]);
    }).toThrow(WriteError);
    expect(everything()).toEqual(before);
  });

  test('when one cannot be written at all', () => {
    const before = everything();
    expect(() => {
      writeFiles(root, [change(GATEWAY, read(GATEWAY)), change('knowledge/topics.yaml/no-folder.yaml', null)]);
    }).toThrow('写不进内容文件夹');
    expect(everything()).toEqual(before);
  });

  test('and when all can, nothing else is left behind', () => {
    const names = Object.keys(everything());
    writeFiles(root, [change(GATEWAY, read(GATEWAY))]);
    expect(read(GATEWAY)).toBe('- 新\n');
    expect(Object.keys(everything())).toEqual(names);
  });
});
