import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { estimateContribution } from '../../src/conversation/estimate';
import { describeEstimate } from '../../src/conversation/estimate-text';
import { Renderer } from '../../src/conversation/render';
import type { Figure, Messages } from '../../src/domain/knowledge';
import { completeKnowledge } from '../support/small-knowledge';
import { fc } from '../support/properties';

const read = (path: string): unknown => parse(readFileSync(join(__dirname, '..', '..', path), 'utf8'));
const { figures } = read('knowledge/figures.yaml') as { figures: Figure[] };
const renderer = new Renderer({ ...completeKnowledge({ entries: [] }), messages: read('dialogs/messages.yaml') as Messages });

describe('the base', () => {
  test.each<[wage: number, base: number, limit: 'min' | 'max' | null]>([
    [1, 3457, 'min'],
    [3000, 3457, 'min'],
    [3456.99, 3457, 'min'],
    [3457, 3457, null],
    [5000, 5000, null],
    [19012, 19012, null],
    [19012.01, 19012, 'max'],
    [20000, 19012, 'max'],
    [9_999_999, 19012, 'max'],
  ])('wage %d: base %d, held at %s', (wage, base, limit) => {
    expect(estimateContribution(wage, null, figures)).toMatchObject({ wage, base, limit });
  });
});

describe('the shares', () => {
  test('of 5,000 yuan: 16 + 8, 0.7 + 0.3, and 0.2 to 1.9 percent for the company alone', () => {
    expect(estimateContribution(5000, null, figures)).toEqual({
      wage: 5000,
      base: 5000,
      limit: null,
      lines: [
        { name: '养老', company: { rate: '16%', low: 800, high: 800 }, person: { rate: '8%', amount: 400 } },
        { name: '失业', company: { rate: '0.7%', low: 35, high: 35 }, person: { rate: '0.3%', amount: 15 } },
        { name: '工伤', company: { rate: '0.2%-1.9%', low: 10, high: 95 }, person: null },
      ],
      companyLow: 845,
      companyHigh: 930,
      person: 415,
      year: 2021,
    });
  });

  test('of 3,000 yuan are those of the lower limit', () => {
    expect(estimateContribution(3000, null, figures)).toMatchObject({ companyLow: 584.23, companyHigh: 643, person: 286.93 });
  });

  test('with a known injury rate have no range', () => {
    const estimate = estimateContribution(8000, 0.005, figures);
    expect(estimate.lines[2]).toEqual({ name: '工伤', company: { rate: '0.5%', low: 40, high: 40 }, person: null });
    expect(estimate).toMatchObject({ companyLow: 1376, companyHigh: 1376, person: 664 });
  });

  test('add up to the sums, in whole fen, whatever the wage and the rate', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000_000 }), fc.option(fc.integer({ min: 0, max: 500 })), (fen, permyriad) => {
        const { lines, companyLow, companyHigh, person, base } = estimateContribution(
          fen / 100,
          permyriad === null ? null : permyriad / 10_000,
          figures,
        );
        const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + Math.round(amount * 100), 0) / 100;
        expect(companyLow).toBeCloseTo(sum(lines.map(({ company }) => company.low)), 6);
        expect(companyHigh).toBeCloseTo(sum(lines.map(({ company }) => company.high)), 6);
        expect(person).toBeCloseTo(sum(lines.map((line) => line.person?.amount ?? 0)), 6);
        expect(companyLow).toBeLessThanOrEqual(companyHigh);
        expect(base).toBeGreaterThanOrEqual(3457);
        expect(base).toBeLessThanOrEqual(19012);
      }),
      { numRuns: 500 },
    );
  });

  test('a figure that is missing is named', () => {
    expect(() =>
      estimateContribution(
        5000,
        null,
        figures.filter(({ id }) => id !== 'pension-unit'),
      ),
    ).toThrow('pension-unit');
  });
});

describe('in words', () => {
  const text = (wage: number, rate: number | null = null): string => describeEstimate(estimateContribution(wage, rate, figures), renderer);

  test('each insurance with its rates, the year, the sum, and that the tax office’s figure counts', () => {
    expect(text(5000)).toBe(
      [
        '月工资 5000 元，按 2021 年标准估算：',
        '缴费基数：5000 元',
        '养老：单位 16%，约 800 元；个人 8%，400 元',
        '失业：单位 0.7%，约 35 元；个人 0.3%，15 元',
        '工伤：单位 0.2%-1.9%，约 10-95 元；个人不缴',
        '合计：单位每月约 845-930 元，个人每月 415 元。',
        '这只是估算，以税务局推送的金额为准；工伤费率按单位行业确定。医保、生育不在内。',
      ].join('\n'),
    );
  });

  test.each<[wage: number, line: string]>([
    [3000, '缴费基数：3457 元（低于下限，按下限）'],
    [20000, '缴费基数：19012 元（高于上限，按上限）'],
    [3457, '缴费基数：3457 元'],
  ])('wage %d: %s', (wage, line) => {
    expect(text(wage).split('\n')).toContain(line);
  });

  test('a known rate is one number', () => {
    expect(text(8000, 0.005)).toContain('工伤：单位 0.5%，约 40 元；个人不缴\n合计：单位每月约 1376 元，个人每月 664 元。');
  });
});
