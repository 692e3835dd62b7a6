import { describe, expect, test } from '@jest/globals';
import { answersAll, insideOutcome, outsideOutcome, type Shown } from '../../src/evaluation/outcome';
import { ALL_KINDS, hasFailed, type Judged, report } from '../../src/evaluation/report';

function answer(...entries: string[][]): Shown {
  return { kind: 'answer', entries };
}

function clarify(...entries: string[][]): Shown {
  return { kind: 'clarify', entries };
}

const DECLINE: Shown = { kind: 'decline', entries: [] };

describe('a question that has an answer', () => {
  test.each<[why: string, shown: Shown, gold: string[], outcome: string, complete: boolean]>([
    ['the right entry', answer(['1.1']), ['1.1'], 'right', true],
    ['an entry that covers the right item among others', answer(['1.1', '1.2']), ['1.2'], 'right', true],
    ['one of two right entries', answer(['1.1']), ['1.1', '2.4'], 'right', false],
    ['both right entries', answer(['2.4'], ['1.1']), ['1.1', '2.4'], 'right', true],
    ['a right entry and one too many', answer(['1.1'], ['3']), ['1.1', '2.4'], 'wrong', false],
    ['another entry', answer(['3']), ['1.1'], 'wrong', false],
    ['choices with the right one', clarify(['3'], ['1.1']), ['1.1'], 'offered', false],
    ['choices without', clarify(['3'], ['4.1']), ['1.1'], 'missed', false],
    ['nothing', DECLINE, ['1.1'], 'declined', false],
    ['small talk', { kind: 'smalltalk', entries: [] }, ['1.1'], 'declined', false],
    ['a person', { kind: 'handoff', entries: [] }, ['1.1'], 'declined', false],
  ])('%s', (_why, shown, gold, outcome, complete) => {
    expect(insideOutcome(shown, gold)).toBe(outcome);
    expect(answersAll(shown, gold)).toBe(complete);
  });
});

test.each<[shown: Shown, outcome: string]>([
  [answer(['1.1']), 'answered'],
  [clarify(['1.1'], ['3']), 'asked'],
  [DECLINE, 'declined'],
  [{ kind: 'smalltalk', entries: [] }, 'smalltalk'],
  [{ kind: 'handoff', entries: [] }, 'handoff'],
])('a question that has none: %j', (shown, outcome) => {
  expect(outsideOutcome(shown)).toBe(outcome);
});

function judged(kind: string, gold: string[], shown: Shown, first = 'entry-a'): Judged {
  const ids = shown.entries.map((source) => `entry-${source[0]!}`);
  return { question: { q: kind, gold, kind }, shown, ids, first: { id: first, source: [first.slice(6)], confidence: 0.5 } };
}

describe('report', () => {
  const all = [
    judged('typo', ['a'], answer(['a'])),
    judged('typo', ['a'], answer(['b']), 'entry-b'),
    judged('typo', ['a'], clarify(['b'], ['a']), 'entry-b'),
    judged('story', ['a'], answer(['b']), 'entry-b'),
    judged('far', [], answer(['c']), 'entry-c'),
    judged('far', [], DECLINE, 'entry-c'),
  ];
  const counts = report(all);

  test('counts by kind in the order of the file, and over all', () => {
    expect(counts.inside.map(({ kind, count, outcomes }) => [kind, count, outcomes.right, outcomes.offered, outcomes.wrong])).toEqual([
      ['typo', 3, 1, 1, 1],
      ['story', 1, 0, 0, 1],
      [ALL_KINDS, 4, 1, 1, 2],
    ]);
    expect(counts.outside.map(({ kind, count, outcomes }) => [kind, count, outcomes.answered, outcomes.declined])).toEqual([
      ['far', 2, 1, 1],
      [ALL_KINDS, 2, 1, 1],
    ]);
  });

  test('confused pairs: answers first, then mere ranks; a declined foreign question confuses nothing', () => {
    expect(counts.confused).toEqual([
      { wanted: ['a'], got: 'entry-b', wrong: 2, ranked: 1 },
      { wanted: [], got: 'entry-c', wrong: 1, ranked: 0 },
    ]);
  });

  test('failures', () => {
    expect(all.map(hasFailed)).toEqual([false, true, true, true, true, false]);
  });

  test('nothing to count', () => {
    expect(report([])).toEqual({ inside: [], outside: [], confused: [] });
  });
});
