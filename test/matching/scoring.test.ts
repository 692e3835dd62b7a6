import { describe, expect, test } from '@jest/globals';
import { type Label, labelsOf } from '../../src/matching/labels';
import { linear, logistic, logit } from '../../src/matching/logistic';
import type { PhraseHit } from '../../src/matching/phrase-index';
import { answerFeatures, type FittedWeights, labelFeatures, rank, scopeFeatures, score } from '../../src/matching/scoring';
import type { LabelSignals, Signals } from '../../src/matching/signals';
import fitted from '../../src/matching/weights.json';
import { completeKnowledge, PLAIN_WEIGHTS } from '../support/small-knowledge';

const LABELS: readonly Label[] = labelsOf(
  completeKnowledge({
    entries: ['a', 'b', 'c'].map((id) => ({ id, question: id, phrasings: [] })),
    elsewhere: [{ id: 'fund', title: '公积金', where: '', phrasings: [] }],
  }),
);
const [A, B, C, FUND] = [0, 1, 2, 3];
const weights = PLAIN_WEIGHTS;

function hit(score: number): PhraseHit {
  return { group: 0, phrase: 0, score, support: score, coverage: score, containment: score };
}

function signal(label: number, intent: number, lexical = 0, sound = 0): LabelSignals {
  return { label, intent, lexical: lexical === 0 ? null : hit(lexical), sound: sound === 0 ? null : hit(sound), screen: null };
}

function signals(labels: readonly LabelSignals[], rest: Partial<Signals> = {}): Signals {
  return { labels, ours: 0.9, known: 1, length: 12, outsideScore: 0.1, ownScore: 0.8, ...rest };
}

describe('logistic model', () => {
  test.each([
    [0, 0.5],
    [1000, 1],
    [-1000, 0],
  ])('a bias of %d gives %d', (bias, probability) => {
    expect(logistic({ bias, weights: [] }, [])).toBeCloseTo(probability, 9);
  });

  test('a feature that is missing counts as nothing', () => {
    expect(linear([2, 3], [5])).toBe(10);
    expect(linear([], [5])).toBe(0);
  });

  test('log odds are symmetric and bounded', () => {
    expect(logit(0.5)).toBeCloseTo(0, 9);
    expect(logit(0.9)).toBeCloseTo(-logit(0.1), 9);
    expect(logit(0)).toBe(logit(0.001));
    expect(logit(1)).toBe(logit(0.999));
  });
});

describe('ranking labels', () => {
  test.each<[why: string, labels: LabelSignals[], expected: number[]]>([
    ['the intent decides when nothing else speaks', [signal(A, 0.2), signal(B, 0.7), signal(C, 0.1)], [B, A, C]],
    ['a nearer phrasing outweighs a little more intent', [signal(A, 0.5, 0.2), signal(B, 0.4, 0.9)], [B, A]],
    ['the sound carries what the spelling hides', [signal(A, 0.4, 0.1, 0.1), signal(B, 0.4, 0.1, 0.9)], [B, A]],
    [
      'a quoted message outweighs equal phrasings',
      [signal(A, 0.4, 0.5), { ...signal(B, 0.4, 0.5), screen: { message: 0, completeness: 1, purity: 1, run: 8 } }],
      [B, A],
    ],
    ['equal signals stay in the order of the knowledge', [signal(C, 0.3, 0.4), signal(A, 0.3, 0.4), signal(B, 0.3, 0.4)], [A, B, C]],
  ])('%s', (_why, labels, expected) => {
    expect(rank(signals(labels), weights.rank).map(({ signals: { label } }) => label)).toEqual(expected);
  });

  test('the shares add up to one', () => {
    const shares = rank(signals([signal(A, 0.2, 0.3), signal(B, 0.7), signal(FUND, 0.1, 0.9)]), weights.rank).map(
      ({ probability }) => probability,
    );
    expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });
});

describe('the two probabilities', () => {
  const strong = signals([signal(A, 0.98, 0.95, 0.95), signal(B, 0.01, 0.1, 0.1)]);
  const even = signals([signal(A, 0.45, 0.4, 0.4), signal(B, 0.44, 0.4, 0.4)], { ownScore: 0.4 });
  const outside = signals([signal(FUND, 0.97, 0.9, 0.9), signal(A, 0.02, 0.2, 0.2)], { ours: 0.02, outsideScore: 0.9, ownScore: 0.2 });
  const strange = signals([signal(A, 0.3), signal(B, 0.3)], { ours: 0.6, known: 0.1, outsideScore: 0, ownScore: 0.05 });
  const of = (given: Signals) => score(given, LABELS, weights);

  test('confidence falls from a clear case over an even one to one that is not ours', () => {
    expect(of(strong).confidence).toBeGreaterThan(of(even).confidence);
    expect(of(even).confidence).toBeGreaterThan(of(outside).confidence);
    expect(of(strong).confidence).toBeGreaterThan(weights.thresholds.answer);
    expect(of(even).confidence).toBeLessThan(weights.thresholds.answer);
  });

  test('the scope closes on what is near something else, and on what nobody ever wrote', () => {
    expect(of(strong).scope).toBeGreaterThan(weights.thresholds.clarify);
    expect(of(outside).scope).toBeLessThan(weights.thresholds.clarify);
    expect(of(strange).scope).toBeLessThan(weights.thresholds.clarify);
  });

  test('without an entry there is no confidence', () => {
    const scored = of(signals([signal(FUND, 1, 1)]));
    expect(scored.entries).toEqual([]);
    expect(scored.confidence).toBe(0);
  });
});

describe('fitted weights', () => {
  const project: FittedWeights = fitted;
  const some = signals([signal(A, 0.6, 0.5, 0.5), signal(FUND, 0.4, 0.5)]);
  const ranked = rank(some, weights.rank);
  const entries = ranked.filter(({ signals: { label } }) => LABELS[label]!.kind === 'entry');

  test('there is one for each feature', () => {
    expect(project.rank).toHaveLength(labelFeatures(some.labels[0]!).length);
    expect(project.answer.weights).toHaveLength(answerFeatures(entries, ranked, some).length);
    expect(project.scope.weights).toHaveLength(scopeFeatures(ranked, LABELS, some).length);
  });

  test('thresholds are probabilities', () => {
    for (const threshold of Object.values(project.thresholds)) {
      expect(threshold).toBeGreaterThan(0);
      expect(threshold).toBeLessThan(1);
    }
  });
});
