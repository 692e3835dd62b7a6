import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConversationEngine, type ConversationParts, type TurnResult } from '../../src/conversation/engine';
import type { ConversationState } from '../../src/conversation/state';
import type { Flow } from '../../src/domain/flow';
import { MemoryStore } from '../../src/storage/memory-store';
import { lampFlow, smallConversation, tourFlow } from '../support/small-conversation';

let partsWith: (flows: readonly Flow[]) => ConversationParts;
let store: MemoryStore<ConversationState>;

beforeAll(async () => {
  partsWith = await smallConversation();
});

beforeEach(async () => {
  store = new MemoryStore();
  const engine = new ConversationEngine(partsWith([lampFlow('v1')]), store);
  await engine.respond('one', '台灯不亮怎么办');
  expect((await engine.respond('one', '插好了')).flow).toEqual({ id: 'lamp', step: 'bulb' });
});

const said = ({ replies }: TurnResult): string[] => replies.map(({ text }) => text);
const respond = (flows: readonly Flow[], text: string): Promise<TurnResult> =>
  new ConversationEngine(partsWith(flows), store).respond('one', text);
const asked = (label: string): Flow['steps'] => ({
  bulb: {
    kind: 'ask',
    ask: '灯泡新不新？',
    again: '灯泡是新的吗？',
    options: [
      { label, to: 'done', say: [], polarity: 'yes', note: '' },
      { label: '旧的', to: 'workshop', say: [], polarity: 'no', note: '' },
    ],
  },
});

describe('a flow whose content changes while someone is in it', () => {
  test('goes on when the waiting question offers the same', async () => {
    const changed = lampFlow('v2', { done: { kind: 'end', end: 'resolved', say: '太好了，亮了。' } });
    expect(said(await respond([changed], '没换'))).toEqual(['太好了，亮了。']);
  });

  test('goes on with the new wording of the question', async () => {
    const { bulb } = lampFlow().steps;
    if (bulb?.kind !== 'ask') throw new Error('no question');
    const changed = lampFlow('v2', { bulb: { ...bulb, ask: '新灯泡换上了吗？', again: '新灯泡换了没有？' } });
    expect(said(await respond([changed], '阿巴阿巴'))).toEqual(['新灯泡换了没有？']);
  });

  test('offers to begin anew when the question offers something else', async () => {
    const changed = [lampFlow('v2', asked('新的'))];
    expect(await respond(changed, '换过了')).toMatchObject({
      replies: [{ text: '这个流程的内容刚刚更新了，要从头再走一遍吗？', choices: ['重新开始', '退出'] }],
      outcome: 'open',
    });
    expect(await respond(changed, '重新开始')).toMatchObject({ replies: [{ text: '插头插好了吗？' }], flow: { id: 'lamp', step: 'plug' } });
    expect(said(await respond(changed, '插好了'))).toEqual(['灯泡新不新？']);
  });

  test.each(['好的', '是', '1', '第一个'])('%s begins anew', async (yes) => {
    const changed = [lampFlow('v2', asked('新的'))];
    await respond(changed, '换过了');
    expect((await respond(changed, yes)).flow).toEqual({ id: 'lamp', step: 'plug' });
  });

  test.each(['退出', '不用', '2', '不要了'])('%s leaves the flow', async (no) => {
    const changed = [lampFlow('v2', asked('新的'))];
    await respond(changed, '换过了');
    const left = await respond(changed, no);
    expect(left.flow).toBeNull();
    expect(left.replies).toHaveLength(1);
  });

  test('another question is answered instead', async () => {
    const changed = [lampFlow('v2', asked('新的')), tourFlow()];
    await respond(changed, '换过了');
    expect(said(await respond(changed, '几点开门'))).toEqual(['几点开门：这样办。']);
  });

  test('a step that is gone is a change', async () => {
    const { plug, done, workshop } = lampFlow().steps;
    if (plug === undefined || done === undefined || workshop === undefined) throw new Error('steps missing');
    const changed: Flow = { ...lampFlow('v2'), steps: { plug, done, workshop } };
    expect(said(await respond([changed], '换过了'))).toEqual(['这个流程的内容刚刚更新了，要从头再走一遍吗？']);
  });

  test('a flow that called the present one and is gone is a change', async () => {
    const { plug } = lampFlow().steps;
    if (plug?.kind !== 'ask') throw new Error('no question');
    const outer: Flow = {
      ...tourFlow(),
      steps: { walk: { kind: 'call', flow: 'lamp', to: 'done' }, done: { kind: 'end', end: 'resolved', say: '参观完了。' } },
    };
    store = new MemoryStore();
    expect((await respond([outer, lampFlow()], '参观路线怎么走')).flow).toEqual({ id: 'lamp', step: 'plug' });
    expect(said(await respond([lampFlow()], '没插'))).toEqual(['这个流程的内容刚刚更新了，要从头再走一遍吗？']);
    expect((await respond([lampFlow()], '退出')).flow).toBeNull();
  });

  test('a guide that has got shorter is a change', async () => {
    store = new MemoryStore();
    await respond([tourFlow()], '参观路线怎么走');
    expect(said(await respond([tourFlow()], '第40步'))[0]).toContain('第40号');
    const parts = partsWith([tourFlow()]);
    const entries = parts.knowledge.entries.map((entry) => ({
      ...entry,
      answer: { ...entry.answer, steps: entry.answer.steps.slice(0, 6) },
    }));
    const engine = new ConversationEngine({ ...parts, knowledge: { ...parts.knowledge, entries } }, store);
    expect(said(await engine.respond('one', '下一步'))).toEqual(['这个流程的内容刚刚更新了，要从头再走一遍吗？']);
    expect(said(await engine.respond('one', '重新开始'))[0]).toContain('第 1 步 / 共 6 步');
  });

  test('a flow that is gone is left without an error', async () => {
    expect(said(await respond([tourFlow()], '换过了'))).toEqual(['这个流程的内容刚刚更新了，要从头再走一遍吗？']);
    const left = await respond([tourFlow()], '重新开始');
    expect(left.flow).toBeNull();
    expect(said(left)[0]).not.toBe('');
  });
});

describe('an entry that is gone', () => {
  test.each(['台灯不亮怎么办', '菜单', '转人工', '没解决', '下一步', '1'])('%s is answered', async (text) => {
    store = new MemoryStore();
    const hours = (): ConversationParts => partsWith([lampFlow(), tourFlow()]);
    await new ConversationEngine(hours(), store).respond('one', '几点开门');
    const parts = hours();
    const entries = parts.knowledge.entries.filter(({ id }) => id !== 'opening-hours');
    const engine = new ConversationEngine({ ...parts, knowledge: { ...parts.knowledge, entries } }, store);
    expect(said(await engine.respond('one', text))[0]).toMatch(/./);
  });
});
