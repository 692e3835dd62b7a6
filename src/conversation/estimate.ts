import type { Figure } from '../domain/knowledge';

/** Shares of one insurance for a month, in yuan; `low` and `high` differ when the rate is only known as a range. */
export interface EstimateLine {
  readonly name: string;
  readonly company: { readonly rate: string; readonly low: number; readonly high: number };
  readonly person: { readonly rate: string; readonly amount: number } | null;
}

/** A month's contribution for one wage. */
export interface Estimate {
  readonly wage: number;
  /** Wage held within the limits, in yuan. */
  readonly base: number;
  readonly limit: 'min' | 'max' | null;
  readonly lines: readonly EstimateLine[];
  readonly companyLow: number;
  readonly companyHigh: number;
  readonly person: number;
  /** Year of the limits and rates. */
  readonly year: number | null;
}

/** Estimates a month's contribution from the figures of the knowledge; `injuryRate` is a fraction, or null for the whole range. */
export function estimateContribution(wage: number, injuryRate: number | null, figures: readonly Figure[]): Estimate {
  const figure = (id: string): Figure => {
    const found = figures.find((candidate) => candidate.id === id);
    if (found === undefined) throw new Error(`figures.yaml lacks ${id}`);
    return found;
  };
  const number = (id: string): number => Number(figure(id).value);
  const min = number('base-min');
  const max = number('base-max');
  const base = Math.min(max, Math.max(min, wage));
  const share = (percent: number): number => Math.round(base * percent) / 100;
  const line = (name: string, company: string, person: string): EstimateLine => ({
    name,
    company: { rate: `${figure(company).value}%`, low: share(number(company)), high: share(number(company)) },
    person: { rate: `${figure(person).value}%`, amount: share(number(person)) },
  });
  const low = injuryRate === null ? number('injury-min') : injuryRate * 100;
  const high = injuryRate === null ? number('injury-max') : injuryRate * 100;
  const trim = (value: number): string => String(Math.round(value * 1000) / 1000);
  const injury: EstimateLine = {
    name: '工伤',
    company: { rate: low === high ? `${trim(low)}%` : `${trim(low)}%-${trim(high)}%`, low: share(low), high: share(high) },
    person: null,
  };
  const lines = [line('养老', 'pension-unit', 'pension-person'), line('失业', 'unemployment-unit', 'unemployment-person'), injury];
  const sum = (pick: (line: EstimateLine) => number): number =>
    Math.round(lines.reduce((total, current) => total + pick(current), 0) * 100) / 100;
  return {
    wage,
    base,
    limit: wage < min ? 'min' : wage > max ? 'max' : null,
    lines,
    companyLow: sum(({ company }) => company.low),
    companyHigh: sum(({ company }) => company.high),
    person: sum(({ person }) => person?.amount ?? 0),
    year: figure('base-min').year,
  };
}
