import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { Renderer } from '../../src/conversation/render';
import { replyTo } from '../../src/conversation/reply';
import type { Candidate, MatchResult } from '../../src/domain/decision';
import { splitMessage } from '../../src/text/clauses';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { fc, randomText } from '../support/properties';

let desk: Desk;
let entryIds: ReadonlySet<string>;

beforeAll(async () => {
  desk = await openRealDesk();
  entryIds = new Set(desk.knowledge.entries.map(({ id }) => id));
}, OPENING_TIMEOUT);

/** Any UTF-16 units at all: half surrogate pairs, controls, private use. */
const anyUnits = fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 60 }).map((units) => String.fromCharCode(...units));
/** Any whole characters of Unicode. */
const anyCharacters = randomText(60);
/** Han characters at random. */
const han = fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { maxLength: 40 }).map((units) => String.fromCharCode(...units));
/** Pieces of what people do write, in any order, with anything in between. */
const pieces = fc.constantFrom(
  ...[
    '登录',
    '不了',
    '502',
    'Ukey',
    '密码',
    '多少',
    '？',
    '还有',
    '，',
    '增员',
    '减员',
    '怎么办',
    '你好',
    '转人工',
    '公积金',
    'denglu',
    '法人',
    '缴费',
    '單據',
    '\n',
    ' ',
    '基数',
    '税务',
  ],
);
const nearlyReal = fc
  .array(fc.oneof({ weight: 8, arbitrary: pieces }, { weight: 1, arbitrary: anyUnits }), { maxLength: 12 })
  .map((parts) => parts.join(''));
const anyText = fc.oneof(anyUnits, anyCharacters, han, nearlyReal);

function expectCandidates(candidates: readonly Candidate[]): void {
  expect(candidates.length).toBeLessThanOrEqual(5);
  expect(new Set(candidates.map(({ id }) => id)).size).toBe(candidates.length);
  for (const { id, confidence, evidence, source } of candidates) {
    expect(entryIds.has(id)).toBe(true);
    expect(source.length).toBeGreaterThan(0);
    expect(confidence).toBeGreaterThanOrEqual(0);
    expect(confidence).toBeLessThanOrEqual(1);
    for (const { weight } of evidence) {
      expect(weight).toBeGreaterThanOrEqual(0);
      expect(weight).toBeLessThanOrEqual(1);
    }
  }
}

function expectDecision({ decision, candidates }: MatchResult): void {
  switch (decision.kind) {
    case 'answer':
      expect(decision.answers.length).toBeGreaterThanOrEqual(1);
      expect(decision.answers.length).toBeLessThanOrEqual(3);
      expectCandidates(decision.answers);
      expect(candidates.slice(0, decision.answers.length).map(({ id }) => id)).toEqual(decision.answers.map(({ id }) => id));
      break;
    case 'clarify':
      expect(decision.choices.length).toBeGreaterThanOrEqual(2);
      expect(decision.choices.length).toBeLessThanOrEqual(5);
      expect(candidates).toEqual(decision.choices);
      break;
    case 'smalltalk':
      expect(desk.knowledge.smalltalk.map(({ id }) => id)).toContain(decision.smalltalk);
      break;
    case 'decline':
      if (decision.elsewhere !== null) expect(desk.knowledge.elsewhere.map(({ id }) => id)).toContain(decision.elsewhere);
      break;
    case 'handoff':
      break;
  }
}

describe('whatever is written', () => {
  test('matching holds its contract', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = desk.matcher.match(text);
        expectCandidates(result.candidates);
        expectDecision(result);
      }),
      // Once ended in a choice of one.
      { numRuns: 600, examples: [['單據转人工登录密码基数']] },
    );
  });

  test('the same text gives the same result, whatever came before', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const first = desk.matcher.match(text);
        desk.matcher.match(other);
        expect(desk.matcher.match(text)).toEqual(first);
      }),
      { numRuns: 200 },
    );
  });

  test('the reply is well-formed, never empty, with a line for each choice', () => {
    const renderer = new Renderer(desk.knowledge);
    fc.assert(
      fc.property(anyText, (text) => {
        const result = desk.matcher.match(text);
        const reply = replyTo(result, text, desk.knowledge, renderer);
        expect(reply.text.trim()).not.toBe('');
        expect(reply.text.isWellFormed()).toBe(true);
        expect(reply.text).not.toMatch(/undefined|\{[a-z]+(:|\})/);
        expect(reply.choices.length).toBe(result.decision.kind === 'clarify' ? result.decision.choices.length : 0);
      }),
      { numRuns: 300 },
    );
  });

  test('blanks at the ends change nothing', () => {
    fc.assert(
      fc.property(nearlyReal, (text) => {
        expect(desk.matcher.match(`  ${text}\u3000`)).toEqual(desk.matcher.match(text));
      }),
      { numRuns: 150 },
    );
  });

  test('canonical form: well-formed and bounded', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const canonical = desk.matcher.normalize(text);
        expect(canonical.isWellFormed()).toBe(true);
        expect(canonical.length).toBeLessThanOrEqual(18 * text.length);
      }),
      { numRuns: 300 },
    );
  });

  test('parts are pieces of the text in order', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let from = 0;
        for (const part of splitMessage(text)) {
          const at = text.indexOf(part.text, from);
          expect(at).toBeGreaterThanOrEqual(0);
          from = at + part.text.length;
        }
      }),
      { numRuns: 500 },
    );
  });
});
