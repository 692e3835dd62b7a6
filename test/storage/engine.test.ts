import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { ConversationEngine, type TurnResponse } from '../../src/conversation/engine';
import { createMask } from '../../src/conversation/masking';
import type { ConversationState } from '../../src/conversation/state';
import { MemoryStore } from '../../src/storage/memory-store';
import { RecentStates } from '../../src/storage/recent-states';
import type { ConversationStore, DeskStore } from '../../src/storage/store';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { backends, type Place } from '../support/stores';

let desk: Desk;
let question: string;

beforeAll(async () => {
  desk = await openRealDesk();
  question = desk.knowledge.entries.find(({ id }) => id === 'login-502')?.question ?? '';
}, OPENING_TIMEOUT);

describe.each(backends())('conversations in $name', (backend) => {
  let place: Place<ConversationState>;
  let store: DeskStore<ConversationState>;
  let engine: ConversationEngine;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    place = await backend.place<ConversationState>();
    ({ store } = await place.open(createMask(desk.knowledge)));
    // As the server has it; the other engines of these tests work on the store itself, as other processes.
    engine = new ConversationEngine(desk, new RecentStates(store));
  });

  test('a turn is in the store, with its decision and evidence, when its replies come', async () => {
    const { turn, sequence, repeated, ...result } = await engine.respond('c1', question, { messageId: 'm1', channel: 'web' });
    expect({ turn, sequence, repeated }).toEqual({ turn: 1, sequence: 1, repeated: false });
    const stored = await store.findTurn('c1', 'm1');
    expect(stored).toMatchObject({ text: question, ...result });
    expect(stored?.match?.decision.kind).toBe('answer');
    expect(stored?.match?.candidates[0]?.evidence.length).toBeGreaterThan(0);
    expect(stored?.micros).toBeGreaterThan(0);
    expect(await store.conversation('c1')).toMatchObject({ channel: 'web', watermark: 1 + result.replies.length });
    expect((await store.load('c1'))?.value.lastEntry).toBe('login-502');
  });

  test('what is remembered of a conversation is what is stored', async () => {
    const recent = new RecentStates(store);
    const talking = new ConversationEngine(desk, recent);
    for (const text of [question, '记不清了', '上一步', '没解决', '退出', '怎么增员', '下一步']) {
      await talking.respond('c1', text);
      const remembered = await recent.load('c1');
      expect(remembered?.value).toEqual((await store.load('c1'))?.value);
      // Loaded and not committed, it is read from the store for the turn that follows.
      expect((await recent.load('c1'))?.version).toBe(remembered?.version);
    }
  });

  test('a command is stored as a turn for which the matcher was not asked', async () => {
    await engine.respond('c1', '菜单', { messageId: 'm1' });
    expect(await store.findTurn('c1', 'm1')).toMatchObject({ match: null, text: '菜单' });
  });

  test('a message that comes again brings its replies again and changes nothing', async () => {
    const first = await engine.respond('c1', question, { messageId: 'm1' });
    const state = await store.load('c1');
    expect(await engine.respond('c1', '别的文字', { messageId: 'm1' })).toEqual({ ...first, repeated: true });
    expect(await store.load('c1')).toEqual(state);
  });

  test('five copies of a message at once, on two processes, give one turn and the same replies', async () => {
    const other = new ConversationEngine(desk, store);
    const copies = await Promise.all(
      [engine, other, engine, other, engine].map((each) => each.respond('c1', question, { messageId: 'm1' })),
    );
    expect(copies.filter(({ repeated }) => !repeated)).toHaveLength(1);
    expect(new Set(copies.map((copy) => JSON.stringify({ ...copy, repeated: true }))).size).toBe(1);
    expect(await store.stats()).toMatchObject({ conversations: 1, turns: 1 });
  });

  test('fifty messages at once are fifty turns in order', async () => {
    const ids = Array.from({ length: 50 }, (_, i) => `m${String(i)}`);
    const responses = await Promise.all(
      ids.map((messageId, i) => engine.respond('c1', `第${String(i)}个问题：${question}`, { messageId })),
    );
    expect(responses.map(({ turn }) => turn)).toEqual(ids.map((_, i) => i + 1));
    const said = (await store.activitiesAfter('c1', 0)).filter(({ author }) => author === 'user');
    expect(said.map(({ messageId }) => messageId)).toEqual(ids);
    expect(said.map(({ text }) => text)).toEqual(ids.map((_, i) => `第${String(i)}个问题：${question}`));
    expect((await store.load('c1'))?.version).toBe(50);
  });

  test('messages that several processes answer at once are all kept, each once', async () => {
    const engines = [engine, ...Array.from({ length: 3 }, () => new ConversationEngine(desk, store))];
    const ids = Array.from({ length: 40 }, (_, i) => `m${String(i)}`);
    await Promise.all(ids.map((messageId, i) => (engines[i % engines.length] ?? engine).respond('c1', '你好', { messageId })));
    const activities = await store.activitiesAfter('c1', 0);
    expect(activities.map(({ sequence }) => sequence)).toEqual(activities.map((_, i) => i + 1));
    const said = activities.flatMap(({ messageId }) => (messageId === null ? [] : [messageId]));
    expect(said).toHaveLength(40);
    expect(new Set(said)).toEqual(new Set(ids));
    for (const [p] of engines.entries()) {
      const own = ids.filter((_, i) => i % engines.length === p);
      expect(said.filter((id) => own.includes(id))).toEqual(own);
    }
  });

  test('personal numbers get into no row, also when they are cut, echoed or noted', async () => {
    const numbers = ['370481199003078837', '13812345678', '6222021234567890128'];
    const parts = numbers.flatMap((number) => [number, number.slice(0, -1), number.slice(0, 11)]);
    for (const text of [
      `我的身份证是${numbers.join('、')}，${question}`,
      numbers[0] ?? '',
      `${'字'.repeat(190)}${String(numbers[0])}`,
      `${'字'.repeat(25)}${String(numbers[1])}`,
      '没解决',
      numbers[1] ?? '',
      '转人工',
      `${String(numbers[2])} 别的 ${String(numbers[1])} 问题`,
      '转人工',
    ]) {
      const { replies } = await engine.respond('c1', text);
      for (const part of parts) expect(JSON.stringify(replies)).not.toContain(part);
    }
    const raw = await place.raw();
    expect(raw).toContain('370****37');
    for (const part of parts) expect(raw).not.toContain(part);
  });

  test('the numbers that the desk gives out stay readable', async () => {
    await engine.respond('c1', '18663778981这个微信加不上', { messageId: 'm1' });
    expect((await store.findTurn('c1', 'm1'))?.text).toContain('18663778981');
  });

  test('a conversation that is sent to people is recorded once', async () => {
    const responses: TurnResponse[] = [];
    for (const text of [question, '转人工', '转人工']) responses.push(await engine.respond('c1', text));
    expect(responses.map(({ outcome }) => outcome)).toEqual(['open', 'escalated', 'escalated']);
    expect((await store.stats()).handoffs).toBe(1);
    for await (const record of store.export()) {
      if (record.kind === 'turn' && record.number === 2) expect(record.handoff).toMatchObject({ contacts: responses[1]?.contacts });
    }
  });

  if (backend.lasting) {
    test('when storing fails there is no reply and nothing is stored; sent again, the message is answered', async () => {
      const failing: ConversationStore<ConversationState> = {
        load: (conversation) => store.load(conversation),
        save: (conversation, state, version) => store.save(conversation, state, version),
        findTurn: (conversation, messageId) => store.findTurn(conversation, messageId),
        // No database takes this for a number; the state is written by then.
        commitTurn: (commit) => store.commitTurn({ ...commit, turn: { ...commit.turn, micros: NaN } }),
      };
      await expect(new ConversationEngine(desk, failing).respond('c1', question, { messageId: 'm1' })).rejects.toMatchObject({
        message: expect.stringMatching(/micros|NaN/),
      });
      expect(await store.load('c1')).toBeNull();
      expect(await store.stats()).toMatchObject({ conversations: 0, turns: 0, messages: 0 });
      expect(await engine.respond('c1', question, { messageId: 'm1' })).toMatchObject({ turn: 1, sequence: 1, repeated: false });
    });

    test('a conversation goes on at its step after a restart', async () => {
      const unbroken = new ConversationEngine(desk, new MemoryStore<ConversationState>());
      for (const text of [question, '没解决', '上一步', '下一步']) {
        const response = await engine.respond('c1', text);
        expect(response).toEqual(await unbroken.respond('c1', text));
        expect(response.flow).not.toBeNull();
        await store.close();
        ({ store } = await place.open(createMask(desk.knowledge)));
        // As the server has it; the other engines of these tests work on the store itself, as other processes.
        engine = new ConversationEngine(desk, new RecentStates(store));
      }
    });
  }
});
