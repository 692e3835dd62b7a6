import { describe, expect, test } from '@jest/globals';
import type { Activity } from '../../src/channels/web/protocol';
import { isWorthCopying, partsOf, withoutListedChoices } from '../../src/widget/model/answer-text';
import { needsTime, timeLabel } from '../../src/widget/model/times';
import { appendActivities, lastOwn, type Message, ownMessage, prependActivities, setDelivery } from '../../src/widget/model/transcript';
import { choices } from './support/replies';

function desk(id: string): Activity {
  return { type: 'message', id, from: { id: 'desk', role: 'bot' }, text: id };
}

function mine(key: string, id?: string): Activity {
  return {
    type: 'message',
    ...(id === undefined ? {} : { id }),
    from: { id: 'u', role: 'user' },
    text: key,
    channelData: { clientActivityID: key },
  };
}

function keys(messages: readonly Message[]): string[] {
  return messages.map(({ key }) => key);
}

describe('the order of messages', () => {
  test('replies come before messages that the server has not placed yet', () => {
    let messages: readonly Message[] = [ownMessage('a', mine('a')), ownMessage('b', mine('b'))];
    messages = appendActivities(messages, [mine('a', '1'), desk('2')], true);
    expect(keys(messages)).toEqual(['a', '2', 'b']);
    messages = appendActivities(messages, [mine('b', '3'), desk('4')], true);
    expect(keys(messages)).toEqual(['a', '2', 'b', '4']);
    expect(messages.every(({ placed }) => placed)).toBe(true);
  });

  test('a failed message stays where it failed, and moves to its place when it goes through', () => {
    let messages: readonly Message[] = setDelivery([ownMessage('a', mine('a'))], 'a', { state: 'failed', why: 'network', said: '' });
    messages = appendActivities(messages, [desk('1')], true);
    expect(keys(messages)).toEqual(['a', '1']);
    messages = appendActivities(messages, [mine('a', '2'), desk('3')], true);
    expect(keys(messages)).toEqual(['1', 'a', '3']);
  });

  test('what came twice is there once; typing and events are no messages', () => {
    const first = appendActivities([], [desk('1'), mine('a', '2')], true);
    expect(appendActivities(first, [desk('1'), mine('a', '2'), { ...desk('3'), type: 'typing' }], true)).toBe(first);
  });

  test('the acknowledgement and the echo may come in either order', () => {
    const acknowledged = setDelivery([ownMessage('a', mine('a'))], 'a', { state: 'sent' }, '1');
    expect(keys(appendActivities(acknowledged, [mine('a', '1')], true))).toEqual(['a']);
    const echoed = appendActivities([ownMessage('a', mine('a'))], [mine('a', '1')], true);
    expect(setDelivery(echoed, 'a', { state: 'failed', why: 'network', said: '' })).toEqual(echoed);
  });

  test('older pages go in front, without what is there', () => {
    const messages = prependActivities(appendActivities([], [desk('3')], true), [desk('1'), desk('2'), desk('3')]);
    expect(keys(messages)).toEqual(['1', '2', '3']);
    expect(messages.map(({ live }) => live)).toEqual([false, false, true]);
    expect(lastOwn(messages)).toBe(-1);
  });
});

describe('what a reply is shown as', () => {
  test('the 咨询单 is a part of its own, the text around it is kept', () => {
    expect(partsOf('前面\n\n【咨询单】一\n二\n\n后面', '【咨询单】一\n二')).toEqual([
      { kind: 'text', text: '前面' },
      { kind: 'slip', text: '【咨询单】一\n二' },
      { kind: 'text', text: '后面' },
    ]);
    expect(partsOf('没有', '【咨询单】')).toEqual([{ kind: 'text', text: '没有' }]);
  });

  test('a numbered list that the buttons repeat is left to the buttons', () => {
    const { actions } = choices('登录502', '白屏', '都不是');
    expect(withoutListedChoices('哪一种？\n1. 登录502\n2. 白屏', actions)).toEqual({
      text: '哪一种？',
      labels: ['1. 登录502', '2. 白屏', '都不是'],
    });
    expect(withoutListedChoices('1. 打开网页\n2. 登录', actions)).toEqual({
      text: '1. 打开网页\n2. 登录',
      labels: ['登录502', '白屏', '都不是'],
    });
  });

  test('only longer texts get a copy button', () => {
    expect(isWorthCopying('好的')).toBe(false);
    expect(isWorthCopying('第一\n第二')).toBe(true);
  });
});

describe('times', () => {
  const now = new Date(2026, 0, 2, 9, 0);

  test.each([
    [new Date(2026, 0, 2, 8, 5), '8:05'],
    [new Date(2026, 0, 1, 23, 59), '昨天 23:59'],
    [new Date(2025, 11, 31, 10, 0), '2025年12月31日 10:00'],
    [new Date(2026, 0, 3, 7, 0), '1月3日 7:00'],
  ])('%s', (time, label) => {
    expect(timeLabel(time.toISOString(), now, { yesterday: '昨天' })).toBe(label);
  });

  test('stand above the first message and after five minutes', () => {
    expect(needsTime(undefined, '2026-01-01T00:00:00Z')).toBe(true);
    expect(needsTime('2026-01-01T00:00:00Z', '2026-01-01T00:04:00Z')).toBe(false);
    expect(needsTime('2026-01-01T00:00:00Z', '2026-01-01T00:06:00Z')).toBe(true);
    expect(needsTime(undefined, undefined)).toBe(false);
    expect(timeLabel('no time', now, { yesterday: '昨天' })).toBe('');
  });
});
