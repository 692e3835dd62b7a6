import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../../src/app';
import { assist } from '../../../src/staff/group/assist';
import type { AssistQuestion } from '../../../src/staff/api/assist';
import { parseChat } from '../../../src/staff/group/parse-chat';
import type { Stamp } from '../../../src/staff/group/timestamps';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';
import { type ExpectedQuestion, type Extract, readExtracts } from './extracts';

const extracts = readExtracts();
let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

describe('who wrote what when', () => {
  test.each(extracts.map((extract) => [extract.format, extract] as const))('%s', (_, { text, messages }) => {
    expect(parseChat(text).map(({ by, stamp, text: said }) => [by, whenOf(stamp), said])).toEqual(messages);
  });
});

interface Score {
  expected: number;
  found: number;
  right: number;
  reported: number;
  wrongly: number;
}

describe('the questions in real-looking chats', () => {
  test.each([
    ['tuned', false],
    ['held out', true],
  ] as const)('%s: found, none false, the right draft first', (name, heldOut) => {
    const all = extracts.filter((extract) => extract.heldOut === heldOut);
    const score: Score = { expected: 0, found: 0, right: 0, reported: 0, wrongly: 0 };
    const faults = all.flatMap((extract) => judge(extract, score).map((fault) => `${extract.name}: ${fault}`));
    const rates = { found: score.found / score.expected, false: score.wrongly / score.reported, right: score.right / score.found };
    process.stderr.write(`${name}: ${JSON.stringify(score)} ${JSON.stringify(rates)}\n${faults.map((fault) => `  ${fault}\n`).join('')}`);
    expect(all.length).toBeGreaterThanOrEqual(12);
    expect(rates.found).toBeGreaterThanOrEqual(0.9);
    expect(rates.false).toBeLessThanOrEqual(0.05);
    expect(rates.right).toBeGreaterThanOrEqual(0.9);
  });

  test('who asked', () => {
    const named = extracts.flatMap((extract) => {
      const { questions } = assist(extract.text, desk);
      return extract.questions.flatMap((expected) => {
        const found = questions.find((question) => isWordedAs(question, expected.says));
        return found === undefined ? [] : [[...found.by].sort().join() === [...expected.by].sort().join()];
      });
    });
    expect(named.filter(Boolean).length / named.length).toBeGreaterThanOrEqual(0.9);
  });
});

function judge(extract: Extract, score: Score): string[] {
  const left = new Set(assist(extract.text, desk).questions);
  const faults: string[] = [];
  for (const expected of extract.questions) {
    score.expected++;
    const found = [...left].find((question) => isWordedAs(question, expected.says));
    if (found === undefined) {
      faults.push(`missed ${expected.says[0] ?? ''}`);
      continue;
    }
    left.delete(found);
    score.found++;
    score.reported++;
    if (isRight(found, expected)) score.right++;
    else faults.push(`wrong ${found.text} → ${found.decision} ${found.answers.map(({ id }) => id).join()}`);
  }
  for (const question of left) {
    if (isWordedAs(question, extract.optional ?? [])) continue;
    score.reported++;
    score.wrongly++;
    faults.push(`false ${question.text}`);
  }
  return faults;
}

function isWordedAs({ wordings }: AssistQuestion, pieces: readonly string[]): boolean {
  return pieces.some((piece) => wordings.some((wording) => wording.includes(piece)));
}

function isRight({ decision, answers }: AssistQuestion, { gold }: ExpectedQuestion): boolean {
  if (gold.length === 0) return decision === 'decline';
  return decision === 'answer' && gold.includes(answers[0]?.id ?? '');
}

function whenOf(stamp: Stamp | null): string | null {
  if (stamp === null) return null;
  return stamp.day === '' || stamp.text.includes(stamp.day) ? stamp.text : `${stamp.day} ${stamp.text}`;
}
