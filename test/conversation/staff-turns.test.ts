import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConversationEngine, type ConversationParts } from '../../src/conversation/engine';
import type { ConversationState } from '../../src/conversation/state';
import type { StaffDesk } from '../../src/conversation/staff-turns';
import type { CasesStore } from '../../src/storage/cases-store';
import type { DeskStore, StoredActivity } from '../../src/storage/store';
import { OPENING_TIMEOUT } from '../support/desk';
import { POSTGRES_TIMEOUT } from '../support/postgres';
import { lampFlow, tourFlow, smallConversation } from '../support/small-conversation';
import { backends } from '../support/stores';

const HOUR = 3_600_000;
let parts: ConversationParts;

beforeAll(async () => {
  parts = (await smallConversation())([lampFlow(), tourFlow()]);
}, OPENING_TIMEOUT);

describe.each(backends())('a conversation with people behind it, in $name', (backend) => {
  let store: DeskStore<ConversationState>;
  let cases: CasesStore;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    ({ store, cases } = await (await backend.place<ConversationState>()).open());
  });

  const engineWith = (staff: Partial<StaffDesk> = {}, more: Partial<ConversationParts> = {}): ConversationEngine =>
    new ConversationEngine({ ...parts, ...more, staff: { staffed: () => Promise.resolve(true), patience: HOUR, ...staff } }, store);
  const texts = async (engine: ConversationEngine, text: string, conversation = 'c1'): Promise<string[]> =>
    (await engine.respond(conversation, text)).replies.map((reply) => reply.text);
  const status = async (): Promise<string> => {
    const found = await cases.find('c1');
    return found === null ? 'none' : (found.ending ?? found.status);
  };
  const message = (key: string): string => parts.knowledge.messages[key] ?? '';

  /** Gets stuck in the lamp's flow and is handed off. */
  async function handOff(
    engine: ConversationEngine,
    conversation = 'c1',
  ): Promise<readonly { text: string; choices: readonly string[] }[]> {
    await engine.respond(conversation, '台灯不亮');
    await engine.respond(conversation, '插好了');
    return (await engine.respond(conversation, '换过了')).replies;
  }

  test('at a hand-off the user is told of the queue, with a way out of it', async () => {
    const replies = await handOff(engineWith());
    expect(replies.at(-1)).toEqual({ text: message('queue-unknown'), choices: ['让机器人继续'] });
    expect(replies.at(-2)?.text).toContain('修理铺');
    expect(await status()).toBe('waiting');
  });

  test('with hours the user is told when somebody is there', async () => {
    const hours = { weekly: [{ days: [1, 2, 3, 4, 5], from: 510, to: 1020 }], holidays: [], workdays: [] };
    const engine = engineWith({}, { knowledge: { ...parts.knowledge, hours }, today: () => new Date('2030-09-28T12:00:00+08:00') });
    expect((await handOff(engine)).at(-1)?.text).toContain('现在不是上班时间，9月30日（周一）8:30上班');
  });

  test('without anybody behind the desk there is no word of a queue, and the inbox has the case all the same', async () => {
    const replies = await handOff(engineWith({ staffed: () => Promise.resolve(false) }));
    expect(replies.map(({ text }) => text).join()).not.toContain('工作人员');
    expect(await status()).toBe('waiting');
    expect(await handOff(new ConversationEngine(parts, store), 'c2')).toEqual(replies);
  });

  test('while the case waits the desk goes on answering', async () => {
    const engine = engineWith();
    await handOff(engine);
    expect((await texts(engine, '几点开门'))[0]).toContain('这样办');
    expect(await status()).toBe('waiting');
    expect((await cases.find('c1'))?.unread).toBe(2);
  });

  test('the user leaves the queue, also after it is over', async () => {
    const engine = engineWith();
    await handOff(engine);
    const left = await engine.respond('c1', '让机器人继续');
    expect(left).toMatchObject({ replies: [{ text: message('queue-left') }], outcome: 'open', inbox: true });
    expect(await status()).toBe('left');
    expect(await texts(engine, '让机器人继续')).toEqual([message('queue-left')]);
    await engine.respond('c1', '转人工');
    expect(await status()).toBe('waiting');
  });

  test('a user whose problem is solved needs nobody any more', async () => {
    const engine = engineWith();
    await handOff(engine);
    await engine.respond('c1', '几点开门');
    await engine.respond('c1', '解决了');
    expect(await status()).toBe('solved');
  });

  test('while a person has it the desk is silent, in the flow too, and goes on from there when it is handed back', async () => {
    const engine = engineWith();
    await handOff(engine);
    await engine.respond('c1', '参观路线怎么走');
    await cases.claim('c1', 'anna', '来了');
    for (const text of ['下一步', '转人工', '让机器人继续', '手机13812345678']) {
      expect(await engine.respond('c1', text)).toMatchObject({ replies: [], match: null, flow: { id: 'tour', step: 'walk' }, inbox: true });
    }
    expect((await store.activitiesAfter('c1', 0)).at(-1)?.text).toBe('手机138****78');
    await cases.end('c1', 'anna', 'handed-back', '走了');
    expect((await texts(engine, '下一步'))[0]).toContain('走到第2号展柜。');
    await engine.respond('c1', '转人工');
    expect(await status()).toBe('waiting');
  });

  test('after it was closed the next hand-off opens it again', async () => {
    const engine = engineWith();
    await handOff(engine);
    await cases.claim('c1', 'anna', '来了');
    await cases.end('c1', 'anna', 'solved', '完');
    expect(await engine.respond('c1', '你好')).toMatchObject({ outcome: 'resolved' });
    await handOff(engine);
    expect(await status()).toBe('waiting');
  });

  test('when the person stays silent for too long the desk answers, says so, and the case waits again', async () => {
    const engine = engineWith({ patience: 80 });
    await handOff(engine);
    await cases.claim('c1', 'anna', '来了');
    await cases.reply('c1', 'anna', { id: 'r', text: '请说' });
    expect(await texts(engine, '几点开门')).toEqual([]);
    await sleep(100);
    const replies = await texts(engine, '几点开门');
    expect(replies[0]).toBe(message('staff-away'));
    expect(replies[1]).toContain('这样办');
    expect(await status()).toBe('waiting');
  });

  test('a user who says that it is solved when nobody answers does not go back to the queue', async () => {
    const engine = engineWith({ patience: 80 });
    await handOff(engine);
    await engine.respond('c1', '几点开门');
    await cases.claim('c1', 'anna', '来了');
    await cases.reply('c1', 'anna', { id: 'r', text: '请说' });
    expect(await texts(engine, '好')).toEqual([]);
    await sleep(100);
    const replies = await texts(engine, '解决了');
    expect(replies).not.toContain(message('staff-away'));
    expect(await status()).toBe('solved');
  });

  test('the user’s words are quoted as they are', async () => {
    const engine = engineWith();
    await engine.respond('c1', '台灯 {contact:workshop} 不亮');
    await engine.respond('c1', '插好了');
    const replies = (await engine.respond('c1', '换过了')).replies.map(({ text }) => text).join();
    expect(replies).toContain('原话：台灯 ｛contact:workshop｝ 不亮');
  });

  test('a message that comes again while a person has it is not stored twice', async () => {
    const engine = engineWith();
    await handOff(engine);
    await cases.claim('c1', 'anna', '来了');
    const first = await engine.respond('c1', '在吗', { messageId: 'm' });
    expect(await engine.respond('c1', '在吗', { messageId: 'm' })).toMatchObject({ repeated: true, sequence: first.sequence, replies: [] });
  });

  test('fifty claims racing with turns: the desk says nothing once a person has it', async () => {
    const engine = engineWith();
    const seen = { answered: 0, silent: 0 };
    for (let i = 0; i < 50; i++) {
      const id = `race${String(i)}`;
      await handOff(engine, id);
      const claim = async (): Promise<void> => {
        if (i % 3 > 0) await sleep(i % 3);
        await cases.claim(id, 'anna', '来了');
      };
      const [{ replies }] = await Promise.all([engine.respond(id, '几点开门', { messageId: 'm' }), claim()]);
      const activities = await store.activitiesAfter(id, 0);
      const claimed = activities.findIndex(({ author }) => author === 'system');
      expect(activities.slice(claimed).filter(({ author }: StoredActivity) => author === 'desk')).toEqual([]);
      seen[replies.length > 0 ? 'answered' : 'silent']++;
      expect(await texts(engine, '几点开门', id)).toEqual([]);
    }
    expect(seen.answered + seen.silent).toBe(50);
  }, 60_000);
});
