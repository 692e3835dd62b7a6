import { beforeAll, describe, expect, test } from '@jest/globals';
import { buildCharacterTable, type CharacterTable, readingOf, simplify } from '../../src/text/characters';
import { foldSyllable, PinyinSplitter } from '../../src/text/pinyin';

let table: CharacterTable;
let splitter: PinyinSplitter;

beforeAll(async () => {
  table = await buildCharacterTable();
  splitter = new PinyinSplitter(table);
});

describe('character table', () => {
  test.each([
    ['繳', '缴'],
    ['費', '费'],
    ['單', '单'],
    ['據', '据'],
    ['錄', '录'],
    ['證', '证'],
    ['驗', '验'],
    ['社', '社'],
    ['a', 'a'],
    ['，', '，'],
  ])('simplifies %s to %s', (from, to) => {
    expect(String.fromCharCode(simplify(table, from.charCodeAt(0)))).toBe(to);
  });

  test.each([
    ['缴', 'jiao'],
    ['女', 'nv'],
    ['绿', 'lv'],
    ['验', 'yan'],
    ['繳', 'jiao'],
    ['a', ''],
    ['😭', ''],
  ])('reads %s as "%s"', (character, syllable) => {
    expect(table.syllables[readingOf(table, character.charCodeAt(0))]).toBe(syllable);
  });

  test('has a reading for every character of the desk’s own words', () => {
    for (const character of '社保缴费增减员申报基数注册登录绑定单据推送税务审核发票') {
      expect([character, readingOf(table, character.charCodeAt(0))]).not.toEqual([character, 0]);
    }
  });
});

describe('splitting pinyin', () => {
  test.each([
    ['denglu', ['deng', 'lu']],
    ['jiaofei', ['jiao', 'fei']],
    ['shebaozenmejiao', ['she', 'bao', 'zen', 'me', 'jiao']],
    ['zengyuan', ['zeng', 'yuan']],
    ['danju', ['dan', 'ju']],
    ['mimaduoshao', ['mi', 'ma', 'duo', 'shao']],
    ['jishushenbao', ['ji', 'shu', 'shen', 'bao']],
    ['xian', ['xian']],
    ['yanzhengma', ['yan', 'zheng', 'ma']],
    ['nvzhigong', ['nv', 'zhi', 'gong']],
    ['zhuceshibai', ['zhu', 'ce', 'shi', 'bai']],
    ['a', ['a']],
  ])('%s', (word, syllables) => {
    expect(splitter.split(word)).toEqual(syllables);
  });

  test.each([
    '',
    'ukey',
    'biz',
    'http',
    'gateway',
    'pdf',
    'error',
    'ng',
    'xyz',
    'denglux',
    'deng lu',
    'Denglu',
    '502',
    '登录',
    'a'.repeat(100),
  ])('is not pinyin: "%s"', (word) => {
    expect(splitter.split(word)).toBeNull();
  });
});

describe('folding syllables that sound alike', () => {
  test.each([
    ['zhi', 'zi'],
    ['chong', 'con'],
    ['shang', 'san'],
    ['zeng', 'zen'],
    ['deng', 'den'],
    ['yin', 'yin'],
    ['ying', 'yin'],
    ['lv', 'lu'],
    ['nv', 'nu'],
    ['lve', 'lue'],
    ['hui', 'hui'],
    ['er', 'er'],
    ['', ''],
  ])('%s → %s', (syllable, folded) => {
    expect(foldSyllable(syllable)).toBe(folded);
  });

  test('folding twice changes nothing more', () => {
    for (const syllable of table.syllables) expect(foldSyllable(foldSyllable(syllable))).toBe(foldSyllable(syllable));
  });
});
