import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../../src/config';
import { measureEffect, type TeachingPlaces } from '../../../src/cli/measure-effect';
import type { Candidate, MatchDecision } from '../../../src/domain/decision';
import type { Teaching, TeachingEffect } from '../../../src/domain/teaching';
import { compareQuestions, compareTurns } from '../../../src/evaluation/effect';
import type { EffectProgress } from '../../../src/staff/learn/tools';
import { openStorage } from '../../../src/storage/open-store';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';
import { writeTinyContent } from '../../support/tiny-content';
import { maskAll } from '../../support/stores';

const answer = (...ids: string[]): MatchDecision => ({ kind: 'answer', answers: ids.map(candidate) });
const choices = (...ids: string[]): MatchDecision => ({ kind: 'clarify', choices: ids.map(candidate) });
const DECLINE: MatchDecision = { kind: 'decline', elsewhere: null };

/** A candidate whose source item is its id in capitals. */
function candidate(id: string): Candidate {
  return { id, source: [id.toUpperCase()], confidence: 1, evidence: [] };
}

/** A matcher that says the same to everything. */
const saying = (decision: MatchDecision): { match: () => { decision: MatchDecision; candidates: [] } } => ({
  match: () => ({ decision, candidates: [] }),
});

describe('the verdict on a changed decision', () => {
  test.each([
    ['right → wrong', ['A'], answer('a'), answer('b'), 'broken'],
    ['right → offered', ['A'], answer('a'), choices('a', 'b'), 'broken'],
    ['right → declined', ['A'], answer('a'), DECLINE, 'broken'],
    ['offered → wrong', ['A'], choices('a', 'b'), answer('b'), 'broken'],
    ['declined → wrong', ['A'], DECLINE, answer('b'), 'broken'],
    ['offered → missed', ['A'], choices('a', 'b'), choices('b', 'c'), 'worse'],
    ['wrong → right', ['A'], answer('b'), answer('a'), 'better'],
    ['offered → right', ['A'], choices('a', 'b'), answer('a'), 'better'],
    ['wrong → otherwise wrong', ['A'], answer('b'), answer('c'), 'other'],
    ['offered → otherwise offered', ['A'], choices('a', 'b'), choices('a', 'c'), 'other'],
    ['not ours: declined → answered', [], DECLINE, answer('b'), 'broken'],
    ['not ours: declined → asked back', [], DECLINE, choices('b', 'c'), 'worse'],
    ['not ours: answered → declined', [], answer('b'), DECLINE, 'better'],
    ['not ours: declined → small talk', [], DECLINE, { kind: 'smalltalk', smalltalk: 'x' }, 'other'],
  ] as const)('%s', (_, gold, before, after, verdict) => {
    const { changes } = compareQuestions([{ q: '问', gold: [...gold], kind: '' }], { before: saying(before), after: saying(after) });
    expect(changes.map((change) => change.verdict)).toEqual([verdict]);
  });

  test('nothing is reported where the same entries are shown, and right ones are counted', () => {
    const matchers = { before: saying(answer('a')), after: saying(answer('a')) };
    const questions = [
      { q: '一', gold: ['A'], kind: '' },
      { q: '二', gold: [], kind: '' },
    ];
    expect(compareQuestions(questions, matchers)).toEqual({ count: 2, right: { before: 1, after: 1 }, changes: [] });
    expect(compareTurns([{ text: '一', count: 3 }], matchers)).toEqual([]);
    expect(compareTurns([{ text: '一', count: 3 }], { ...matchers, after: saying(DECLINE) })).toEqual([
      { text: '一', count: 3, before: { kind: 'answer', ids: ['a'] }, after: { kind: 'decline', ids: [] } },
    ]);
  });
});

