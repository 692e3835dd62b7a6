import { afterAll, afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import Database from 'better-sqlite3';
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { databaseFile, openStorage } from '../../src/storage/open-store';
import type { DeskStore } from '../../src/storage/store';
import { DiskSync } from '../../src/storage/disk-sync';

const folder = mkdtempSync(join(tmpdir(), 'shebao-data-'));
let count = 0;
let dataDir: string;
let store: DeskStore<string> | null;

beforeEach(() => {
  dataDir = join(folder, String(++count), 'data');
  store = null;
});
afterEach(() => store?.close());
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function open(create = true): Promise<DeskStore<string>> {
  ({ store } = await openStorage<string>({ dataDir, databaseUrl: null }, { mask: (text) => text, create }));
  return store;
}

function raw(): string {
  return readdirSync(dataDir)
    .map((name) => readFileSync(join(dataDir, name), 'utf8'))
    .join('');
}

const turn = (messageId: string, text: string) => ({
  ...{ messageId, text, data: null, match: null, replies: [], flow: null, outcome: 'open' as const, contacts: [], micros: 1 },
});

describe('the embedded database', () => {
  test('is made with its folder, which only the owner can read', async () => {
    await open();
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    expect(existsSync(databaseFile({ dataDir }))).toBe(true);
  });

  test('can be made by several processes at once', async () => {
    const script = `require(process.argv[1]).openStorage({ dataDir: process.argv[2], databaseUrl: null }, { mask: (text) => text })
      .then(({ store }) => store.close());`;
    const program = join(__dirname, '..', '..', 'dist', 'storage', 'open-store.js');
    const ends = Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['-e', script, program, dataDir]));
    expect((await Promise.allSettled(ends)).map(({ status }) => status)).toEqual(Array(4).fill('fulfilled'));
    expect(await (await open()).stats()).toMatchObject({ conversations: 0 });
  });

  test('is a file in write-ahead mode whose rows belong together', async () => {
    const opened = await open();
    await opened.commitTurn({ conversation: 'c1', channel: 'web', state: '', version: 0, turn: turn('m1', '问'), handoff: null });
    await opened.feedback('c1', 1, true, '');
    const other = new Database(databaseFile({ dataDir }));
    expect(other.pragma('journal_mode', { simple: true })).toBe('wal');
    expect(other.pragma('integrity_check', { simple: true })).toBe('ok');
    expect(other.pragma('foreign_key_check')).toEqual([]);
    other.close();
  });

  test('what was purged is not left in any file', async () => {
    const opened = await open();
    for (let i = 0; i < 50; i++) {
      const text = `私密的话 ${'很长'.repeat(2000)}`;
      await opened.commitTurn({
        conversation: `c${String(i)}`,
        channel: 'web',
        state: '私密的状态',
        version: 0,
        turn: turn('m1', text),
        handoff: null,
      });
    }
    expect(raw()).toContain('私密');
    await opened.purge(Date.now() + 1);
    expect(raw()).not.toContain('私密');
    expect(raw()).not.toContain('很长很长');
  });

  test('a reader of another process sees committed turns while the desk goes on', async () => {
    const opened = await open();
    await opened.commitTurn({ conversation: 'c1', channel: 'web', state: '', version: 0, turn: turn('m1', '问'), handoff: null });
    const other = new Database(databaseFile({ dataDir }), { readonly: true });
    expect(other.prepare('select count(*) as count from turns').get()).toEqual({ count: 1 });
    await opened.commitTurn({ conversation: 'c1', channel: 'web', state: '', version: 1, turn: turn('m2', '问'), handoff: null });
    expect(other.prepare('select count(*) as count from turns').get()).toEqual({ count: 2 });
    other.close();
  });

  test('where there is none, commands say which setting to look at', async () => {
    await expect(open(false)).rejects.toThrow(`在 ${dataDir} 里没有对话数据。请检查设置 SHEBAO_DATA_DIR`);
    expect(existsSync(dataDir)).toBe(false);
  });

  test('a folder that cannot be made, or a file that is no database, is a clear error', async () => {
    await open();
    await store?.close();
    writeFileSync(databaseFile({ dataDir }), '这不是数据库'.repeat(500));
    await expect(open()).rejects.toThrow(/打不开.*SHEBAO_DATA_DIR/);
    dataDir = join(databaseFile({ dataDir }), 'below');
    await expect(open()).rejects.toThrow(/打不开.*SHEBAO_DATA_DIR/);
  });

  test('of a newer program is left alone', async () => {
    await open();
    await store?.close();
    const file = new Database(databaseFile({ dataDir }));
    file.prepare(`insert into kysely_migration (name, timestamp) values ('999-future', '2099')`).run();
    file.close();
    await expect(open()).rejects.toThrow('更新版本');
  });
});

describe('bringing a file to the disk', () => {
  test('all that wait get an answer, and close waits for them', async () => {
    const file = join(folder, 'sync');
    writeFileSync(file, 'x');
    const disk = await DiskSync.open(file);
    const waits = Array.from({ length: 100 }, () => disk.sync());
    expect(new Set(waits).size).toBe(1);
    const later = new Promise((resolve) => setImmediate(resolve)).then(() => disk.sync());
    await Promise.all([...waits, later]);
    const last = disk.sync();
    await disk.close();
    await expect(last).resolves.toBeUndefined();
  });

  test('a failure reaches all that wait, and the next try is a new one', async () => {
    const file = join(folder, 'fail');
    writeFileSync(file, 'x');
    const disk = await DiskSync.open(file);
    await disk.close();
    await expect(disk.sync()).rejects.toThrow();
    await expect(disk.sync()).rejects.toThrow();
  });
});
