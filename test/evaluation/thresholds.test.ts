import { expect, test } from '@jest/globals';
import { coverageCurve, pointAt, type ScoredQuestion } from '../../src/evaluation/curve';
import { drawCurve } from '../../src/evaluation/curve-svg';
import { chooseThresholds } from '../../src/evaluation/thresholds';
import type { Label } from '../../src/matching/labels';

const LABELS: readonly Label[] = ['a', 'b'].map((id) => ({ kind: 'entry', id, source: [id.toUpperCase()], topic: '', choices: [] }));

/** A question whose first entry is `label` with the given confidence and scope. */
function scored(gold: string[], label: number, confidence: number, scope: number, weight = 1): ScoredQuestion {
  const ranked = [{ signals: { label, intent: 1, lexical: null, sound: null, screen: null }, probability: 0.4 }];
  const signals = { labels: ranked.map((one) => one.signals), ours: 1, known: 1, length: 5, outsideScore: 0, ownScore: 1 };
  return {
    question: { q: '', gold, kind: '' },
    scored: { whole: { signals, ranked, entries: ranked, confidence, scope }, parts: [] },
    weight,
  };
}

/** A hundred of ours, the surer the righter; ten that are not, unsure. */
const QUESTIONS: readonly ScoredQuestion[] = [
  ...Array.from({ length: 90 }, (_, i) => scored(['A'], 0, 0.6 + i / 250, 0.9)),
  ...Array.from({ length: 10 }, (_, i) => scored(['B'], 0, 0.3 + i / 20, 0.5)),
  ...Array.from({ length: 10 }, (_, i) => scored([], 0, 0.2 + i / 50, 0.1 + i / 50)),
];

test('the answer threshold is the lowest under which wrong answers stay under their target', () => {
  const targets = { wrong: 0.02, outsideAnswered: 0, declined: 0 };
  const thresholds = chooseThresholds(QUESTIONS, LABELS, targets);
  const point = pointAt(QUESTIONS, LABELS, thresholds);
  expect(point.wrong).toBeLessThanOrEqual(targets.wrong);
  expect(point.outsideAnswered).toBe(0);
  expect(pointAt(QUESTIONS, LABELS, { ...thresholds, answer: thresholds.answer - 0.01 }).wrong).toBeGreaterThan(targets.wrong);
});

test('the limit for asking back is the strictest that declines few enough of ours', () => {
  expect(chooseThresholds(QUESTIONS, LABELS, { wrong: 0.02, outsideAnswered: 0, declined: 0 }).clarify).toBeCloseTo(0.5, 2);
  expect(chooseThresholds(QUESTIONS, LABELS, { wrong: 0.02, outsideAnswered: 0, declined: 0.1 }).clarify).toBeGreaterThan(0.8);
});

test('a copy of little weight counts little', () => {
  const targets = { wrong: 0.001, outsideAnswered: 0, declined: 0 };
  const sure = QUESTIONS.slice(0, 90);
  const strict = chooseThresholds([...sure, scored(['B'], 0, 0.9, 0.9)], LABELS, targets);
  const lenient = chooseThresholds([...sure, scored(['B'], 0, 0.9, 0.9, 0.01)], LABELS, targets);
  expect(strict.answer).toBeGreaterThan(0.9);
  expect(lenient.answer).toBeLessThan(0.7);
});

const THRESHOLDS = { answer: 0.8, clarify: 0.4, compound: 0.9 };

test('along the curve coverage and wrong answers only fall as the threshold rises', () => {
  const curve = coverageCurve(QUESTIONS, LABELS, THRESHOLDS);
  expect(curve[0]!.answered).toBe(1);
  expect(curve[0]!.wrong).toBeCloseTo(0.1);
  for (let i = 1; i < curve.length; i++) {
    expect(curve[i]!.answered).toBeLessThanOrEqual(curve[i - 1]!.answered);
    expect(curve[i]!.wrong).toBeLessThanOrEqual(curve[i - 1]!.wrong);
    expect(curve[i]!.right + curve[i]!.wrong).toBeCloseTo(curve[i]!.answered);
  }
});

test('the picture has a title, labelled axes, two lines and the threshold in force; its text is escaped', () => {
  const svg = drawCurve(coverageCurve(QUESTIONS, LABELS, THRESHOLDS), pointAt(QUESTIONS, LABELS, THRESHOLDS), '甲<乙&丙');
  expect(svg).toContain('<title id="title">甲&#60;乙&#38;丙</title>');
  expect(svg).toContain('回答率：库内问题中直接给出答案的比例');
  expect(svg).toContain('错误率：占同类问题的比例');
  expect(svg).toContain('现用阈值 0.80');
  expect(svg.match(/<polyline /g)).toHaveLength(2);
  expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  const opened = [...svg.matchAll(/<[a-z]+(?: [^>]*[^/])?>/g)].length;
  expect(opened).toBe([...svg.matchAll(/<\/[a-z]+>/g)].length);
});

test('a curve over nothing draws too', () => {
  expect(drawCurve(coverageCurve([], LABELS, THRESHOLDS), pointAt([], LABELS, THRESHOLDS), '空')).not.toMatch(/NaN|Infinity/);
});
