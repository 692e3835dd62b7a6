import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStorage } from '../../src/storage/open-store';
import type { DeskStore, ExportRecord } from '../../src/storage/store';
import { maskPersonal } from '../../src/text/mask';
import { type Finished, shebao } from '../support/cli';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { postgres } from '../support/stores';

const folder = mkdtempSync(join(tmpdir(), 'shebao-data-cli-'));
const server = postgres();
let databaseUrl: string;

beforeAll(async () => {
  await server.start();
  databaseUrl = (await server.place()).settings?.databaseUrl ?? '';
}, POSTGRES_TIMEOUT);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}, POSTGRES_TIMEOUT);

async function fill(store: DeskStore<string>): Promise<void> {
  const turn = { messageId: 'm1', data: null, match: null, replies: [], flow: null, contacts: [], micros: 1 };
  const common = { channel: 'web', state: '', version: 0, handoff: null };
  for (let i = 0; i < 3; i++) {
    const outcome = i === 0 ? 'resolved' : 'open';
    await store.commitTurn({ ...common, conversation: `c${String(i)}`, turn: { ...turn, text: '我的电话13812345678', outcome } });
  }
  await store.feedback('c0', 1, true, '');
  await store.close();
}

describe.each(['the embedded database', 'PostgreSQL'])('shebao data on %s', (kind) => {
  let env: NodeJS.ProcessEnv;
  const run = (...args: string[]): Promise<Finished> => shebao(['data', ...args], { env });

  beforeAll(async () => {
    const dataDir = join(folder, kind);
    env = { SHEBAO_DATA_DIR: dataDir, DATABASE_URL: kind === 'PostgreSQL' ? databaseUrl : '' };
    const settings = { dataDir, databaseUrl: kind === 'PostgreSQL' ? databaseUrl : null };
    await fill((await openStorage<string>(settings, { mask: maskPersonal })).store);
  });

  test('stats for people and for programs', async () => {
    const { code, stdout, stderr } = await run('stats');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('对话：3 个（进行中 2，已解决 1，已转人工 0）\n问答：3 轮，消息 3 条\n');
    expect(stdout).toContain('评价：解决了 1，没解决 0\n');
    expect(JSON.parse((await run('stats', '--json')).stdout)).toMatchObject({ conversations: 3, turns: 3, decisions: { none: 3 } });
  });

  test('export writes one object a line', async () => {
    const { code, stdout, stderr } = await run('export');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const records = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ExportRecord);
    expect(records.map(({ kind: type, conversation }) => `${type} ${conversation}`)).toEqual([
      'conversation c0',
      'turn c0',
      'conversation c1',
      'turn c1',
      'conversation c2',
      'turn c2',
    ]);
    expect(records[1]).toMatchObject({ text: '我的电话138****78', feedback: { solved: true } });
  });

  test('purge keeps what is young, and deletes all when told to, with the pictures', async () => {
    expect((await run('purge')).stdout).toBe('已清除180 天以前的数据：0 个对话、0 轮问答、0 条消息。\n');
    const pictures = join(String(env['SHEBAO_DATA_DIR']), 'pictures', 'c1');
    mkdirSync(pictures, { recursive: true });
    writeFileSync(join(pictures, 'old.png'), '');
    utimesSync(join(pictures, 'old.png'), 0, 0);
    expect((await run('purge', '--days', '1')).code).toBe(0);
    expect(existsSync(pictures)).toBe(false);
    expect((await run('purge', '--days', '0')).stdout).toBe('已清除全部的数据：3 个对话、3 轮问答、3 条消息。\n');
    expect((await run('export')).stdout).toBe('');
    expect((await run('stats')).stdout).toContain('对话：0 个');
  });

  test.each(['x', '-1', '1.5', '99999'])('purge refuses %s days', async (days) => {
    const { code, stderr } = await run('purge', '--days', days);
    expect({ code, stderr }).toEqual({ code: 2, stderr: '错误：--days 要写 0 到 36500 的整数，0 表示全部清除。\n' });
  });
});

test('purge by a retention of 0 days asks for a number', async () => {
  const { code, stderr } = await shebao(['data', 'purge'], { env: { SHEBAO_RETENTION_DAYS: '0' } });
  expect(code).toBe(2);
  expect(stderr).toContain('shebao data purge --days 180');
});

test('without data, the command says which setting to look at', async () => {
  const { code, stderr } = await shebao(['data', 'stats'], { env: { SHEBAO_DATA_DIR: join(folder, 'none'), DATABASE_URL: '' } });
  expect(code).toBe(1);
  expect(stderr).toContain('请检查设置 SHEBAO_DATA_DIR');
});
