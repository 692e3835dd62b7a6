import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MatchDecision } from '../../../src/domain/decision';
import type { TeachingEffect } from '../../../src/domain/teaching';
import { type LearningStore, type NewProposal, UNANSWERED_KINDS, type UnansweredText } from '../../../src/storage/learning-store';
import type { Storage } from '../../../src/storage/open-store';
import type { TurnCommit } from '../../../src/storage/store';
import { POSTGRES_TIMEOUT } from '../../support/postgres';
import { databases, type Place } from '../../support/stores';

const CANDIDATE = { id: 'login-502', source: ['2.2.3'], confidence: 0.5, evidence: [] };
const DECLINED: MatchDecision = { kind: 'decline', elsewhere: null };
const FOREIGN: MatchDecision = { kind: 'decline', elsewhere: 'bank' };
const ASKED_BACK: MatchDecision = { kind: 'clarify', choices: [CANDIDATE, CANDIDATE] };
const ANSWERED: MatchDecision = { kind: 'answer', answers: [CANDIDATE] };
const EFFECT: TeachingEffect = { faults: [], own: [], learned: [], questions: null, turns: { asked: 0, texts: 0, changes: [] } };

const PROPOSAL: NewProposal = { kind: 'phrasing', target: 'login-502', texts: ['五零二咋整'], entry: null, keys: ['五零二'], by: 'anna' };

