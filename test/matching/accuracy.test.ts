import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { parseQuestions, type Question } from '../../src/evaluation/questions';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { judge, type Outcome } from '../support/outcome';

/** Question files that no weight was fitted to. */
const HELD_OUT = ['hand-b.jsonl', 'hand-b-outside.jsonl', 'dev.jsonl'];

const questions = HELD_OUT.flatMap((name) => parseQuestions(readFileSync(join(__dirname, '..', 'questions', name), 'utf8'), name));
const ours = questions.filter(({ gold }) => gold.length > 0);
const outside = questions.filter(({ gold }) => gold.length === 0);

let desk: Desk;
let outcomes: ReadonlyMap<Question, Outcome>;

beforeAll(async () => {
  desk = await openRealDesk();
  outcomes = new Map(questions.map((question) => [question, judge(desk.matcher.match(question.q).decision, question.gold)]));
}, OPENING_TIMEOUT);

function share(of: readonly Question[], ...wanted: readonly Outcome[]): number {
  return of.filter((question) => wanted.includes(outcomes.get(question)!)).length / of.length;
}

describe('questions of ours that were held out from fitting', () => {
  test('are enough to measure by', () => {
    expect(ours.length).toBeGreaterThan(600);
    expect(outside.length).toBeGreaterThan(400);
  });

  test('are answered rightly', () => {
    expect(share(ours, 'right')).toBeGreaterThanOrEqual(0.85);
  });

  test('have the right answer given or offered', () => {
    expect(share(ours, 'right', 'offered')).toBeGreaterThanOrEqual(0.97);
  });

  test('are hardly ever answered wrongly', () => {
    expect(share(ours, 'wrong')).toBeLessThanOrEqual(0.02);
  });

  test.each(['pinyin', 'traditional', 'typo', 'ocr', 'error', 'story', 'voice', 'fragment', 'dialect', 'compound'])(
    '%s: given or offered nearly always',
    (kind) => {
      const some = ours.filter((question) => question.kind === kind);
      expect(some.length).toBeGreaterThan(5);
      expect(share(some, 'right', 'offered')).toBeGreaterThanOrEqual(0.9);
    },
  );
});

describe('questions that are not ours', () => {
  test('are hardly ever answered', () => {
    expect(share(outside, 'wrong', 'right')).toBeLessThanOrEqual(0.015);
  });

  test('are declined, or taken for the small talk they are', () => {
    expect(share(outside, 'declined')).toBeGreaterThanOrEqual(0.9);
  });
});

test('no fitted data hides among the held-out questions', () => {
  const taught = new Set(desk.knowledge.entries.flatMap(({ phrasings }) => phrasings.map((phrasing) => desk.matcher.normalize(phrasing))));
  const leaked = ours.filter(({ q }) => q.length > 8 && taught.has(desk.matcher.normalize(q)));
  expect(leaked.length / ours.length).toBeLessThan(0.02);
});
