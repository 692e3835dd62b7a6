import { describe, expect, test } from '@jest/globals';
import { createMask } from '../../src/conversation/masking';
import { maskPersonal } from '../../src/text/mask';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { fc } from '../support/properties';

describe('personal numbers are hidden', () => {
  test.each([
    ['ID card', '身份证370481199003078837登录不了', '身份证370****37登录不了'],
    ['ID card with X', '11010519491231002X', '110****2X'],
    ['ID card with x', '我是11010519491231002x', '我是110****2x'],
    ['ID card in groups', '370481 19900307 8837', '370****37'],
    ['ID card in full-width digits', '３７０４８１１９９００３０７８８３７', '370****37'],
    ['ID card behind pinyin', 'sfz11010519491231002X', 'sfz110****2X'],
    ['ID card before a letter', '11010519491231002Xwo', '110****2Xwo'],
    ['ID card in groups of the date', '110105 1949 1231 002X', '110****2X'],
    ['mobile with 00', '008613812345678', '008****78'],
    ['mobile in other groups', '138-123-45678，138.1234.5678', '138****78，138****78'],
    ['mobile', '电话13812345678。', '电话138****78。'],
    ['mobile in groups', '138-1234-5678或者138 1234 5678', '138****78或者138****78'],
    ['mobile with country code', '+8613812345678', '+86****78'],
    ['mobile in full-width digits', '请打１３８１２３４５６７８', '请打138****78'],
    ['bank card', '卡号6222021234567890128', '卡号6222****0128'],
    ['bank card in groups', '4111 1111 1111 1111', '4111****1111'],
    ['several', '13812345678,370481199003078837', '138****78,370****37'],
  ])('%s', (_, text, masked) => {
    expect(maskPersonal(text)).toBe(masked);
    expect(maskPersonal(masked)).toBe(masked);
  });
});

describe('other numbers stay', () => {
  test.each([
    ['18 digits with a wrong check digit', '单据370481199003078838'],
    ['18 digits without a date', '370481999999998837'],
    ['bill number that is no card', '6222021234567890129'],
    ['long bill number', '202106301234567890123456'],
    ['landline', '0632-5502873，5502873，96005656，0531-12345'],
    ['PIN', '12345678'],
    ['amounts and codes', '3457.50元，502，２０２１年６月'],
    ['amounts beside each other', '19012 3457 21，19012.00 3457.00，190 12.5 34570 1'],
    ['part of a longer number', '9138123456789'],
    ['unit code', '91370481MA3C12345X'],
  ])('%s', (_, text) => {
    expect(maskPersonal(text)).toBe(text);
  });

  test('what is to be kept', () => {
    expect(maskPersonal('18663778981和13812345678', new Set(['18663778981']))).toBe('18663778981和138****78');
  });
});

test('a mobile number never comes through whole, wherever it stands', () => {
  const mobile = fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }).map(String);
  const between = fc.string({ unit: 'grapheme', maxLength: 8 }).filter((text) => !/[\d０-９ -]/.test(text.normalize('NFKC')));
  fc.assert(
    fc.property(between, mobile, between, (before, number, after) => {
      expect(maskPersonal(`${before}${number}${after}`)).not.toContain(number);
    }),
  );
});

test(
  'the numbers that the desk gives out are not personal',
  async () => {
    const { knowledge } = await openRealDesk();
    const mask = createMask(knowledge);
    for (const { value } of knowledge.contacts) expect(mask(`请联系${value}`)).toBe(`请联系${value}`);
    expect(mask('18663778981')).toBe('18663778981');
    expect(mask('18663778982')).toBe('186****82');
  },
  OPENING_TIMEOUT,
);
