import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import type { MatchResult } from '../../src/domain/decision';
import {
  type DeskStore,
  type ExportRecord,
  InvalidId,
  MAX_ID_LENGTH,
  type TurnCommit,
  type TurnRecord,
  UnknownConversation,
  VersionConflict,
} from '../../src/storage/store';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { backends, type Place } from '../support/stores';

interface State {
  readonly step: string;
  readonly note?: string;
}

const MATCH: MatchResult = {
  decision: { kind: 'answer', answers: [{ id: 'login-502', source: ['2.2.3'], confidence: 0.97, evidence: [] }] },
  candidates: [{ id: 'login-502', source: ['2.2.3'], confidence: 0.97, evidence: [{ kind: 'screen', detail: '502', weight: 1 }] }],
};

function turn(messageId: string, changes: Partial<TurnRecord> = {}): TurnRecord {
  return {
    messageId,
    text: `问题 ${messageId}`,
    data: null,
    match: null,
    replies: [{ text: `回答 ${messageId}`, choices: ['解决了', '没解决'] }],
    flow: null,
    outcome: 'open',
    contacts: [],
    micros: 321,
    ...changes,
  };
}

function commit(messageId: string, version: number, changes: Partial<TurnCommit<State>> = {}): TurnCommit<State> {
  return { conversation: 'c1', channel: 'web', state: { step: messageId }, version, turn: turn(messageId), handoff: null, ...changes };
}

