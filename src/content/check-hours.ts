import type { Diagnostic } from '../domain/diagnostic';
import type { Rule } from './check-context';
import type { Fault, NodePath } from './fault';
import { HOURS } from './read-hours';

/** Opening hours that cannot be: ends before beginnings, days that do not exist, stretches that overlap, days said twice. */
export const checkHours: Rule = ({ knowledge: { hours }, sources }) => {
  const diagnostics: Diagnostic[] = [];
  const report = (path: NodePath, fault: Omit<Fault, 'code'>): void => {
    diagnostics.push(sources.at(HOURS, path, { code: 'wrong-hours', ...fault }));
  };
  hours.weekly.forEach(({ days, from, to }, i) => {
    if (to <= from)
      report(['weekly', i, 'to'], {
        severity: 'error',
        message: '结束时间不晚于开始时间。',
        hint: '下午用24小时制，如 "17:00"；跨夜的分两行写。',
      });
    const twice = hours.weekly
      .slice(0, i)
      .some((other) => other.from < to && from < other.to && other.days.some((day) => days.includes(day)));
    if (twice) report(['weekly', i], { severity: 'error', message: '这一段和前面的上班时间重叠。', hint: '改时间，或者删掉其中一行。' });
  });
  const existing = (path: NodePath, date: string): boolean => {
    if (exists(date)) return true;
    report(path, { severity: 'error', message: `没有“${date}”这一天。`, hint: '对照日历改日期。' });
    return false;
  };
  hours.holidays.forEach(({ from, to }, i) => {
    const real = [existing(['holidays', i, 'from'], from), existing(['holidays', i, 'to'], to)];
    if (real.every(Boolean) && to < from)
      report(['holidays', i, 'to'], { severity: 'error', message: '最后一天早于第一天。', hint: '改日期；只放一天就写同一天。' });
  });
  hours.workdays.forEach(({ date, like }, i) => {
    existing(['workdays', i, 'date'], date);
    if (hours.workdays.slice(0, i).some((other) => other.date === date))
      report(['workdays', i, 'date'], { severity: 'error', message: `“${date}”写了两次。`, hint: '删掉其中一行。' });
    if (!hours.weekly.some(({ days }) => days.includes(like)))
      report(['workdays', i, 'like'], {
        severity: 'warning',
        message: '那个星期几没有上班时间，这一天等于没有上班。',
        hint: '改成平时上班的一天，如 周五。',
      });
  });
  if (hours.weekly.length === 0 && hours.holidays.length > 0)
    report(['holidays'], { severity: 'warning', message: '写了放假的日子，没写每周上班时间，都用不上。', hint: '先填 weekly。' });
  return diagnostics;
};

function exists(date: string): boolean {
  const time = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
