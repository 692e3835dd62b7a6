import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Kysely } from 'kysely';
import { up as initial } from '../../../src/storage/migrations/initial';
import { up as reports } from '../../../src/storage/migrations/reports';
import { connectionConfig, openPostgres } from '../../../src/storage/postgres';
import { chinaDay } from '../../../src/storage/report-store';
import type { Tables } from '../../../src/storage/schema';
import { SqlReports } from '../../../src/storage/sql-reports';
import { openSqlite } from '../../../src/storage/sqlite';
import { POSTGRES_TIMEOUT, startPostgres, type TestPostgres } from '../../support/postgres';

const AT = Date.parse('2026-10-31T23:59:00+08:00');
const match = (decision: object): string => JSON.stringify({ decision, candidates: [] });
const TURNS = [
  { decision: 'answer', match_json: match({ kind: 'answer', answers: [{ id: 'login-502' }] }), flow_id: null },
  { decision: 'answer', match_json: match({ kind: 'answer', answers: [{ id: 'ukey-pin' }] }), flow_id: 'ukey' },
  { decision: 'clarify', match_json: match({ kind: 'clarify', choices: [{ id: 'login-502' }] }), flow_id: null },
  { decision: 'decline', match_json: match({ kind: 'decline', elsewhere: null }), flow_id: null },
  { decision: null, match_json: null, flow_id: null },
  { decision: null, match_json: null, flow_id: 'ukey' },
] as const;

let postgres: TestPostgres;
const folder = mkdtempSync(join(tmpdir(), 'shebao-migration-'));
beforeAll(async () => {
  postgres = await startPostgres();
}, POSTGRES_TIMEOUT);
afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
}, POSTGRES_TIMEOUT);

interface Opened {
  readonly db: Kysely<Tables>;
  readonly close: () => Promise<void>;
}

const OPEN: readonly (readonly [string, () => Promise<Opened>])[] = [
  ['SQLite', () => openSqlite(join(folder, 'desk.sqlite'))],
  [
    'PostgreSQL',
    async () => {
      const { db } = openPostgres(connectionConfig(await postgres.createDatabase()), () => undefined);
      return { db, close: () => db.destroy() };
    },
  ],
];

describe.each(OPEN)('a store of an earlier version in %s', (_name, open) => {
  test('is described for the reports, and once more does no harm', async () => {
    const { db, close } = await open();
    await initial(db as unknown as Kysely<unknown>);
    const times = { created_at: AT, updated_at: AT };
    const head = { id: 'c1', channel: 'web', user_id: null, state_json: '{}', version: 6, watermark: 6, outcome: 'open' } as const;
    await db
      .insertInto('conversations')
      .values({ ...head, ...times })
      .execute();
    for (const [i, turn] of TURNS.entries()) {
      const texts = { message_id: `m${String(i)}`, sequence: i + 1, replies: 0, flow_step: null, outcome: 'open', contacts_json: '[]' };
      const row = { conversation: 'c1', number: i + 1, ...texts, micros: 1, created_at: AT, ...turn };
      await db
        .insertInto('turns')
        .values(row as never)
        .execute();
    }
    await db.insertInto('handoffs').values({ conversation: 'c1', turn: 5, contacts_json: '[]', problem: '', created_at: AT }).execute();
    await db
      .insertInto('feedback')
      .values({ conversation: 'c1', turn: 1, solved: 1, reason: '', created_at: AT } as never)
      .execute();
    await reports(db as unknown as Kysely<unknown>);
    await reports(db as unknown as Kysely<unknown>);
    const rows = await db.selectFrom('turns').select(['day', 'channel', 'kind', 'entry']).orderBy('number').execute();
    const described = (kind: string, entry: string | null): object => ({ day: chinaDay(AT), channel: 'web', kind, entry });
    expect(rows).toEqual([
      described('answer', 'login-502'),
      described('guide', 'ukey-pin'),
      described('clarify', 'login-502'),
      described('decline', null),
      described('handoff', null),
      described('step', null),
    ]);
    const { judgements } = await new SqlReports(db).counts({ first: chinaDay(AT), last: chinaDay(AT) }, AT);
    expect(judgements).toEqual([{ entry: 'login-502', solved: 1, unsolved: 0 }]);
    await close();
  });
});
