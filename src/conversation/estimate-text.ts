import type { Estimate } from './estimate';
import type { Renderer } from './render';

/** An estimate in words. */
export function describeEstimate(estimate: Estimate, renderer: Renderer): string {
  const { wage, base, limit, lines, companyLow, companyHigh, person, year } = estimate;
  const why = limit === null ? '' : renderer.message(limit === 'min' ? 'estimate-min' : 'estimate-max');
  return [
    renderer.message('estimate-title', { wage: money(wage), year: year === null ? '' : String(year) }),
    renderer.message('estimate-base', { base: money(base), why }),
    ...lines.map(({ name, company, person: share }) =>
      share === null
        ? renderer.message('estimate-line-company', { name, companyrate: company.rate, company: range(company.low, company.high) })
        : renderer.message('estimate-line', {
            name,
            companyrate: company.rate,
            company: range(company.low, company.high),
            personrate: share.rate,
            person: money(share.amount),
          }),
    ),
    renderer.message('estimate-sum', { company: range(companyLow, companyHigh), person: money(person) }),
    renderer.message('estimate-note'),
  ].join('\n');
}

function range(low: number, high: number): string {
  return low === high ? money(low) : `${money(low)}-${money(high)}`;
}

function money(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(2);
}
