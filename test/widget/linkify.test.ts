import { describe, expect, test } from '@jest/globals';
import { linkify } from '../../src/widget/model/linkify';
import { visibleText } from '../../src/widget/model/plain-text';
import { fc } from '../support/properties';

/** Addresses found in a text. */
function links(text: string): string[] {
  return linkify(text).flatMap((segment) => (segment.kind === 'text' ? [] : [segment.href]));
}

describe('links', () => {
  test.each([
    ['登录 http://etax.shandong.chinatax.gov.cn，再点', 'http://etax.shandong.chinatax.gov.cn/'],
    ['打开www.shandong.gov.cn右上角', 'http://www.shandong.gov.cn/'],
    ['官网zzhrss.zaozhuang.gov.cn。', 'http://zzhrss.zaozhuang.gov.cn/'],
    ['（https://pan.baidu.com/s/1LPsdFXD6kui1Fn5LhRVxxw）提取码5251', 'https://pan.baidu.com/s/1LPsdFXD6kui1Fn5LhRVxxw'],
    ['见 http://www.tengzhou.gov.cn/a/t20210107_1137319.html.', 'http://www.tengzhou.gov.cn/a/t20210107_1137319.html'],
    ['https://example.com/a_(b), 然后', 'https://example.com/a_(b)'],
    ['HTTPS://EXAMPLE.COM/x?a=1&b=2#c', 'https://example.com/x?a=1&b=2#c'],
  ])('%s', (text, href) => {
    expect(links(text)).toEqual([href]);
  });

  test.each([
    'javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'file:///etc/passwd',
    'https://www.gov.cn@evil.example/login',
    'https://user:secret@evil.com/',
    'http://localhost/admin',
    'https://',
    '<a href="x">点我</a>',
    'name@163.com',
    '3.14.cn-x',
  ])('no link in %s', (text) => {
    expect(links(text)).toEqual([]);
  });
});

describe('telephones', () => {
  test.each([
    ['社保业务电话：5502873', ['tel:5502873']],
    ['☎ 山大地纬公司客服电话：4001781234', ['tel:4001781234']],
    ['☎ 电子税务局咨询电话：96005656，由客服专员后台操作', ['tel:96005656']],
    ['请打0531-12345转人工', ['tel:053112345']],
    ['拨打12333或12366', ['tel:12333', 'tel:12366']],
    ['手机13812345678', ['tel:13812345678']],
    ['电话：5502873、5502874', ['tel:5502873', 'tel:5502874']],
  ])('%s', (text, found) => {
    expect(links(text)).toEqual(found);
  });

  test.each([
    ['a WeChat account', '☎ 省政务服务平台微信：18663778981，只加微信，不要打电话'],
    ['a masked number', '138****5678'],
    ['an amount', '电话里说要缴5000000元'],
    ['a password', '初始密码12345678'],
    ['an error code', '登录出现502或404'],
    ['a unit number', '单位编号3704812'],
    ['a date', '电话登记于20210107年'],
    ['an ID card', '37048119900101123X'],
    ['a number without a word for it', '5502873'],
    ['a word on the line before', '电话\n5502873'],
  ])('%s is not one', (_, text) => {
    expect(links(text)).toEqual([]);
  });
});

test('the parts of any text are the text, and lead to http, https or tel only', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('http://', 'https://a.cn', '电话', '5502873', 'www.', '@', '微信', '\n', '(', '.cn/', '0531-12345'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('');
      const segments = linkify(text);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      for (const segment of segments) if (segment.kind !== 'text') expect(segment.href).toMatch(/^(?:https?:\/\/[a-z0-9.-]+|tel:\d+$)/);
    }),
    { numRuns: 2000 },
  );
});

test('a long hostile text is split quickly', () => {
  const began = Date.now();
  for (const text of ['a.'.repeat(20_000), '1-'.repeat(20_000), 'http://'.repeat(8000), '电话'.repeat(10_000), ')'.repeat(20_000)])
    linkify(text);
  expect(Date.now() - began).toBeLessThan(2000);
});

test('controls are removed and marks of direction are shown', () => {
  expect(visibleText('一\r\n二\r三\u0000\u001b[0m\t四')).toBe('一\n二\n三[0m\t四');
  expect(visibleText('abc\u202egpj.exe\u2066x\u2069\u200f')).toBe('abc[U+202E]gpj.exe[U+2066]x[U+2069][U+200F]');
  expect(visibleText('<b>👨‍👩‍👧</b>')).toBe('<b>👨‍👩‍👧</b>');
});