describe.each(backends())('a store in $name', (backend) => {
  let place: Place<State>;
  let store: DeskStore<State>;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    place = await backend.place<State>();
    ({ store } = await place.open());
  });

  const texts = async (): Promise<string[]> => (await store.activitiesAfter('c1', 0)).map(({ text }) => text);

  describe('state', () => {
    test('is null before the first turn, also when the conversation is open', async () => {
      expect(await store.load('c1')).toBeNull();
      await store.createConversation({ id: 'c1', channel: 'web', user: null });
      expect(await store.load('c1')).toBeNull();
    });

    test('is what was saved, with the version counted up', async () => {
      await store.save('c1', { step: 'a' }, 0);
      expect(await store.load('c1')).toEqual({ value: { step: 'a' }, version: 1 });
      await store.save('c1', { step: 'b', note: '引号"、反斜杠\\、\0、\ud800、😀' }, 1);
      expect(await store.load('c1')).toEqual({ value: { step: 'b', note: '引号"、反斜杠\\、\0、\ud800、😀' }, version: 2 });
    });

    test('saved without a turn leaves outcome and messages as they are', async () => {
      await store.commitTurn(commit('m1', 0, { turn: turn('m1', { outcome: 'resolved' }) }));
      await store.save('c1', { step: 'b' }, 1);
      expect(await store.conversation('c1')).toMatchObject({ outcome: 'resolved', watermark: 2 });
      expect((await store.commitTurn(commit('m2', 2))).number).toBe(3);
    });

    test('cannot be changed through a value that was loaded or saved', async () => {
      const state = { step: 'a', list: [1] } as State & { list: number[] };
      await store.save('c1', state, 0);
      state.list.push(2);
      const loaded = await store.load('c1');
      (loaded?.value as typeof state).list.push(3);
      expect((await store.load('c1'))?.value).toEqual({ step: 'a', list: [1] });
    });

    test.each([
      ['an older', 1],
      ['a newer', 3],
      ['no', 0],
    ])('%s version is a conflict and writes nothing', async (_, version) => {
      await store.commitTurn(commit('m1', 0));
      await store.commitTurn(commit('m2', 1));
      await expect(store.save('c1', { step: 'lost' }, version)).rejects.toThrow(VersionConflict);
      await expect(store.commitTurn(commit('m3', version))).rejects.toThrow(VersionConflict);
      expect(await store.load('c1')).toEqual({ value: { step: 'm2' }, version: 2 });
      expect(await store.findTurn('c1', 'm3')).toBeNull();
      expect(await texts()).toEqual(['问题 m1', '回答 m1', '问题 m2', '回答 m2']);
    });

    test('of two writers at once one wins', async () => {
      const results = await Promise.allSettled([store.save('c1', { step: 'a' }, 0), store.save('c1', { step: 'b' }, 0)]);
      expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.load('c1'))?.version).toBe(1);
    });
  });

  describe('a turn', () => {
    test('is stored whole and found again by its message', async () => {
      const record = turn('m1', {
        data: { attachments: [{ contentType: 'image/png', contentUrl: '/pictures/1.png' }] },
        match: MATCH,
        replies: [
          { text: '第一句', choices: [] },
          { text: '第二句', choices: ['好'], data: { progress: { step: 1, total: 3 } } },
        ],
        flow: { id: 'ukey', step: 'plugged' },
        contacts: ['business-hotline'],
      });
      const before = Date.now();
      const stored = await store.commitTurn(commit('m1', 0, { turn: record }));
      expect(stored).toEqual({ ...record, number: 1, sequence: 1, at: expect.any(Number) });
      expect(stored.at).toBeGreaterThanOrEqual(before);
      expect(await store.findTurn('c1', 'm1')).toEqual(stored);
      expect(await store.load('c1')).toEqual({ value: { step: 'm1' }, version: 1 });
    });

    test('becomes activities in order, without gaps', async () => {
      await store.createConversation({ id: 'c1', channel: 'web', user: 'u1' });
      await store.addActivity('c1', { author: 'desk', text: '您好', choices: ['菜单'] });
      const { at } = await store.commitTurn(commit('m1', 0));
      await store.commitTurn(commit('m2', 1, { turn: turn('m2', { replies: [] }) }));
      const outside = { data: null, turn: null, messageId: null, answers: null };
      expect(await store.activitiesAfter('c1', 0)).toEqual([
        { sequence: 1, author: 'desk', text: '您好', choices: ['菜单'], ...outside, at: expect.any(Number) },
        { sequence: 2, author: 'user', text: '问题 m1', choices: [], data: null, turn: 1, messageId: 'm1', answers: null, at },
        {
          sequence: 3,
          author: 'desk',
          text: '回答 m1',
          choices: ['解决了', '没解决'],
          data: null,
          turn: 1,
          messageId: null,
          answers: 2,
          at,
        },
        {
          sequence: 4,
          author: 'user',
          text: '问题 m2',
          choices: [],
          data: null,
          turn: 2,
          messageId: 'm2',
          answers: null,
          at: expect.any(Number),
        },
      ]);
    });

    test('that fails half-way leaves nothing behind', async () => {
      await store.commitTurn(commit('m1', 0));
      // The state, written first, fits; then the message turns out to be known.
      await expect(store.commitTurn(commit('m1', 1, { handoff: { contacts: ['hotline'], problem: '问题' } }))).rejects.toThrow(
        VersionConflict,
      );
      expect(await store.load('c1')).toEqual({ value: { step: 'm1' }, version: 1 });
      expect(await store.conversation('c1')).toMatchObject({ watermark: 2, outcome: 'open' });
      expect(await texts()).toEqual(['问题 m1', '回答 m1']);
      expect((await store.stats()).handoffs).toBe(0);
      expect((await store.commitTurn(commit('m2', 1))).sequence).toBe(3);
    });

    test('of a message that comes five times at once is stored once', async () => {
      const results = await Promise.allSettled(Array.from({ length: 5 }, () => store.commitTurn(commit('m1', 0))));
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const result of results) if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(VersionConflict);
      expect(await texts()).toEqual(['问题 m1', '回答 m1']);
    });

    test('the same message id in another conversation is another message', async () => {
      await store.commitTurn(commit('m1', 0));
      await store.commitTurn(commit('m1', 0, { conversation: 'c2' }));
      expect(await store.findTurn('c2', 'm1')).toMatchObject({ number: 1 });
      expect(await store.findTurn('c3', 'm1')).toBeNull();
    });

    test('many conversations at once do not disturb each other', async () => {
      const conversations = Array.from({ length: 40 }, (_, i) => `many-${String(i)}`);
      await Promise.all(
        conversations.map(async (conversation) => {
          for (let version = 0; version < 5; version++) await store.commitTurn(commit(`m${String(version)}`, version, { conversation }));
        }),
      );
      for (const conversation of conversations) {
        const activities = await store.activitiesAfter(conversation, 0);
        expect(activities.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
      }
      expect(await store.stats()).toMatchObject({ conversations: 40, turns: 200, messages: 400 });
    });
  });

  describe('texts', () => {
    test('lose personal numbers before they are written, wherever they stand', async () => {
      const secrets = ['370481199003078837', '13812345678', '6222021234567890128'];
      const text = `身份证${secrets.join('，')}`;
      const record = turn('m1', {
        text,
        data: { from: `/${secrets[1] ?? ''}`, file: { name: text, contentUrl: '/pictures/13812345678.png' } },
        replies: [{ text, choices: [text], data: { slip: text } }],
      });
      const stored = await store.commitTurn(commit('m1', 0, { turn: record, handoff: { contacts: [], problem: text } }));
      await store.addActivity('c1', { author: 'staff', text, data: { text } });
      await store.feedback('c1', 1, false, text);
      expect(stored.text).toBe('身份证370****37，138****78，6222****0128');
      expect(stored.data).toEqual({ from: '/138****78', file: { name: stored.text, contentUrl: '/pictures/13812345678.png' } });
      expect(stored.replies).toEqual([{ text: stored.text, choices: [stored.text], data: { slip: stored.text } }]);
      expect(await store.findTurn('c1', 'm1')).toEqual(stored);
      await store.createConversation({ id: 'c2', channel: 'web', user: secrets[1] ?? '' });
      expect((await store.conversation('c2'))?.user).toBe('138****78');
      const raw = (await place.raw()).replaceAll('/pictures/13812345678.png', '');
      for (const secret of secrets) expect(raw).not.toContain(secret);
      expect(raw.match(/身份证370\*\*\*\*37/g)?.length).toBeGreaterThanOrEqual(6);
    });

    test('come back as they were, but for what no database can hold', async () => {
      const text = `'; drop table turns; -- "\` \\ % _ \u202e 😀 \r\n\t 滕州`;
      await store.commitTurn(commit('m1', 0, { turn: turn('m1', { text: `${text}\0\ud800` }) }));
      expect((await texts())[0]).toBe(`${text}\ufffd`);
    });

    test('of a megabyte are cut', async () => {
      await store.commitTurn(commit('m1', 0, { turn: turn('m1', { text: '😀'.repeat(500_000) }) }));
      expect((await texts())[0]?.length).toBe(8000);
    });
  });

  describe('ids', () => {
    test.each([
      ['empty', ''],
      ['too long', 'x'.repeat(MAX_ID_LENGTH + 1)],
      ['with NUL', 'a\0b'],
      ['with a line break', 'a\nb'],
      ['with half a character', 'a\ud800'],
    ])('%s are refused', async (_, id) => {
      await expect(store.load(id)).rejects.toThrow(InvalidId);
      await expect(store.findTurn('c1', id)).rejects.toThrow(InvalidId);
      await expect(store.commitTurn(commit(id, 0))).rejects.toThrow(InvalidId);
      await expect(store.commitTurn(commit('m1', 0, { conversation: id }))).rejects.toThrow(InvalidId);
      await expect(store.addActivity(id, { author: 'staff', text: '' })).rejects.toThrow(InvalidId);
      await expect(store.createConversation({ id: 'c1', channel: 'web', user: id })).rejects.toThrow(InvalidId);
      expect(await store.stats()).toMatchObject({ conversations: 0 });
    });

    test.each([['x'.repeat(MAX_ID_LENGTH)], ['__proto__'], [`'"%_\\`], ['汉'.repeat(MAX_ID_LENGTH)]])(
      '%# can be any other text',
      async (id) => {
        await store.commitTurn(commit(id, 0, { conversation: id }));
        expect(await store.findTurn(id, id)).toMatchObject({ messageId: id });
      },
    );
  });

  describe('a conversation', () => {
    test('is opened once and keeps what it was opened with', async () => {
      expect(await store.conversation('c1')).toBeNull();
      expect(await store.createConversation({ id: 'c1', channel: 'web', user: 'u1' })).toBe(true);
      expect(await store.createConversation({ id: 'c1', channel: 'wechat', user: 'u2' })).toBe(false);
      await store.commitTurn(commit('m1', 0, { turn: turn('m1', { outcome: 'resolved' }) }));
      const info = await store.conversation('c1');
      expect(info).toMatchObject({ id: 'c1', channel: 'web', user: 'u1', outcome: 'resolved', watermark: 2 });
      expect(info?.updatedAt).toBeGreaterThanOrEqual(info?.createdAt ?? Infinity);
    });

    test('opened by several at once is opened by one', async () => {
      const opened = await Promise.all(Array.from({ length: 5 }, () => store.createConversation({ id: 'c1', channel: 'web', user: null })));
      expect(opened.filter(Boolean)).toHaveLength(1);
    });

    test('that begins with a turn gets its channel', async () => {
      await store.commitTurn(commit('m1', 0));
      expect(await store.conversation('c1')).toMatchObject({ channel: 'web', user: null });
    });

    test('unknown takes no message', async () => {
      await expect(store.addActivity('nobody', { author: 'system', text: '' })).rejects.toThrow(UnknownConversation);
    });

    test('takes messages from outside while turns go on, each with its own number', async () => {
      await store.save('c1', { step: 'a' }, 0);
      const added = Array.from({ length: 20 }, (_, i) => store.addActivity('c1', { author: 'staff', text: `消息 ${String(i)}` }));
      const [turnStored] = await Promise.all([store.commitTurn(commit('m1', 1)), ...added]);
      const activities = await store.activitiesAfter('c1', 0);
      expect(activities.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 22 }, (_, i) => i + 1));
      expect(activities.filter(({ turn: number }) => number === 2).map(({ sequence }) => sequence)).toEqual([
        turnStored.sequence,
        turnStored.sequence + 1,
      ]);
    });
  });

  describe('history', () => {
    beforeEach(async () => {
      for (let i = 0; i < 5; i++) await store.commitTurn(commit(`m${String(i)}`, i));
    });

    const sequences = (activities: readonly { sequence: number }[]): number[] => activities.map(({ sequence }) => sequence);

    test('gives the last, then those before, then none', async () => {
      expect(sequences(await store.history('c1', { limit: 4 }))).toEqual([7, 8, 9, 10]);
      expect(sequences(await store.history('c1', { before: 7, limit: 4 }))).toEqual([3, 4, 5, 6]);
      expect(sequences(await store.history('c1', { before: 3, limit: 4 }))).toEqual([1, 2]);
      expect(sequences(await store.history('c1', { before: 1, limit: 4 }))).toEqual([]);
    });

    test('behind a watermark', async () => {
      expect(sequences(await store.activitiesAfter('c1', 7))).toEqual([8, 9, 10]);
      expect(sequences(await store.activitiesAfter('c1', 2, 3))).toEqual([3, 4, 5]);
      expect(sequences(await store.activitiesAfter('c1', 10))).toEqual([]);
    });

    test.each([[1e300], [-1e300], [NaN], [0.5]])('numbers such as %p do no harm', async (number) => {
      await expect(store.activitiesAfter('c1', number, 5)).resolves.toEqual(expect.any(Array));
      await expect(store.history('c1', { before: number, limit: 5 })).resolves.toEqual(expect.any(Array));
      await expect(store.feedback('c1', number, true, '')).resolves.toBe(false);
    });
  });

  describe('feedback', () => {
    test('belongs to a turn and replaces an earlier one', async () => {
      await store.commitTurn(commit('m1', 0));
      expect(await store.feedback('c1', 1, false, '看不懂')).toBe(true);
      expect(await store.feedback('c1', 1, true, '')).toBe(true);
      expect((await store.stats()).feedback).toEqual({ solved: 1, unsolved: 0 });
    });

    test('to an unknown turn is not kept', async () => {
      await store.commitTurn(commit('m1', 0));
      expect(await store.feedback('c1', 2, true, '')).toBe(false);
      expect(await store.feedback('c2', 1, true, '')).toBe(false);
      expect((await store.stats()).feedback).toEqual({ solved: 0, unsolved: 0 });
    });
  });

  describe('maintenance', () => {
    async function fill(): Promise<void> {
      await store.createConversation({ id: 'c1', channel: 'web', user: 'u1' });
      await store.addActivity('c1', { author: 'desk', text: '您好' });
      const record = turn('m1', { match: MATCH, outcome: 'escalated', contacts: ['hotline'] });
      await store.commitTurn(commit('m1', 0, { turn: record, handoff: { contacts: ['hotline'], problem: '打不开' } }));
      await store.feedback('c1', 1, false, '看不懂');
      await store.commitTurn(commit('m1', 0, { conversation: 'c0' }));
    }

    async function exported(): Promise<ExportRecord[]> {
      const records: ExportRecord[] = [];
      for await (const record of store.export()) records.push(record);
      return records;
    }

    test('stats of nothing', async () => {
      expect(await store.stats()).toEqual({
        conversations: 0,
        outcomes: { open: 0, resolved: 0, escalated: 0 },
        turns: 0,
        messages: 0,
        decisions: {},
        feedback: { solved: 0, unsolved: 0 },
        handoffs: 0,
        oldest: null,
        newest: null,
      });
      expect(await exported()).toEqual([]);
    });

    test('stats count', async () => {
      const before = Date.now();
      await fill();
      const stats = await store.stats();
      expect(stats).toMatchObject({
        conversations: 2,
        outcomes: { open: 1, resolved: 0, escalated: 1 },
        turns: 2,
        messages: 5,
        decisions: { answer: 1, none: 1 },
        feedback: { solved: 0, unsolved: 1 },
        handoffs: 1,
      });
      expect(stats.oldest).toBeGreaterThanOrEqual(before);
      expect(stats.newest).toBeGreaterThanOrEqual(stats.oldest ?? Infinity);
    });

    test('an export has everything, conversation by conversation', async () => {
      await fill();
      const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      const plain = { ...turn('m1'), number: 1, sequence: 1, at: time, feedback: null, handoff: null };
      expect(await exported()).toEqual([
        { kind: 'conversation', conversation: 'c0', channel: 'web', user: null, outcome: 'open', createdAt: time, updatedAt: time },
        { kind: 'turn', conversation: 'c0', ...plain },
        { kind: 'conversation', conversation: 'c1', channel: 'web', user: 'u1', outcome: 'escalated', createdAt: time, updatedAt: time },
        { kind: 'message', conversation: 'c1', sequence: 1, author: 'desk', text: '您好', choices: [], data: null, at: time },
        {
          kind: 'turn',
          conversation: 'c1',
          ...plain,
          sequence: 2,
          match: MATCH,
          outcome: 'escalated',
          contacts: ['hotline'],
          feedback: { solved: false, reason: '看不懂', at: time },
          handoff: { contacts: ['hotline'], problem: '打不开' },
        },
      ]);
    });

    test('an export of many conversations and of a long one is complete', async () => {
      for (let i = 0; i < 230; i++) await store.commitTurn(commit(`m${String(i)}`, i));
      await Promise.all(Array.from({ length: 230 }, (_, i) => store.commitTurn(commit('m0', 0, { conversation: `d${String(i)}` }))));
      const records = await exported();
      expect(records.filter(({ kind }) => kind === 'conversation')).toHaveLength(231);
      const turns = records.flatMap((record) => (record.kind === 'turn' && record.conversation === 'c1' ? [record] : []));
      expect(turns.map(({ messageId }) => messageId)).toEqual(Array.from({ length: 230 }, (_, i) => `m${String(i)}`));
      for (const { replies, messageId } of turns) expect(replies).toEqual(turn(messageId).replies);
    });

    test('a purge deletes what is older, also of conversations that go on', async () => {
      await fill();
      await store.commitTurn(commit('m1', 0, { conversation: 'c2' }));
      await sleep(5);
      const now = Date.now();
      await sleep(5);
      await store.commitTurn(commit('m2', 1));
      expect(await store.purge(now)).toEqual({ conversations: 2, turns: 3, messages: 7 });
      expect(await store.load('c0')).toBeNull();
      expect(await store.conversation('c2')).toBeNull();
      expect(await store.load('c1')).toEqual({ value: { step: 'm2' }, version: 2 });
      expect(await texts()).toEqual(['问题 m2', '回答 m2']);
      expect(await store.findTurn('c1', 'm1')).toBeNull();
      expect(await store.stats()).toMatchObject({
        conversations: 1,
        turns: 1,
        messages: 2,
        handoffs: 0,
        feedback: { solved: 0, unsolved: 0 },
      });
      expect((await store.commitTurn(commit('m3', 2))).sequence).toBe(6);
      expect(await store.purge(now)).toEqual({ conversations: 0, turns: 0, messages: 0 });
    });

    test('a purge of many conversations deletes all of them', async () => {
      await Promise.all(Array.from({ length: 450 }, (_, i) => store.commitTurn(commit('m0', 0, { conversation: `d${String(i)}` }))));
      expect(await store.purge(Date.now() + 1000)).toEqual({ conversations: 450, turns: 450, messages: 900 });
      expect(await store.stats()).toMatchObject({ conversations: 0, turns: 0, messages: 0 });
    });
  });

  test('a secret is random, long, and stays the same', async () => {
    const [first, again] = await Promise.all([store.secret('tokens'), store.secret('tokens')]);
    expect(again).toBe(first);
    expect(await store.secret('tokens')).toBe(first);
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(await store.secret('other')).not.toBe(first);
  });

  test('tells the subscribers of a conversation after each change, until they leave', async () => {
    const { store: told, feed } = await place.open();
    const heard: string[] = [];
    const leave = feed.subscribe('c1', () => heard.push('first'));
    feed.subscribe('c1', () => heard.push('second'));
    feed.subscribe('c2', () => heard.push('other'));
    await told.commitTurn(commit('m1', 0));
    expect(heard).toEqual(['first', 'second']);
    leave();
    await told.addActivity('c1', { author: 'staff', text: '在' });
    expect(heard).toEqual(['first', 'second', 'second']);
    await expect(told.commitTurn(commit('m1', 1))).rejects.toThrow(VersionConflict);
    expect(heard).toHaveLength(3);
  });

  test('answers a ping', async () => {
    await expect(store.ping()).resolves.toBeUndefined();
  });

  if (backend.lasting) {
    test('opened again, everything is there', async () => {
      const stored = await store.commitTurn(commit('m1', 0, { turn: turn('m1', { match: MATCH }) }));
      const secret = await store.secret('tokens');
      await store.close();
      ({ store } = await place.open());
      expect(await store.load('c1')).toEqual({ value: { step: 'm1' }, version: 1 });
      expect(await store.findTurn('c1', 'm1')).toEqual(stored);
      expect(await store.secret('tokens')).toBe(secret);
      expect((await store.commitTurn(commit('m2', 1))).number).toBe(2);
    });

    test('opened several times at once on an empty place, all can write', async () => {
      const fresh = await backend.place<State>(true);
      const opened = await Promise.all([fresh.open(), fresh.open(), fresh.open()]);
      for (const [i, { store: own }] of opened.entries()) await own.commitTurn(commit('m1', 0, { conversation: `c${String(i)}` }));
      expect(await opened[0].store.stats()).toMatchObject({ conversations: 3, turns: 3 });
    });
  }
});
