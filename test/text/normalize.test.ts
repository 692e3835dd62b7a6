import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCharacterTable, type CharacterTable } from '../../src/text/characters';
import { MAX_TEXT_LENGTH, normalize } from '../../src/text/normalize';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

let table: CharacterTable;

beforeAll(async () => {
  table = await buildCharacterTable();
});

describe('normalize', () => {
  test.each([
    ['nothing to change', '登录出现502', '登录出现502'],
    ['empty', '', ''],
    ['blanks only', ' \t\r\n\u3000\u00a0', ''],
    ['letters to lower case', 'UKey PIN码', 'ukey pin码'],
    ['full-width digits and letters', '５０２　Ｂｉｚ', '502 biz'],
    ['full-width punctuation', '核验失败，请核实！', '核验失败,请核实!'],
    ['half-width katakana stays a word', 'ﾃｽﾄ', 'テスト'],
    ['circled and Roman numbers', '①②Ⅱ', '12ii'],
    ['keycap digits', '5\uFE0F\u20E30\uFE0F\u20E32\uFE0F\u20E3', '502'],
    ['traditional', '檢測不到繳費單據', '检测不到缴费单据'],
    ['traditional mixed with simplified', '社保賬號绑定不了', '社保账号绑定不了'],
    ['compatibility ideographs', '\uF967\u7528', '不用'],
    ['spaces between Han', '登 录 不 上', '登录不上'],
    ['wide spaces and tabs between Han', '登\u3000录\t不\n了', '登录不了'],
    ['spaces between Han and a code', '出现   502   错误', '出现502错误'],
    ['several spaces between Latin words are one', 'bad   gateway', 'bad gateway'],
    ['blanks at the ends', '  登录  ', '登录'],
    ['pinyin syllables keep their spaces', 'deng lu  bu liao', 'deng lu bu liao'],
    ['zero-width characters', '登\u200b录\u200c不\u200d了\ufeff', '登录不了'],
    ['soft hyphen', 'U\u00adkey', 'ukey'],
    ['bidi overrides', '\u202e502\u202c', '502'],
    ['bidi isolates', '\u2066登录\u2069', '登录'],
    ['control characters', '登\u0000录\u0007', '登录'],
    ['lone surrogates', '登\ud83d录\ude00', '登录'],
    ['replacement character', '登\ufffd录', '登录'],
    ['emoji between words', '登录😭不了', '登录不了'],
    ['emoji only', '😭🙏👨‍👩‍👧‍👦', ''],
    ['heart with variation selector', '谢谢❤️', '谢谢'],
    ['private use', '登\ue000录', '登录'],
    ['a word written many times', '测试测试测试测试', '测试测试'],
    ['a letter held down', '啊啊啊啊啊急', '啊啊急'],
    ['exclamation marks', '急！！！！', '急!!'],
    ['a word written twice stays', '看看单据', '看看单据'],
    ['repeated digits are a password', '888888', '888888'],
    ['a long number', '3702000000', '3702000000'],
    ['3,000 times 测试', '测试'.repeat(3000), '测试测试'],
    ['markup stays text', '<script>alert(1)</script>', '<script>alert(1)</script>'],
  ])('%s', (_name, text, expected) => {
    expect(normalize(table, text)).toBe(expected);
  });

  test('looks at the beginning of a long text only', () => {
    const marked = `502${'社保基数'.repeat(30_000)}`;
    expect(normalize(table, marked)).toMatch(/^502社/);
    const varied = Array.from({ length: 50_000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 20_000))).join('');
    expect(normalize(table, varied).length).toBeLessThanOrEqual(MAX_TEXT_LENGTH);
  });

  test('a pair of surrogates cut at the limit leaves nothing broken', () => {
    const text = `${'x1'.repeat(MAX_TEXT_LENGTH / 2 - 1)}y𠮷怎么办`;
    expect(normalize(table, text).isWellFormed()).toBe(true);
  });

  test.each(Object.entries(HOSTILE_TEXTS))('is calm and idempotent: %s', (_name, text) => {
    const once = normalize(table, text);
    expect(once.isWellFormed()).toBe(true);
    expect(once).toBe(once.trim());
    expect(once).not.toMatch(/[\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(normalize(table, once)).toBe(once);
  });
});
