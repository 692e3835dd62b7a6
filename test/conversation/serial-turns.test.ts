import { beforeAll, describe, expect, jest, test } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { ConversationEngine, type ConversationParts } from '../../src/conversation/engine';
import type { ConversationState } from '../../src/conversation/state';
import { MemoryStore } from '../../src/storage/memory-store';
import { type ConversationStore, type StoredTurn, type TurnCommit, VersionConflict, type Versioned } from '../../src/storage/store';
import { lampFlow, smallConversation, tourFlow } from '../support/small-conversation';

let parts: ConversationParts;

beforeAll(async () => {
  parts = (await smallConversation())([lampFlow(), tourFlow()]);
});

/** A store that takes a while to read and to write, so that turns that overlap would overwrite each other. */
class SlowStore extends MemoryStore<ConversationState> {
  override async load(key: string): Promise<Versioned<ConversationState> | null> {
    await pause(1);
    return super.load(key);
  }

  override async commitTurn(commit: TurnCommit<ConversationState>): Promise<StoredTurn> {
    await pause(1);
    return super.commitTurn(commit);
  }
}

/** A store that says at some commits that somebody else was faster. */
class ContestedStore extends MemoryStore<ConversationState> {
  commits = 0;

  constructor(private readonly conflicts: (commit: number) => boolean) {
    super();
  }

  override commitTurn(commit: TurnCommit<ConversationState>): Promise<StoredTurn> {
    this.commits++;
    return this.conflicts(this.commits) ? Promise.reject(new VersionConflict(commit.conversation)) : super.commitTurn(commit);
  }
}

const FIFTY = Array.from({ length: 50 }, (_, i) => i);

describe('turns of one conversation', () => {
  test('fifty messages at once are fifty turns, in order', async () => {
    const store = new SlowStore();
    const engine = new ConversationEngine(parts, store);
    await engine.respond('one', '参观路线怎么走');
    const results = await Promise.all(FIFTY.map(() => engine.respond('one', '下一步')));
    expect(results.map(({ replies }) => /第 (\d+) 步/.exec(replies[0]?.text ?? '')?.[1])).toEqual(FIFTY.map((i) => String(i + 2)));
    expect((await store.load('one'))?.version).toBe(51);
  });

  test('different conversations do not wait for each other and do not mix', async () => {
    const engine = new ConversationEngine(parts, new SlowStore());
    const started = performance.now();
    const results = await Promise.all(FIFTY.map((i) => engine.respond(`c${String(i)}`, i % 2 === 0 ? '参观路线怎么走' : '台灯不亮怎么办')));
    expect(results.map(({ flow }) => flow?.id)).toEqual(FIFTY.map((i) => (i % 2 === 0 ? 'tour' : 'lamp')));
    expect(performance.now() - started).toBeLessThan(2000);
  });

  test('a turn that fails does not stop the next', async () => {
    let loads = 0;
    const store: ConversationStore<ConversationState> = new (class extends MemoryStore<ConversationState> {
      override load(key: string): Promise<Versioned<ConversationState> | null> {
        loads++;
        return loads === 1 ? Promise.reject(new Error('disk full')) : super.load(key);
      }
    })();
    const engine = new ConversationEngine(parts, store);
    const [first, second] = await Promise.allSettled([engine.respond('one', '台灯不亮怎么办'), engine.respond('one', '台灯不亮怎么办')]);
    expect(first).toMatchObject({ status: 'rejected', reason: { message: 'disk full' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { flow: { id: 'lamp', step: 'plug' } } });
  });
});

describe('a conversation that another process has changed meanwhile', () => {
  test('the turn is taken again on the newer state, and answered once', async () => {
    const store = new ContestedStore((commit) => commit === 1);
    const result = await new ConversationEngine(parts, store).respond('one', '台灯不亮怎么办');
    expect(result.replies.map(({ text }) => text)).toEqual(['台灯不亮怎么办：这样办。', '插头插好了吗？']);
    expect(store.commits).toBe(2);
    expect(await store.load('one')).toMatchObject({ version: 1, value: { lastEntry: 'lamp-dark' } });
  });

  test('the newer state is the one that counts', async () => {
    const shared = new MemoryStore<ConversationState>();
    const here = new ConversationEngine(parts, shared);
    await here.respond('one', '参观路线怎么走');
    const there = new ConversationEngine(parts, shared);
    const results = await Promise.all([
      here.respond('one', '下一步'),
      there.respond('one', '下一步'),
      here.respond('one', '下一步'),
      there.respond('one', '下一步'),
    ]);
    expect(results.map(({ replies }) => /第 (\d+) 步/.exec(replies[0]?.text ?? '')?.[1]).sort()).toEqual(['2', '3', '4', '5']);
    expect((await shared.load('one'))?.version).toBe(5);
  });

  test('when the others never end, the turn is given up with the conflict in good time', async () => {
    const store = new ContestedStore(() => true);
    const now = jest.spyOn(Date, 'now');
    // Half an hour passes with each look at the clock.
    let clock = 0;
    now.mockImplementation(() => (clock += 1_800_000));
    await expect(new ConversationEngine(parts, store).respond('one', '台灯不亮怎么办')).rejects.toBeInstanceOf(VersionConflict);
    now.mockRestore();
    expect(store.commits).toBe(1);
    expect(await store.load('one')).toBeNull();
  });
});

describe('the store in memory', () => {
  test('counts versions from 1 and refuses any but the present one', async () => {
    const store = new MemoryStore<{ n: number }>();
    expect(await store.load('k')).toBeNull();
    await store.save('k', { n: 1 }, 0);
    await expect(store.save('k', { n: 2 }, 0)).rejects.toMatchObject({ key: 'k' });
    await expect(store.save('k', { n: 2 }, 2)).rejects.toBeInstanceOf(VersionConflict);
    await store.save('k', { n: 3 }, 1);
    expect(await store.load('k')).toEqual({ value: { n: 3 }, version: 2 });
    await expect(store.save('new', { n: 1 }, 1)).rejects.toBeInstanceOf(VersionConflict);
  });

  test('keeps copies: neither what was saved nor what was loaded changes it', async () => {
    const store = new MemoryStore<{ list: number[] }>();
    const saved = { list: [1] };
    await store.save('k', saved, 0);
    saved.list.push(2);
    (await store.load('k'))?.value.list.push(3);
    expect((await store.load('k'))?.value).toEqual({ list: [1] });
  });
});
