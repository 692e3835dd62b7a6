import { describe, expect, test } from '@jest/globals';
import type { OpeningHours } from '../../src/domain/hours';
import { dutyAt } from '../../src/handoff/duty';
import { queueNotice } from '../../src/handoff/notice';
import { isHeld } from '../../src/handoff/patience';

/** Mondays to Fridays, with a lunch break; a holiday of eight days with a worked Sunday before and a worked Saturday in it. */
const HOURS: OpeningHours = {
  weekly: [
    { days: [1, 2, 3, 4, 5], from: 510, to: 720 },
    { days: [1, 2, 3, 4, 5], from: 810, to: 1020 },
  ],
  holidays: [{ from: '2030-10-01', to: '2030-10-08', name: '国庆' }],
  workdays: [
    { date: '2030-09-29', like: 5 },
    { date: '2030-10-05', like: 1 },
  ],
};
const MESSAGES = {
  'queue-on': '在',
  'queue-unknown': '不知道',
  'queue-off': '{why}。',
  'queue-off-next': '{why}，{when}上班。',
  'queue-closed': '下班了',
  'queue-holiday': '{name}放假',
  'queue-leave': '让机器人继续',
};

describe('duty by Shanghai time', () => {
  test.each([
    ['Monday at opening', '2030-09-23T08:30:00+08:00', '在'],
    ['a second before', '2030-09-23T08:29:59+08:00', '下班了，今天8:30上班。'],
    ['at noon', '2030-09-23T12:00:00+08:00', '下班了，今天13:30上班。'],
    ['in the evening', '2030-09-23T17:00:00+08:00', '下班了，明天8:30上班。'],
    ['Friday evening, told in UTC', '2030-09-27T16:30:00Z', '下班了，明天8:30上班。'],
    ['Friday evening before a worked Sunday', '2030-09-27T20:00:00+08:00', '下班了，9月29日（周日）8:30上班。'],
    ['a worked Sunday', '2030-09-29T09:00:00+08:00', '在'],
    ['the eve of a holiday', '2030-09-30T18:00:00+08:00', '下班了，10月5日（周六）8:30上班。'],
    ['a holiday', '2030-10-02T09:00:00+08:00', '国庆放假，10月5日（周六）8:30上班。'],
    ['a day worked in a holiday', '2030-10-05T09:00:00+08:00', '在'],
    ['the last day of a holiday', '2030-10-08T23:59:00+08:00', '国庆放假，明天8:30上班。'],
  ])('%s', (_name, moment, text) => {
    expect(queueNotice(MESSAGES, dutyAt(HOURS, new Date(moment)))).toEqual({ text, choices: ['让机器人继续'] });
  });

  test('without hours nothing is promised', () => {
    const duty = dutyAt({ ...HOURS, weekly: [] }, new Date('2030-10-02T09:00:00+08:00'));
    expect(queueNotice(MESSAGES, duty).text).toBe('不知道');
  });

  test('without an opening to come no time is named', () => {
    const holidays = [{ from: '2030-01-01', to: '2030-12-31', name: '装修' }];
    expect(queueNotice(MESSAGES, dutyAt({ ...HOURS, holidays, workdays: [] }, new Date('2030-03-01T09:00:00+08:00'))).text).toBe(
      '装修放假。',
    );
  });
});

describe('patience of 100 at the time 1000', () => {
  const claimed = (touchedAt: number, heardAt: number | null) => ({ status: 'claimed', touchedAt, heardAt }) as const;
  test.each([
    ['never handed off', undefined, false],
    ['waiting', { status: 'waiting' }, false],
    ['closed', { status: 'closed', ending: 'solved' }, false],
    ['the user waits for less', claimed(900, 901), true],
    ['the user waits for as long', claimed(900, 900), false],
    ['the user took his time to answer', claimed(700, null), true],
    ['the user took his time and has just answered', claimed(700, 999), true],
    ['the person has been away for long', claimed(600, null), false],
  ] as const)('%s', (_name, held, expected) => {
    expect(isHeld(held, 1000, 100)).toBe(expected);
  });
});
