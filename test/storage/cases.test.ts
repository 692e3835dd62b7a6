import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type CasesStore, INBOX, type StoredCase } from '../../src/storage/cases-store';
import type { ActivityFeed, DeskStore, HandoffRecord, TurnCommit } from '../../src/storage/store';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { backends } from '../support/stores';

interface State {
  readonly step: number;
}

const HANDOFF: HandoffRecord = { contacts: ['business-hotline'], problem: '登录白屏，手机13812345678' };

describe.each(backends())('the inbox in $name', (backend) => {
  let store: DeskStore<State>;
  let cases: CasesStore;
  let feed: ActivityFeed;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    ({ store, cases, feed } = await (await backend.place<State>()).open());
  });

  /** One turn on the conversation as it stands. */
  async function take(conversation: string, more: Partial<TurnCommit<State>> = {}): Promise<void> {
    const version = (await store.load(conversation))?.version ?? 0;
    const turn = {
      messageId: `m${String(version)}`,
      text: `第${String(version)}句`,
      data: null,
      match: null,
      replies: [],
      flow: null,
      outcome: 'escalated',
      contacts: [],
      micros: 1,
    } as const;
    await store.commitTurn({ conversation, channel: 'web', state: { step: version }, version, turn, handoff: null, ...more });
  }

  const open = (conversation: string): Promise<void> => take(conversation, { handoff: HANDOFF });
  const found = async (conversation: string): Promise<StoredCase> => {
    const one = await cases.find(conversation);
    if (one === null) throw new Error('no case');
    return one;
  };
  const lines = async (conversation: string): Promise<string[]> =>
    (await store.activitiesAfter(conversation, 0))
      .filter(({ author }) => author !== 'user')
      .map(({ author, text }) => `${author}：${text}`);

  test('the turn that hands off opens a case, masked, with the message unread', async () => {
    await take('c1');
    expect(await cases.find('c1')).toBeNull();
    expect((await store.load('c1'))?.held).toBeUndefined();
    await open('c1');
    expect(await found('c1')).toMatchObject({
      channel: 'web',
      status: 'waiting',
      contacts: ['business-hotline'],
      turn: 2,
      holder: null,
      ending: null,
      unread: 1,
      watermark: 2,
      last: { author: 'user', text: '第1句' },
    });
    expect((await found('c1')).problem).toBe('登录白屏，手机138****78');
    expect((await store.load('c1'))?.held).toEqual({ status: 'waiting' });
  });

  test('what came before the hand-off is at hand, and nothing of what followed', async () => {
    const said = { messageId: 'a', text: '开始', data: null, match: null, outcome: 'open', contacts: [], micros: 1 } as const;
    await take('c1', { turn: { ...said, replies: [{ text: '插头？', choices: [] }], flow: { id: 'lamp', step: 'plug' } } });
    await take('c1', {
      turn: { ...said, messageId: 'b', text: '插好了', replies: [{ text: '请打电话', choices: [] }], flow: null },
      handoff: HANDOFF,
    });
    await take('c1', { held: 'heard' });
    const background = await cases.background(await found('c1'), 50);
    expect(background).toEqual({
      turns: [
        { text: '开始', flow: { id: 'lamp', step: 'plug' } },
        { text: '插好了', flow: null },
      ],
      replies: ['请打电话'],
    });
    expect((await cases.background(await found('c1'), 1)).turns).toHaveLength(1);
  });

  test('a turn that is not stored opens none', async () => {
    await open('c1');
    await expect(
      store.commitTurn({
        ...{ conversation: 'c2', channel: 'web', state: { step: 1 }, version: 5, handoff: HANDOFF },
        turn: { messageId: 'm', text: '', data: null, match: null, replies: [], flow: null, outcome: 'open', contacts: [], micros: 1 },
      }),
    ).rejects.toThrow();
    expect((await cases.list({ status: 'waiting', limit: 10 })).map(({ conversation }) => conversation)).toEqual(['c1']);
  });

  test('of many claims at once one gets it, the others are told who', async () => {
    await open('c1');
    const names = ['anna', 'bao', 'chen', 'dou', 'en'];
    const results = await Promise.all(names.map((name) => cases.claim('c1', name, `${name}来了`)));
    const winner = names[results.findIndex(({ ok }) => ok)];
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.found).toMatchObject({ status: 'claimed', holder: winner });
    expect(await lines('c1')).toEqual([`system：${String(winner)}来了`]);
    expect((await store.load('c1'))?.held).toMatchObject({ status: 'claimed', heardAt: expect.any(Number) });
  });

  test('a claim makes a turn under way fail, so that it is tried again', async () => {
    await open('c1');
    const read = await store.load('c1');
    await cases.claim('c1', 'anna', '来了');
    await expect(
      store.commitTurn({
        ...{ conversation: 'c1', channel: 'web', state: { step: 9 }, version: read?.version ?? 0, handoff: null },
        turn: { messageId: 'x', text: '', data: null, match: null, replies: [], flow: null, outcome: 'open', contacts: [], micros: 1 },
      }),
    ).rejects.toMatchObject({ name: 'Error', key: 'c1' });
  });

  test('only the holder replies, masked, and a reply sent twice is one', async () => {
    await open('c1');
    expect(await cases.reply('c1', 'anna', { id: 'r0', text: '早了' })).toMatchObject({ ok: false, found: { status: 'waiting' } });
    await cases.claim('c1', 'anna', '来了');
    const first = await cases.reply('c1', 'anna', { id: 'r1', text: '打13912345678' });
    expect(first).toMatchObject({ ok: true, activity: { author: 'staff', text: '打139****78', data: { by: 'anna' } } });
    expect(await cases.reply('c1', 'anna', { id: 'r1', text: '打13912345678' })).toEqual(first);
    expect(await cases.reply('c1', 'bao', { id: 'r2', text: '我' })).toMatchObject({ ok: false, found: { holder: 'anna' } });
    expect(await lines('c1')).toEqual(['system：来了', 'staff：打139****78']);
    expect((await store.load('c1'))?.held).toMatchObject({ status: 'claimed', heardAt: null });
    const { watermark } = await found('c1');
    expect((await store.activitiesAfter('c1', 0)).map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: watermark }, (_, i) => i + 1),
    );
  });

  test('a colleague takes over from the one who has it, not from another', async () => {
    await open('c1');
    await cases.claim('c1', 'anna', '来了');
    expect(await cases.claim('c1', 'bao', '换我', 'chen')).toMatchObject({ ok: false, found: { holder: 'anna' } });
    expect(await cases.claim('c1', 'bao', '换我', 'anna')).toMatchObject({ ok: true });
    expect(await cases.reply('c1', 'anna', { id: 'r', text: '还是我' })).toMatchObject({ ok: false, found: { holder: 'bao' } });
  });

  test('handing back leaves the conversation open, closing settles it; either only by the holder', async () => {
    for (const [id, ending, outcome] of [
      ['c1', 'handed-back', 'open'],
      ['c2', 'solved', 'resolved'],
    ] as const) {
      await open(id);
      await cases.claim(id, 'anna', '来了');
      expect(await cases.end(id, 'bao', ending, '走了')).toMatchObject({ ok: false, found: { holder: 'anna' } });
      expect(await cases.end(id, 'anna', ending, '走了')).toMatchObject({ ok: true });
      expect(await found(id)).toMatchObject({ status: 'closed', ending, holder: 'anna', unread: 0, closedAt: expect.any(Number) });
      expect((await store.load(id))?.held).toEqual({ status: 'closed', ending });
      expect(await store.conversation(id)).toMatchObject({ outcome });
    }
    await open('c3');
    expect(await cases.end('c3', 'anna', 'handed-back', '')).toMatchObject({ ok: false });
    expect(await cases.end('c3', 'anna', 'solved', '完')).toMatchObject({ ok: true });
  });

  test('turns keep the user waiting, give the case back, leave it and open it again', async () => {
    await open('c1');
    await cases.claim('c1', 'anna', '来了');
    await cases.reply('c1', 'anna', { id: 'r', text: '请说' });
    await take('c1', { held: 'heard' });
    const { heardAt, updatedAt } = await found('c1');
    expect(heardAt).toBe(updatedAt);
    await take('c1', { held: 'heard' });
    expect(await found('c1')).toMatchObject({ heardAt, unread: 3 });
    await take('c1', { held: 'returned' });
    expect(await found('c1')).toMatchObject({ status: 'waiting', holder: null, heardAt: null });
    await open('c1');
    expect(await found('c1')).toMatchObject({ status: 'waiting', unread: 5 });
    await take('c1', { held: 'left' });
    expect(await found('c1')).toMatchObject({ status: 'closed', ending: 'left' });
    await open('c1');
    expect(await found('c1')).toMatchObject({ status: 'waiting', ending: null, closedAt: null, unread: 1 });
  });

  test('cases whose users wait are found and put back, unless the holder has spoken meanwhile', async () => {
    for (const id of ['c1', 'c2', 'c3']) {
      await open(id);
      await cases.claim(id, 'anna', '来了');
    }
    await cases.reply('c3', 'anna', { id: 'r', text: '请说' });
    expect(await cases.overdue(0)).toEqual([]);
    const overdue = await cases.overdue(Date.now() + 1);
    expect(overdue.map(({ conversation }) => conversation).sort()).toEqual(['c1', 'c2']);
    await cases.reply('c2', 'anna', { id: 'r', text: '请说' });
    const results = await Promise.all(
      overdue.flatMap(({ conversation, heardAt }) => [1, 2].map(() => cases.putBack(conversation, heardAt, '走开了'))),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await found('c1')).toMatchObject({ status: 'waiting', holder: null });
    expect(await found('c2')).toMatchObject({ status: 'claimed', holder: 'anna' });
    expect(await lines('c1')).toEqual(['system：来了', 'system：走开了']);
  });

  test('the list comes by status, latest change first, in pages, filtered; the counts agree', async () => {
    for (const id of ['c1', 'c2', 'c3', 'c4', 'c5']) await open(id);
    await take('c2', { held: 'heard' });
    await cases.claim('c3', 'anna', '来了');
    await cases.claim('c4', 'bao', '来了');
    const ids = async (query: Partial<Parameters<CasesStore['list']>[0]>): Promise<string[]> =>
      (await cases.list({ status: 'waiting', limit: 10, ...query })).map(({ conversation }) => conversation);
    const all = await ids({});
    expect([...all].sort()).toEqual(['c1', 'c2', 'c5']);
    const updated = await Promise.all(all.map(async (id) => (await found(id)).updatedAt));
    expect([...updated].sort((a, b) => b - a)).toEqual(updated);
    const pages: string[] = [];
    for (let after: StoredCase | undefined; ;) {
      const [one] = await cases.list({ status: 'waiting', limit: 1, ...(after === undefined ? {} : { after }) });
      if (one === undefined) break;
      pages.push(one.conversation);
      after = one;
    }
    expect(pages).toEqual(all);
    expect(await ids({ status: 'claimed', account: 'anna' })).toEqual(['c3']);
    expect(await ids({ channel: 'wechat' })).toEqual([]);
    expect(await ids({ channel: 'web' })).toEqual(all);
    expect(await cases.counts('anna')).toEqual({ waiting: 3, claimed: 2, mine: 1, unread: 1 });
  });

  test('the one who has a case marks what he has seen, nobody else', async () => {
    await open('c1');
    await cases.claim('c1', 'anna', '来了');
    await take('c1', { held: 'heard' });
    const { watermark } = await found('c1');
    await cases.seen('c1', 'bao', watermark);
    expect((await found('c1')).unread).toBe(2);
    await cases.seen('c1', 'anna', watermark);
    await cases.seen('c1', 'anna', 1);
    expect((await found('c1')).unread).toBe(0);
  });

  test('the feed tells of every change of the inbox and of the conversation', async () => {
    let inbox = 0;
    let conversation = 0;
    feed.subscribe(INBOX, () => inbox++);
    feed.subscribe('c1', () => conversation++);
    await take('c1');
    expect([inbox, conversation]).toEqual([0, 1]);
    await open('c1');
    await cases.claim('c1', 'anna', '来了');
    await cases.claim('c1', 'bao', '来了');
    await cases.reply('c1', 'anna', { id: 'r', text: '请说' });
    await take('c1', { held: 'heard' });
    await cases.end('c1', 'anna', 'solved', '完');
    expect([inbox, conversation]).toEqual([5, 6]);
  });

  test('purging takes what is old and leaves what is not', async () => {
    await open('c1');
    await store.purge(Date.now() - 1000);
    expect(await cases.find('c1')).not.toBeNull();
    await store.purge(Date.now() + 1000);
    expect(await cases.find('c1')).toBeNull();
    expect(await cases.counts('anna')).toEqual({ waiting: 0, claimed: 0, mine: 0, unread: 0 });
  });
});
