import { describe, expect, test } from '@jest/globals';
import { maskPersonal } from '../../src/text/mask';

describe('personal numbers are hidden', () => {
  test.each([
    ['ID card', '身份证370481199001011233的人', '身份证370****33的人'],
    ['ID card with the check digit X', '11010519491231002X', '110****2X'],
    ['ID card with a small x', '11010519491231002x', '110****2x'],
    ['mobile', '打我电话13805321234', '打我电话138****34'],
    ['mobile with blanks', '138 0532 1234', '138****34'],
    ['mobile with hyphens', '138-0532-1234', '138****34'],
    ['mobile with a country code', '+8613805321234', '+86****34'],
    ['bank card of 19 digits', '6222021001116245702', '6222****5702'],
    ['bank card of 16 digits in groups', '4111 1111 1111 1111', '4111****1111'],
    ['two at once', '13805321234和13905321234', '138****34和139****34'],
    ['ID card and mobile', '370481199001011233，13805321234', '370****33，138****34'],
  ])('%s', (_name, text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
  });
});

describe('other numbers stay', () => {
  test.each([
    ['ID card with a wrong check digit', '370481199001011234'],
    ['eighteen digits that are no date', '370481199913011235'],
    ['a unit number', '3704813456'],
    ['a bill number that is no card by the Luhn sum', '6222021001116245703'],
    ['a bill number of 20 digits', '43704210800001234567'],
    ['our numbers', '5502873、4001781234、96005656、0531-12345'],
    ['the PIN and the binding password', '12345678，888888'],
    ['an amount', '3457元到19012元'],
    ['a date', '2021年6月20日 20210107'],
    ['a mobile number inside a longer number', '138053212345'],
    ['a credit code', '91370481MA3C1234XY'],
  ])('%s', (_name, text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  test('but our own WeChat number only when it is named', () => {
    expect(maskPersonal('18663778981')).toBe('186****81');
    expect(maskPersonal('加了18663778981，我的是13805321234', new Set(['18663778981']))).toBe('加了18663778981，我的是138****34');
  });
});

test('of the eleven check digits of GB 11643 only the right one makes an ID card', () => {
  const hidden = Array.from('0123456789X').filter((check) => maskPersonal(`37048119850615321${check}`).startsWith('370****'));
  expect(hidden).toEqual(['6']);
});
