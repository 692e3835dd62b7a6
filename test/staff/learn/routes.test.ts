import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { MatchDecision } from '../../../src/domain/decision';
import type { Teaching, TeachingEffect } from '../../../src/domain/teaching';
import type { Refusal } from '../../../src/staff/api/account';
import type {
  ApplyResponse,
  LearnEntriesResponse,
  LearnGroupResponse,
  LearnGroupsResponse,
  LearnNamesResponse,
  ProposalResponse,
  ProposalsResponse,
  ProposeRequest,
  ProposeResponse,
} from '../../../src/staff/api/learn';
import type { ApplyOutcome, EffectProgress } from '../../../src/staff/learn/tools';
import type { Proposal } from '../../../src/storage/learning-store';
import { OPENING_TIMEOUT } from '../../support/desk';
import { startServer, type TestServer } from '../../support/server';
import { addAccount, StaffClient } from '../../support/staff';
import { NO_EFFECT } from '../../support/teaching';

/** What the means of learning do at the moment. */
const tools = {
  stamp: 'content-1',
  measure: (_teaching: Teaching, _progress: (progress: EffectProgress) => void): Promise<TeachingEffect> => Promise.resolve(NO_EFFECT),
  apply: (proposals: readonly Proposal[]): Promise<ApplyOutcome> =>
    Promise.resolve({ kind: 'applied', proposals: proposals.map(({ id }) => id), files: [], commit: 'knowledge: x' }),
  writable: true,
};

let desk: TestServer;
let teacher: StaffClient;
let admin: StaffClient;
beforeAll(async () => {
  desk = await startServer({}, '/nonexistent', {
    stamp: () => tools.stamp,
    measure: (teaching, progress) => tools.measure(teaching, progress),
    apply: (proposals) => tools.apply(proposals),
    writable: () => tools.writable,
  });
  await addAccount(desk.accounts, 'anna', 'teach');
  await addAccount(desk.accounts, 'bob', 'answer');
  await addAccount(desk.accounts, 'carl', 'admin');
  teacher = await StaffClient.signIn(desk.url, 'anna');
  admin = await StaffClient.signIn(desk.url, 'carl');
}, OPENING_TIMEOUT);
afterAll(() => desk.stop());
beforeEach(() => {
  tools.stamp = 'content-1';
  tools.measure = () => Promise.resolve(NO_EFFECT);
});

let conversations = 0;
async function ask(text: string, decision: MatchDecision = { kind: 'decline', elsewhere: null }): Promise<void> {
  const turn = {
    ...{ messageId: 'm', text, data: null, match: { decision, candidates: [] }, replies: [], flow: null },
    ...({ outcome: 'open', contacts: [], micros: 1 } as const),
  };
  const state = {} as never;
  await desk.store.commitTurn({ conversation: `learn${String(++conversations)}`, channel: 'web', state, version: 0, turn, handoff: null });
}

async function json<T>(response: Promise<Response>): Promise<T> {
  const got = await response;
  if (!got.ok) throw new Error(`${String(got.status)} ${await got.text()}`);
  return (await got.json()) as T;
}
async function refusal(response: Promise<Response>): Promise<string> {
  return ((await (await response).json()) as Refusal).error.code;
}

const PHRASING: ProposeRequest = { kind: 'phrasing', target: 'login-502', texts: ['页面蹦出五零二'], keys: [] };
const propose = async (request: ProposeRequest): Promise<string> =>
  (await json<ProposeResponse>(teacher.post('learn/proposals', request))).id;
