import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Lexicon } from '../../src/domain/knowledge';
import { buildCharacterTable } from '../../src/text/characters';
import { type Segmenter, TermExtractor } from '../../src/text/terms';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const LEXICON: Lexicon = {
  terms: [
    { id: 'ukey', words: ['ukey', 'U盾', '盾', 'key'] },
    { id: 'pay', words: ['缴费', '交钱'] },
    { id: 'bill', words: ['单据', '单子'] },
  ],
  fillers: ['你好', '请问', '请问一下', '(急)'],
  latin: ['app', 'bad', 'no'],
};

/** Cuts into pairs, which is all that these tests need of a dictionary. */
const pairs: Segmenter = (text) => text.match(/..?/gu) ?? [];

let extractor: TermExtractor;

beforeAll(async () => {
  extractor = new TermExtractor(await buildCharacterTable(), LEXICON, pairs);
});

describe('lexical terms', () => {
  test('characters, 2- and 3-grams and words of a Han run', () => {
    expect(new Set(extractor.extract('登录不').lexical)).toEqual(new Set(['登', '录', '不', '登录', '录不', '登录不', 'w登录']));
  });

  test('Latin tokens whole, with 3-grams from four characters on', () => {
    expect(new Set(extractor.extract('502').lexical)).toEqual(new Set(['l502']));
    expect(new Set(extractor.extract('error').lexical)).toEqual(new Set(['lerror', 'gerr', 'grro', 'gror']));
  });

  test('an address stays one token', () => {
    expect(extractor.extract('etax.shandong.gov.cn').lexical).toContain('letax.shandong.gov.cn');
  });

  test.each([
    ['五零二', 'l502'],
    ['四零四', 'l404'],
    ['五〇二', 'l502'],
    ['幺二三四五', 'l12345'],
    ['出现五零二错误', 'l502'],
  ])('spoken digits: %s gives %s', (text, term) => {
    expect(extractor.extract(text).lexical).toContain(term);
  });

  test('two spoken digits are words, not a number', () => {
    expect(extractor.extract('一二').lexical.filter((term) => term.startsWith('l'))).toEqual([]);
  });

  test('no term comes twice', () => {
    const { lexical, sound } = extractor.extract('登录登录登录502登录502，登录');
    expect(new Set(lexical).size).toBe(lexical.length);
    expect(new Set(sound).size).toBe(sound.length);
  });
});

describe('trade terms', () => {
  test.each([
    ['U盾怎么交钱', ['ukey', 'pay']],
    ['UKEY 缴费', ['ukey', 'pay']],
    ['那个盾', ['ukey']],
    ['繳費單據', ['pay', 'bill']],
    ['单子', ['bill']],
    ['monkey', []],
    ['key2', []],
    ['登录', []],
  ])('%s → %j', (text, concepts) => {
    expect(extractor.extract(text).concepts).toEqual(concepts);
  });

  test('different words of one term give one common feature', () => {
    const common = (a: string, b: string): string[] => {
      const other = new Set(extractor.extract(b).lexical);
      return extractor.extract(a).lexical.filter((term) => other.has(term));
    };
    expect(common('U盾', 'key')).toEqual(['kukey']);
    expect(common('交钱', '缴费')).toEqual(['kpay']);
  });

  test('a term joins its neighbour, so that 打单子 and 打单据 meet', () => {
    expect(extractor.extract('打单子').lexical).toContain('s打+bill');
    expect(extractor.extract('打单据').lexical).toContain('s打+bill');
  });
});

describe('fillers', () => {
  test('fall away, the longest first', () => {
    expect(extractor.extract('你好，请问一下登录').lexical).toEqual(extractor.extract('登录').lexical);
  });

  test('are kept when there is nothing else', () => {
    expect(extractor.extract('你好').lexical).toContain('你好');
  });

  test('may hold characters that mean something in a regular expression', () => {
    expect(extractor.extract('(急)登录').lexical).toEqual(extractor.extract('登录').lexical);
  });
});

describe('sound terms', () => {
  test.each([
    ['pinyin without spaces', 'denglu', '登录'],
    ['pinyin in syllables', 'deng lu', '登录'],
    ['pinyin with capitals', 'DengLu', '登录'],
    ['homophones', '等路', '登录'],
    ['flat for retroflex', 'zuce', '注册'],
    ['front for back nasal', 'zenyuan', '增员'],
    ['ü as v or u', 'lvse', '绿色'],
    ['traditional', '單據', '单据'],
    ['homophone of a trade word', '单剧', '单据'],
  ])('%s: %s sounds like %s', (_name, a, b) => {
    expect(extractor.extract(a).sound).toEqual(extractor.extract(b).sound);
  });

  test('syllables come alone, in pairs and in threes', () => {
    expect(new Set(extractor.extract('登录不').sound)).toEqual(new Set(['yden', 'ylu', 'ybu', 'yden-lu', 'ylu-bu', 'yden-lu-bu']));
  });

  test('Latin words of the lexicon are no pinyin', () => {
    expect(extractor.extract('bad').sound).toEqual(['ybad']);
    expect(extractor.extract('no').sound).toEqual(['yno']);
    expect(extractor.extract('ukey').sound).toEqual(['yukey']);
  });

  test('a code parts the syllables at its sides', () => {
    expect(extractor.extract('登502录').sound).toEqual(['yden', 'y502', 'ylu']);
  });
});

test.each(Object.entries(HOSTILE_TEXTS))('extraction is calm: %s', (_name, text) => {
  const terms = extractor.extract(text);
  expect(terms.lexical.every((term) => term.length > 0)).toBe(true);
  expect(terms).toEqual(extractor.extract(text));
});
