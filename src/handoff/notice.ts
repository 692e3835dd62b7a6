import type { Messages } from '../domain/knowledge';
import type { Reply } from '../domain/turn';
import type { Duty, Opening } from './duty';

const WEEKDAYS = '一二三四五六日';

/** What a user reads who has been put in the queue for people: who answers, when, and how to leave. */
export function queueNotice(messages: Messages, duty: Duty): Reply {
  return { text: noticeText(messages, duty), choices: [leaveLabel(messages)] };
}

/** What the user says to leave the queue. */
export function leaveLabel(messages: Messages): string {
  return messages['queue-leave'] ?? 'queue-leave';
}

function noticeText(messages: Messages, duty: Duty): string {
  const say = (key: string, values: Readonly<Record<string, string>> = {}): string =>
    (messages[key] ?? key).replace(/\{([a-z]+)\}/g, (whole, name: string) => values[name] ?? whole);
  switch (duty.kind) {
    case 'unknown':
      return say('queue-unknown');
    case 'on':
      return say('queue-on');
    case 'off': {
      const why = duty.holiday === '' ? say('queue-closed') : say('queue-holiday', { name: duty.holiday });
      return say(duty.next === null ? 'queue-off' : 'queue-off-next', { why, when: duty.next === null ? '' : when(duty.next) });
    }
  }
}

/** A moment as people say it: 今天13:30, 明天8:30, 1月4日（周五）8:30. */
function when({ days, date, weekday, minute }: Opening): string {
  const time = `${String(Math.floor(minute / 60))}:${String(minute % 60).padStart(2, '0')}`;
  if (days === 0) return `今天${time}`;
  if (days === 1) return `明天${time}`;
  const [, month, day] = date.split('-').map(Number);
  return `${String(month)}月${String(day)}日（周${WEEKDAYS.charAt(weekday - 1)}）${time}`;
}