/** Measures by the built program in a process of its own: the test runner slows down learning a whole content several times. */
async function measureAside(at: TeachingPlaces, teaching: Teaching): Promise<TeachingEffect> {
  const program = join(__dirname, '..', '..', '..', 'dist', 'cli', 'measure-effect.js');
  const script = `require(process.argv[1]).measureEffect(...JSON.parse(process.argv[2]), () => undefined)
    .then((effect) => process.stdout.write(JSON.stringify(effect)));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script, program, JSON.stringify([at, teaching])], {
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(stdout) as TeachingEffect;
}

describe('measuring', () => {
  const folders: string[] = [];
  const places = (contentRoot: string, cacheDir: string): TeachingPlaces => {
    const dataDir = mkdtempSync(join(tmpdir(), 'shebao-effect-'));
    folders.push(dataDir);
    return { contentRoot, cacheDir, dataDir, databaseUrl: null };
  };
  const tiny = (): TeachingPlaces => {
    const root = writeTinyContent();
    folders.push(root);
    return places(root, join(root, '.cache'));
  };
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  });

  /** What users have asked. */
  async function ask(at: TeachingPlaces, texts: readonly string[]): Promise<void> {
    const { store } = await openStorage<object>(at, { mask: maskAll });
    for (const [i, text] of texts.entries()) {
      const match = { decision: DECLINE, candidates: [] };
      const turn = { messageId: 'm', text, data: null, match, replies: [], flow: null, outcome: 'open', contacts: [], micros: 1 } as const;
      await store.commitTurn({ conversation: `c${String(i)}`, channel: 'web', state: {}, version: 0, turn, handoff: null });
    }
    await store.close();
  }

  test('tells what changes for users, and that there are no evaluation questions', async () => {
    const at = tiny();
    await ask(at, ['账号被锁住了', '账号被锁住了', '公积金怎么提取']);
    const steps: EffectProgress['step'][] = [];
    const teaching = { kind: 'phrasing', target: 'gateway', texts: ['账号被锁住了', '账号锁住登不进'] } as const;
    const effect = await measureEffect(at, teaching, ({ step }) => steps.push(step));
    expect(effect).toMatchObject({ faults: [], questions: null, learned: [], turns: { asked: 3, texts: 2 } });
    expect(effect.own.map(({ text, after }) => [text, after])).toEqual([
      ['账号被锁住了', { kind: 'answer', ids: ['gateway'] }],
      ['账号锁住登不进', { kind: 'answer', ids: ['gateway'] }],
    ]);
    expect(effect.turns.changes).toEqual([
      expect.objectContaining({ text: '账号被锁住了', count: 2, after: { kind: 'answer', ids: ['gateway'] } }),
    ]);
    expect(new Set(steps)).toEqual(new Set(['reading', 'learning', 'questions', 'turns']));
  });

  test.each<[string, Teaching, string]>([
    [
      'a phrasing that another entry has',
      { kind: 'phrasing', target: 'gateway', texts: ['登录一直白屏'] },
      '“gateway”也有这种问法|“white-screen”也有这种问法',
    ],
    ['an entry that is gone', { kind: 'phrasing', target: 'gone', texts: ['甲'] }, '没有文件'],
    ['a personal number', { kind: 'phrasing', target: 'gateway', texts: ['打13812345678'] }, '个人号码'],
    [
      'an answer that names an unknown contact',
      {
        kind: 'entry',
        texts: ['甲乙一', '丙丁二', '戊己三', '庚辛四', '壬癸五'],
        entry: {
          id: 'x',
          topic: 'login',
          title: '题',
          question: '问？',
          audience: '单位',
          conclusion: '打{contact:nobody}。',
          steps: [],
          notes: [],
        },
      },
      '没有编号为“nobody”的联系方式',
    ],
  ])('finds the fault of %s without learning anything', async (_, teaching, message) => {
    const effect = await measureEffect(tiny(), teaching, () => undefined);
    expect(effect.faults).toHaveLength(1);
    expect(effect.faults[0]?.message).toMatch(new RegExp(message));
    expect(effect.own).toEqual([]);
  });

  test('evaluation questions beside the content count, also those that are learnt word for word', async () => {
    const at = tiny();
    mkdirSync(join(at.contentRoot, 'test', 'questions'), { recursive: true });
    writeFileSync(
      join(at.contentRoot, 'test', 'questions', 'a.jsonl'),
      '{"q":"登录502打不开了","gold":["1"]}\n{"q":"页面白屏","gold":["2"]}\n',
    );
    const effect = await measureEffect(at, { kind: 'phrasing', target: 'white-screen', texts: ['页面白屏？'] }, () => undefined);
    expect(effect.learned).toEqual(['页面白屏']);
    expect(effect.questions).toMatchObject({ count: 2, right: { before: expect.any(Number), after: expect.any(Number) } });
  });

  describe('on the project’s own content', () => {
    let effect: TeachingEffect;
    beforeAll(async () => {
      await openRealDesk();
      const { contentRoot, cacheDir } = readConfig({});
      // The content is read where it is; only the data is elsewhere.
      const root = mkdtempSync(join(tmpdir(), 'shebao-effect-'));
      folders.push(root);
      for (const name of ['knowledge', 'dialogs']) symlinkSync(join(contentRoot, name), join(root, name));
      // A part of the questions, because every one is asked twice.
      mkdirSync(join(root, 'test', 'questions'), { recursive: true });
      cpSync(join(contentRoot, 'test', 'questions', 'hand-a.jsonl'), join(root, 'test', 'questions', 'hand-a.jsonl'));
      const texts = ['登录以后一片空白怎么办', '页面白屏进不去', '白屏怎么解决', '打开以后白屏', '白屏转圈进不了系统'];
      effect = await measureAside(places(root, cacheDir), { kind: 'phrasing', target: 'payment-invoice', texts });
    }, OPENING_TIMEOUT);

    test('phrasings put into the wrong entry are seen to break evaluation questions', () => {
      const { changes, right, count } = effect.questions ?? { changes: [], right: { before: 0, after: 0 }, count: 0 };
      const broken = changes.filter(({ verdict }) => verdict === 'broken');
      expect(count).toBeGreaterThan(150);
      expect(broken.length).toBeGreaterThan(0);
      expect(broken.some(({ gold, before }) => gold.includes('2.2.4') && before.ids.includes('login-white-screen'))).toBe(true);
      expect(changes.slice(0, broken.length)).toEqual(broken);
      expect(right.after).toBeLessThan(right.before);
    });

    test('and hardly any question about something else changes', () => {
      const others = effect.questions?.changes.filter(({ gold }) => !gold.includes('2.2.4') && gold.length > 0) ?? [];
      expect(others.length).toBeLessThan(10);
    });
  });
});