/** Waits until a proposal has been measured. */
async function measured(id: string): Promise<ProposalResponse> {
  for (let tries = 0; tries < 200; tries++) {
    const found = await json<ProposalResponse>(teacher.get(`learn/proposals/${id}`));
    if (found.measuring.kind === 'idle' && found.effect !== null) return found;
    if (found.measuring.kind === 'failed') return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('never measured');
}

test('only those who teach get in, and changes need the page’s token', async () => {
  const bob = await StaffClient.signIn(desk.url, 'bob');
  expect(await refusal(bob.get('learn/groups'))).toBe('WrongRole');
  expect(await refusal(bob.post('learn/proposals', PHRASING))).toBe('WrongRole');
  expect(await refusal(teacher.post('learn/apply'))).toBe('WrongRole');
  expect(await refusal(teacher.post('learn/dismiss', { keys: ['x'] }, { 'x-csrf-token': 'forged' }))).toBe('Forged');
  expect((await fetch(`${desk.url}/staff/api/learn/groups`)).status).toBe(401);
});

describe('unanswered questions', () => {
  test('are listed by groups, with what the desk would say today', async () => {
    for (const text of ['养的猫丢了咋整啊', '养的猫丢了咋整', '养的猫丢了，咋整！']) await ask(text);
    await ask('登录页面不对', { kind: 'clarify', choices: [] });
    await ask('银行转账限额', { kind: 'decline', elsewhere: 'bank' });
    const list = await json<LearnGroupsResponse>(teacher.get('learn/groups?days=30'));
    expect(list).toMatchObject({ total: 2, next: null, cut: false, asked: 4, earlier: 0 });
    expect(list.groups[0]).toMatchObject({
      text: '养的猫丢了咋整',
      count: 3,
      wordings: 2,
      kinds: { decline: 3 },
      now: { kind: 'decline' },
    });
    const all = await json<LearnGroupsResponse>(teacher.get('learn/groups?kinds=elsewhere,decline'));
    expect(all.groups.map(({ text }) => text)).toEqual(['养的猫丢了咋整', '银行转账限额']);
    const { id } = list.groups[0]!;
    const group = await json<LearnGroupResponse>(teacher.get(`learn/group?id=${id}`));
    expect(group.wordings.map(({ text, count, personal }) => [text, count, personal])).toEqual([
      ['养的猫丢了咋整', 2, null],
      ['养的猫丢了咋整啊', 1, null],
    ]);
    expect(group.subjects.length).toBeGreaterThan(40);
    expect(await refusal(teacher.get('learn/group?id=none'))).toBe('NotFound');
    expect(await refusal(teacher.get('learn/groups?days=0'))).toBe('BadRequest');
  });

  test('leave the list when dismissed, which is noted', async () => {
    await ask('天上有几颗星');
    const find = async (): Promise<boolean> =>
      (await json<LearnGroupsResponse>(teacher.get('learn/groups'))).groups.some(({ text }) => text === '天上有几颗星');
    expect(await find()).toBe(true);
    expect((await teacher.post('learn/dismiss', { keys: ['天上有几颗星'] })).status).toBe(204);
    expect(await find()).toBe(false);
    expect(await refusal(teacher.post('learn/dismiss', { keys: [] }))).toBe('BadRequest');
    expect(await desk.accounts.auditLog({ limit: 1 })).toMatchObject([{ actor: 'anna', action: 'learn-dismiss', target: '天上有几颗星' }]);
  });

  test('entries are found by their words and by likeness', async () => {
    const { entries } = await json<LearnEntriesResponse>(teacher.get(`learn/entries?q=${encodeURIComponent('白屏')}`));
    expect(entries[0]).toEqual({ id: 'login-white-screen', title: expect.stringContaining('白屏') });
    expect(await json<LearnEntriesResponse>(teacher.get('learn/entries?q='))).toEqual({ entries: [] });
    const names = await json<LearnNamesResponse>(teacher.get('learn/names'));
    expect(names.topics.map(({ id }) => id)).toContain('login');
    expect(names.subjects.map(({ id }) => id)).toContain('bank');
  });
});

describe('a proposal', () => {
  test('is measured by itself, accepted by its effect, and rejected no more once it is applied', async () => {
    tools.measure = (teaching, progress) => {
      progress({ step: 'learning', share: 0.5 });
      const shown = { kind: 'answer', ids: ['login-502'] } as const;
      const change = { text: '登录报502', gold: ['2.2.3'], before: shown, after: { kind: 'decline', ids: [] }, verdict: 'broken' } as const;
      return Promise.resolve({
        ...NO_EFFECT,
        questions: { count: 1, right: { before: 1, after: 0 }, changes: [change] },
        learned: teaching.texts,
      });
    };
    const id = await propose(PHRASING);
    const { proposal, effect } = await measured(id);
    expect(proposal).toMatchObject({
      status: 'proposed',
      by: 'anna',
      broken: 1,
      target: { id: 'login-502', title: expect.stringContaining('502') },
    });
    expect(effect).toMatchObject({
      stamp: 'content-1',
      learned: ['页面蹦出五零二'],
      questions: {
        count: 1,
        rightBefore: 1,
        rightAfter: 0,
        changes: [{ verdict: 'broken', right: [{ id: 'login-502' }], after: { kind: 'decline', names: [] } }],
      },
    });
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, {}))).toBe('BadRequest');
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, { stamp: 'other' }))).toBe('NotMeasured');
    expect((await teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' })).status).toBe(204);
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' }))).toBe('NotFound');
    const { proposals } = await json<ProposalsResponse>(teacher.get('learn/proposals'));
    expect(proposals[0]).toMatchObject({ id, status: 'accepted', decidedBy: 'anna', broken: 1 });
    expect(await json<ApplyResponse>(admin.post('learn/apply'))).toEqual({
      kind: 'applied',
      proposals: 1,
      files: [],
      commit: 'knowledge: x',
    });
    expect(await refusal(teacher.post(`learn/proposals/${id}/reject`))).toBe('NotFound');
    const actions = (await desk.accounts.auditLog({ limit: 3 })).map(({ actor, action, target }) => [actor, action, target]);
    expect(actions).toEqual([['carl', 'learn-apply', ''], ['anna', 'learn-accept', 'login-502'], ['anna', 'learn-propose', 'login-502']]); // prettier-ignore
  });

  test('cannot be accepted before it is measured on the content of now, and is measured again when that has changed', async () => {
    let end = (): void => undefined;
    tools.measure = (_, progress) =>
      new Promise((resolve) => {
        progress({ step: 'questions', share: 0.25 });
        end = () => {
          resolve(NO_EFFECT);
        };
      });
    const id = await propose(PHRASING);
    const behind = await propose({ ...PHRASING, texts: ['另一种'] });
    const state = async (which: string): Promise<unknown> =>
      (await json<ProposalResponse>(teacher.get(`learn/proposals/${which}`))).measuring;
    expect(await state(id)).toEqual({ kind: 'running', step: 'questions', share: 0.25 });
    expect(await state(behind)).toEqual({ kind: 'waiting', before: 1 });
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' }))).toBe('NotMeasured');
    tools.measure = () => Promise.resolve(NO_EFFECT);
    end();
    await measured(id);
    await measured(behind);
    tools.stamp = 'content-2';
    expect(await json<ProposalResponse>(teacher.get(`learn/proposals/${id}`))).toMatchObject({ effect: null, proposal: { broken: null } });
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' }))).toBe('NotMeasured');
    await teacher.post(`learn/proposals/${id}/measure`);
    expect((await measured(id)).effect?.stamp).toBe('content-2');
    for (const one of [id, behind]) expect((await teacher.post(`learn/proposals/${one}/reject`)).status).toBe(204);
  });

  test('with faults cannot be accepted, and a measuring that fails says so and can be tried again', async () => {
    tools.measure = () => Promise.reject(new Error('没有内存了'));
    const id = await propose(PHRASING);
    expect((await measured(id)).measuring).toEqual({ kind: 'failed', message: '没有内存了' });
    expect(desk.log.some((line) => line.includes('计算提案的影响时出错'))).toBe(true);
    tools.measure = () => Promise.resolve({ ...NO_EFFECT, faults: [{ message: '重复', hint: '删掉' }] });
    await teacher.post(`learn/proposals/${id}/measure`);
    expect((await measured(id)).effect?.faults).toEqual([{ message: '重复', hint: '删掉' }]);
    expect(await refusal(teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' }))).toBe('FaultyProposal');
    await teacher.post(`learn/proposals/${id}/reject`);
  });

  test('for a new entry gets an id of its own', async () => {
    const entry = {
      topic: 'login',
      title: '账号冻结',
      question: '账号冻结了？',
      audience: '单位',
      conclusion: '去窗口。',
      steps: ['一', ''],
      notes: [],
    };
    const id = await propose({ kind: 'entry', entry, texts: ['冻结了'], keys: [] });
    expect((await measured(id)).proposal).toMatchObject({ target: { id: 'new-entry', title: '账号冻结' }, entry: { steps: ['一'] } });
    await teacher.post(`learn/proposals/${id}/reject`);
  });

  test.each([
    ['a personal number', { ...PHRASING, texts: ['打13812345678'] }, 'Personal'],
    ['a masked number', { ...PHRASING, texts: ['打138****78'] }, 'Personal'],
    ['no wording', { ...PHRASING, texts: [] }, 'NothingTaught'],
    ['an unknown entry', { ...PHRASING, target: 'gone' }, 'UnknownTarget'],
    ['an entry as a subject', { ...PHRASING, kind: 'elsewhere' }, 'UnknownTarget'],
    ['something else', { ...PHRASING, more: 1 }, 'BadRequest'],
    ['a new entry without an answer', { kind: 'entry', texts: ['甲'], keys: [], entry: { topic: 'login', title: '题' } }, 'BadRequest'],
  ])('is refused with %s', async (_, body, code) => {
    expect(await refusal(teacher.post('learn/proposals', body))).toBe(code);
  });

  test('takes its wordings off the list until it is rejected', async () => {
    await ask('会飞的鱼怎么交社保');
    const find = async (): Promise<boolean> =>
      (await json<LearnGroupsResponse>(teacher.get('learn/groups'))).groups.some(({ text }) => text === '会飞的鱼怎么交社保');
    const id = await propose({ kind: 'elsewhere', target: 'food-life', texts: ['会飞的鱼怎么交社保'], keys: ['会飞的鱼怎么交社保'] });
    expect(await find()).toBe(false);
    await teacher.post(`learn/proposals/${id}/reject`);
    expect(await find()).toBe(true);
  });
});

test('what could not be written stands with the proposal', async () => {
  const id = await propose(PHRASING);
  await measured(id);
  await teacher.post(`learn/proposals/${id}/accept`, { stamp: 'content-1' });
  const apply = tools.apply;
  tools.apply = () => Promise.resolve({ kind: 'refused', faults: [{ proposal: id, message: '重复了' }] });
  expect(await json<ApplyResponse>(admin.post('learn/apply'))).toEqual({ kind: 'refused', faults: [{ proposal: id, message: '重复了' }] });
  expect((await json<ProposalResponse>(teacher.get(`learn/proposals/${id}`))).proposal).toMatchObject({
    status: 'accepted',
    fault: '重复了',
  });
  tools.apply = apply;
  tools.writable = false;
  expect(await refusal(admin.post('learn/apply'))).toBe('NotWritable');
  tools.writable = true;
});
