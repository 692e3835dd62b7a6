import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { ConversationEngine, type ConversationParts } from '../../../src/conversation/engine';
import type { ConversationState } from '../../../src/conversation/state';
import type { MatchResult } from '../../../src/domain/decision';
import type { Flow } from '../../../src/domain/flow';
import type { TurnSummary } from '../../../src/domain/turn';
import type { Matcher } from '../../../src/matching/matcher';
import { MemoryStore } from '../../../src/storage/memory-store';
import { lampFlow, smallConversation, tourFlow } from '../../support/small-conversation';

const OPEN_END = { done: { kind: 'end', end: 'open', say: '先这样。' } } as const;
const TRAINING_TIMEOUT = 60_000;

let desk: (flows: readonly Flow[]) => ConversationParts;
let summaries: (TurnSummary | undefined)[];
let store: MemoryStore<ConversationState>;

beforeAll(async () => {
  desk = await smallConversation();
}, TRAINING_TIMEOUT);

beforeEach(() => {
  summaries = [];
  store = new MemoryStore<ConversationState>();
  const commit = store.commitTurn.bind(store);
  store.commitTurn = (turn) => {
    summaries.push(turn.summary);
    return commit(turn);
  };
});

/** What is counted of each message of a conversation. */
async function counted(texts: readonly string[], flows: readonly Flow[] = [lampFlow(), tourFlow()]): Promise<(TurnSummary | undefined)[]> {
  const engine = new ConversationEngine(desk(flows), store);
  for (const text of texts) await engine.respond('c1', text);
  return summaries;
}

const at = (step: string, way: string): object => ({ flow: 'lamp', step, way });

describe('what the reports count of a turn', () => {
  test('an answer, small talk and commands', async () => {
    expect(await counted(['几点开门', '菜单', '解决了'])).toEqual([
      { kind: 'answer', entry: 'opening-hours', ended: null },
      { kind: 'other', entry: 'opening-hours', ended: null },
      { kind: 'other', entry: 'opening-hours', ended: null },
    ]);
  });

  test('what is not ours is about no entry', async () => {
    const parts = desk([lampFlow()]);
    const declined: MatchResult = { decision: { kind: 'decline', elsewhere: null }, candidates: [] };
    const matcher = Object.create(parts.matcher) as Matcher;
    matcher.match = (text) => (text === '股票' ? declined : parts.matcher.match(text));
    const engine = new ConversationEngine({ ...parts, matcher }, store);
    for (const text of ['几点开门', '股票']) await engine.respond('c1', text);
    expect(summaries).toEqual([
      { kind: 'answer', entry: 'opening-hours', ended: null },
      { kind: 'decline', entry: null, ended: null },
    ]);
  });

  test('a question asked back about, and the answer that is picked then', async () => {
    expect(await counted(['今天天气真不错啊朋友', '几点开门'])).toEqual([
      { kind: 'clarify', entry: 'lamp-dark', ended: null },
      { kind: 'choice', entry: 'opening-hours', ended: null },
    ]);
  });

  test('a flow that is walked to its good end', async () => {
    expect(await counted(['台灯不亮怎么办', '插好了', '没换'])).toEqual([
      { kind: 'guide', entry: 'lamp-dark', ended: null },
      { kind: 'step', entry: 'lamp-dark', ended: null },
      { kind: 'step', entry: 'lamp-dark', ended: at('bulb', 'solved') },
    ]);
  });

  test('a flow that ends with the problem open', async () => {
    const texts = ['台灯不亮怎么办', '没插'];
    expect((await counted(texts, [lampFlow('v1', OPEN_END)])).at(-1)).toEqual({
      kind: 'step',
      entry: 'lamp-dark',
      ended: at('plug', 'open'),
    });
  });

  test('a flow that leads to people, and one from which people are asked for', async () => {
    expect((await counted(['台灯不亮怎么办', '插好了', '换过了'])).at(-1)).toEqual({
      kind: 'handoff',
      entry: 'lamp-dark',
      ended: at('bulb', 'handoff'),
    });
  });

  test('people asked for in a flow', async () => {
    expect((await counted(['台灯不亮怎么办', '转人工'])).at(-1)).toMatchObject({ kind: 'handoff', ended: at('plug', 'handoff') });
  });

  test('a flow that is quit, and one that is begun anew', async () => {
    const summary = await counted(['台灯不亮怎么办', '插好了', '重来', '退出']);
    expect(summary.map((one) => one?.ended)).toEqual([null, null, null, at('plug', 'quit')]);
    expect(summary.at(-1)?.kind).toBe('step');
  });

  test('a question in between is a question of its own and leaves the flow running', async () => {
    expect((await counted(['台灯不亮怎么办', '你们几点开门？'])).at(-1)).toEqual({ kind: 'answer', entry: 'opening-hours', ended: null });
  });

  test('a change to another problem ends the walk', async () => {
    expect((await counted(['台灯不亮怎么办', '参观路线怎么走？', '先处理这个'])).slice(1)).toEqual([
      { kind: 'answer', entry: 'museum-tour', ended: null },
      { kind: 'step', entry: 'museum-tour', ended: at('plug', 'switch') },
    ]);
  });

  test('what is not understood in a flow is a step of it, not a question declined', async () => {
    expect((await counted(['台灯不亮怎么办', '呱呱呱']))[1]).toEqual({ kind: 'step', entry: 'lamp-dark', ended: null });
  });
});