describe.each(databases())('learning in $name', (backend) => {
  let place: Place<object, Storage<object>>;
  let storage: Storage<object>;
  let learning: LearningStore;

  beforeAll(() => backend.start(), POSTGRES_TIMEOUT);
  afterAll(() => backend.stop(), POSTGRES_TIMEOUT);
  afterEach(() => backend.clear());
  beforeEach(async () => {
    place = await backend.place<object>();
    storage = await place.open();
    learning = storage.learning;
  });

  let turns = 0;
  /** One message of a conversation of its own; resolves with the conversation's id. */
  const say = async (text: string, decision: MatchDecision | null, changes: Partial<TurnCommit<object>> = {}): Promise<string> => {
    const conversation = `c${String(++turns)}`;
    const match = decision === null ? null : { decision, candidates: [] };
    const turn = {
      ...{ messageId: 'm', text, data: null, match, replies: [], flow: null },
      ...({ outcome: 'open', contacts: [], micros: 1 } as const),
    };
    await storage.store.commitTurn({ conversation, channel: 'web', state: {}, version: 0, turn, handoff: null, ...changes });
    return conversation;
  };
  const list = (middle = 0, limit = 100): Promise<UnansweredText[]> =>
    learning.unanswered({ kinds: UNANSWERED_KINDS, from: 0, middle, to: Date.now() + 1000 }, limit);
  const texts = async (): Promise<string[]> => (await list()).map(({ text }) => text);

  test('keeps declined and clarified questions, and those of subjects that are not ours, by wording', async () => {
    await say('五零二', DECLINED);
    await say('五零二？？', ASKED_BACK);
    await say('转账限额', FOREIGN);
    await say('登录报502', ANSWERED);
    await say('菜单', null);
    await say('？？', DECLINED);
    const [first, second] = await list();
    expect(first).toMatchObject({ key: '五零二', kinds: { decline: 1, clarify: 1, unsolved: 0, elsewhere: 0 }, earlier: 0 });
    expect(second).toMatchObject({ key: '转账限额', kinds: { decline: 0, elsewhere: 1 } });
    expect(await list()).toHaveLength(2);
    expect((await list(0, 1)).map(({ key }) => key)).toEqual(['五零二']);
    const ours = { from: 0, middle: 0, to: Date.now() + 1000 };
    expect(await learning.unanswered({ ...ours, kinds: ['clarify'] }, 10)).toMatchObject([
      { key: '五零二', kinds: { decline: 0, clarify: 1 } },
    ]);
    expect(await learning.unanswered({ ...ours, kinds: [] }, 10)).toEqual([]);
  });

  test('leaves out what is said inside a flow', async () => {
    await say('嗯嗯', DECLINED, { summary: { kind: 'step', entry: null, ended: null } });
    expect(await list()).toEqual([]);
  });

  test('counts the period before apart', async () => {
    await say('五零二', DECLINED);
    const [found] = await list(Date.now() + 500);
    expect(found).toMatchObject({ earlier: 1, kinds: { decline: 0 } });
    expect(await learning.unanswered({ kinds: UNANSWERED_KINDS, from: Date.now() + 500, middle: Date.now() + 600, to: Date.now() + 1000 }, 10)).toEqual([]); // prettier-ignore
  });

  test('a judgement “没解决” brings the answered question in, a good one takes it out', async () => {
    const conversation = await say('登录报502', ANSWERED);
    await storage.store.feedback(conversation, 1, false, '');
    expect(await list()).toMatchObject([{ text: '登录报502', kinds: { unsolved: 1 } }]);
    await storage.store.feedback(conversation, 1, true, '');
    expect(await list()).toEqual([]);
    expect(await storage.store.feedback(conversation, 7, false, '')).toBe(false);
  });

  test('keeps no personal number, in rows and in proposals', async () => {
    await say('我的手机13812345678收不到', DECLINED);
    await learning.propose({ ...PROPOSAL, texts: ['打13812345678'] });
    const raw = await place.raw();
    expect(raw).toContain('138****78');
    expect(raw).not.toContain('13812345678');
  });

  test('takes long and strange wordings', async () => {
    await say('长'.repeat(5000), DECLINED);
    await say('😀'.repeat(400), DECLINED);
    await say(`a\0b${'😀'.repeat(170)}字`.repeat(3), DECLINED);
    const [first] = await list();
    expect((await list()).every(({ text, key }) => text.isWellFormed() && key.isWellFormed() && text.length <= 300)).toBe(true);
    expect(first?.key.length).toBeLessThanOrEqual(200);
  });

  test('dismissed wordings stay away, those of a proposal until it is rejected or applied', async () => {
    await say('五零二', DECLINED);
    await say('另一个', DECLINED);
    await learning.dismiss(['另一个', ''], 'anna');
    expect(await texts()).toEqual(['五零二']);
    const { id } = await learning.propose(PROPOSAL);
    expect(await texts()).toEqual([]);
    expect(await learning.decide(id, 'rejected', 'bob')).toBe(true);
    expect(await texts()).toEqual(['五零二']);
    const again = await learning.propose(PROPOSAL);
    await learning.decide(again.id, 'accepted', 'bob');
    await learning.markApplied([again.id]);
    expect(await texts()).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 5));
    // What was taught and is still not understood comes back.
    await say('五零二', DECLINED);
    await say('另一个', DECLINED);
    expect(await texts()).toEqual(['五零二']);
  });

  test('a proposal goes from proposed to accepted to applied, and no other way', async () => {
    const { id, status, createdAt } = await learning.propose(PROPOSAL);
    expect(status).toBe('proposed');
    await learning.noteFault(id, 'x');
    await learning.markApplied([id]);
    expect(await learning.proposal(id)).toEqual({
      ...{ id, kind: 'phrasing', target: 'login-502', texts: ['五零二咋整'], entry: null, status: 'proposed', by: 'anna', createdAt },
      ...{ decidedBy: null, decidedAt: null, appliedAt: null, fault: null, effect: null },
    });
    await learning.noteEffect(id, 'stamp', EFFECT);
    expect(await learning.decide(id, 'accepted', 'bob')).toBe(true);
    expect(await learning.decide(id, 'accepted', 'bob')).toBe(false);
    await learning.noteFault(id, '重复');
    expect(await learning.proposal(id)).toMatchObject({
      ...{ status: 'accepted', decidedBy: 'bob', fault: '重复' },
      effect: { stamp: 'stamp', found: EFFECT },
    });
    await learning.markApplied([id]);
    expect(await learning.proposal(id)).toMatchObject({ status: 'applied', fault: null, appliedAt: expect.any(Number) });
    expect(await learning.decide(id, 'rejected', 'bob')).toBe(false);
    expect(await learning.proposal('none')).toBeNull();
  });

  test('lists proposals by status, newest first, with their new entry', async () => {
    const entry = {
      id: 'new',
      topic: 'login',
      title: '新',
      question: '新？',
      audience: '单位',
      conclusion: '好。',
      steps: ['一'],
      notes: [],
    };
    const first = await learning.propose({ ...PROPOSAL, kind: 'entry', target: 'new', entry });
    await new Promise((resolve) => setTimeout(resolve, 5));
    const second = await learning.propose(PROPOSAL);
    await learning.decide(second.id, 'accepted', 'bob');
    expect((await learning.proposals(['proposed', 'accepted'], 10)).map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(await learning.proposals(['proposed'], 10)).toMatchObject([{ id: first.id, entry }]);
    expect(await learning.proposals([], 10)).toEqual([]);
  });

  test('tells what users asked, most often first, without what the matcher was not asked', async () => {
    await say('登录报502', ANSWERED);
    await say('登录报502', ANSWERED);
    await say('五零二', DECLINED);
    await say('菜单', null);
    const since = Date.now() - 60_000;
    expect(await learning.asked(since, 10)).toEqual({ texts: [{ text: '登录报502', count: 2 }, { text: '五零二', count: 1 }], asked: 3 }); // prettier-ignore
    expect(await learning.asked(since, 1)).toEqual({ texts: [{ text: '登录报502', count: 2 }], asked: 3 });
    expect(await learning.asked(Date.now() + 60_000, 10)).toEqual({ texts: [], asked: 0 });
  });

  test('purges proposals, decided or not, and the rows with their turns', async () => {
    await say('五零二', DECLINED);
    await say('三', DECLINED);
    await learning.dismiss(['三'], 'anna');
    await learning.propose(PROPOSAL);
    const gone = await learning.propose({ ...PROPOSAL, keys: [] });
    await learning.decide(gone.id, 'rejected', 'bob');
    await learning.purge(Date.now() - 60_000);
    expect(await learning.proposals(['proposed', 'rejected'], 10)).toHaveLength(2);
    await learning.purge(Date.now() + 1000);
    expect(await learning.proposals(['proposed', 'rejected'], 10)).toEqual([]);
    expect((await texts()).sort()).toEqual(['三', '五零二']);
    await storage.store.purge(Date.now() + 1000);
    expect(await texts()).toEqual([]);
  });
});
