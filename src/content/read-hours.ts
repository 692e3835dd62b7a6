import type { z } from 'zod';
import type { OpeningHours } from '../domain/hours';
import { schemas } from './schema';

/** The file of the opening hours. */
export const HOURS = 'knowledge/hours.yaml';

const DAYS = schemas.hours.shape.weekly.unwrap().element.shape.days.element.options;

/** The opening hours as they are reckoned with. */
export function toHours({ weekly, holidays, workdays }: z.output<typeof schemas.hours>): OpeningHours {
  const dayNumber = (day: (typeof DAYS)[number]): number => DAYS.indexOf(day) + 1;
  return {
    weekly: weekly.map(({ days, from, to }) => ({ days: days.map(dayNumber), from: minutes(from), to: minutes(to) })),
    holidays,
    workdays: workdays.map(({ date, like }) => ({ date, like: dayNumber(like) })),
  };
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}
