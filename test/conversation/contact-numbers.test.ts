import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { ContactNumbers } from '../../src/conversation/contact-numbers';
import type { TurnResponse } from '../../src/conversation/engine';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { engineOfTheDay, said } from '../support/transcripts';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

const ask = (text: string): Promise<TurnResponse> => engineOfTheDay(desk).respond('number', text);
describe('whose a number of ours is', () => {
  test.each([
    ['96005656是干嘛的', '电子税务局咨询电话', '不管什么：社保系统里的问题'],
    ['5502873是哪的电话？', '社保业务电话', '不管什么：平台注册'],
    ['550 2873', '社保业务电话', '查单位编号'],
    ['请问０５３１－１２３４５能问什么呀', '省级政务服务热线', '只管山东政务统一平台注册不上的问题'],
    ['053112345这个号码管什么', '省级政务服务热线', '不管什么：注册成功以后的任何问题'],
    ['18663778981是谁的微信', '省政务服务平台微信', '不要打电话'],
  ])('%s → %s, with its scope', async (text, name, scope) => {
    const result = await ask(text);
    expect(said(result)).toContain(`是${name}。`);
    expect(said(result)).toContain(scope);
    expect(result.outcome).toBe('open');
  });

  test('the number of an office that was filled in', () => {
    const { contacts, offices } = desk.knowledge;
    const office = { ...offices[0]!, phone: '0632-5998877' };
    expect(new ContactNumbers(contacts, [office]).asked('0632 5998877是哪的')).toEqual({ office });
  });

  test.each([
    ['what happened on calling it', '5502873打了一上午没人接，单据还是没撤销'],
    ['a number of somebody else', '13812345678是谁的电话'],
    ['a part of a longer number', '125502873是什么'],
    ['two numbers', '5502873还是96005656'],
    ['a question without one', '这是谁的电话'],
  ])('not for %s: %s', (_, text) => {
    expect(new ContactNumbers(desk.knowledge.contacts, desk.knowledge.offices).asked(text)).toBeNull();
  });
});
