import { beforeAll, describe, expect, test } from '@jest/globals';
import { lookAlikes } from '../../src/evaluation/look-alikes';
import { addNoise, createNoiseTools, NOISE_KINDS, type NoiseKind, type NoiseTools } from '../../src/evaluation/noise';
import { MIXED_NOISE, noisyQuestions } from '../../src/evaluation/noisy-questions';
import { buildCharacterTable, type CharacterTable, readingOf } from '../../src/text/characters';
import { collectDictionary, createSegmenter } from '../../src/text/segment';
import { fc, randomText } from '../support/properties';

const TEXTS = [
  '平台登录以后一直白屏怎么办',
  '缴费基数最低是多少，最高是多少？',
  '我们单位刚招了两个人，增员提示存在未提交的信息，已经点过提交了，还是不行，请问怎么处理',
  'Ukey的PIN码忘了',
  '502',
];

let table: CharacterTable;
let tools: NoiseTools;

beforeAll(async () => {
  table = await buildCharacterTable();
  tools = await createNoiseTools(table, createSegmenter(await collectDictionary(TEXTS)));
}, 30_000);

function soundOf(text: string): string {
  return Array.from(text, (character) => table.syllables[readingOf(table, character.charCodeAt(0))]).join(' ');
}

function changedPlaces(before: string, after: string): number[] {
  return Array.from(before).flatMap((character, place) => (character === after[place] ? [] : [place]));
}

describe.each(NOISE_KINDS)('%s', (kind) => {
  test('does the same to the same text and seed', () => {
    for (const text of TEXTS) expect(addNoise(tools, text, kind, 3)).toBe(addNoise(tools, text, kind, 3));
  });

  test('changes most questions', () => {
    expect(TEXTS.slice(0, 4).filter((text) => addNoise(tools, text, kind) !== text).length).toBeGreaterThanOrEqual(3);
  });

  test('takes any text', () => {
    fc.assert(
      fc.property(randomText(), fc.nat(), (text, seed) => {
        expect(typeof addNoise(tools, text, kind, seed)).toBe('string');
      }),
      { numRuns: 100 },
    );
  });
});

test.each(NOISE_KINDS.filter((kind) => kind !== 'traditional'))('%s differs by seed', (kind) => {
  const copies = new Set([1, 2, 3, 4, 5].map((seed) => addNoise(tools, TEXTS[2]!, kind, seed)));
  expect(copies.size).toBeGreaterThan(1);
});

test('homophones sound the same and are other characters', () => {
  for (const text of TEXTS.slice(0, 3)) {
    const noisy = addNoise(tools, text, 'homophone');
    expect(noisy).not.toBe(text);
    expect(noisy).toHaveLength(text.length);
    for (const place of changedPlaces(text, noisy)) expect(soundOf(noisy.charAt(place))).toBe(soundOf(text.charAt(place)));
  }
});

test('traditional characters', () => {
  expect(addNoise(tools, '平台登录以后一直白屏', 'traditional')).toBe('平臺登錄以後一直白屏');
});

test('short questions are written in pinyin throughout, the Latin parts left alone', () => {
  expect(addNoise(tools, 'Ukey的PIN码忘了', 'pinyin').replaceAll(' ', '')).toBe('UkeydePINmawangle');
});

test('a long question keeps some characters in pinyin', () => {
  const noisy = addNoise(tools, TEXTS[2]!, 'pinyin');
  expect(noisy).toMatch(/[a-z]{3}/);
  expect(noisy).toMatch(/[\u4e00-\u9fff]{3}/);
});

test('text recognition takes characters for their look-alikes only', () => {
  const text = '申报减员时提示未提交';
  const noisy = addNoise(tools, text, 'ocr');
  const places = changedPlaces(text, noisy);
  expect(places.length).toBeGreaterThan(0);
  for (const place of places) expect(lookAlikes(text.charAt(place))).toContain(noisy.charAt(place));
});

test('look-alikes are mutual and never the character itself', () => {
  for (const character of '未己日人缴减员票验0lO') {
    expect(lookAlikes(character)).not.toBe('');
    for (const other of lookAlikes(character)) {
      expect(other).not.toBe(character);
      expect(lookAlikes(other)).toContain(character);
    }
  }
});

test('cutting off keeps a start or an end of at least half', () => {
  for (let seed = 1; seed <= 20; seed++) {
    const cut = addNoise(tools, TEXTS[1]!, 'truncate', seed);
    expect(TEXTS[1]!.startsWith(cut) || TEXTS[1]!.endsWith(cut)).toBe(true);
    expect(cut.length).toBeGreaterThan(TEXTS[1]!.length / 2);
  }
});

test('leaving out keeps the order of what stays', () => {
  const noisy = addNoise(tools, TEXTS[0]!, 'drop');
  expect(noisy.length).toBeLessThan(TEXTS[0]!.length);
  let at = 0;
  for (const character of noisy) {
    at = TEXTS[0]!.indexOf(character, at) + 1;
    expect(at).toBeGreaterThan(0);
  }
});

test('blanks and button texts leave the question whole', () => {
  for (const text of TEXTS) {
    expect(addNoise(tools, text, 'spaces').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    expect(addNoise(tools, text, 'buttons')).toContain(text);
  }
});

test('mixed noise goes through all kinds and keeps gold and kind', () => {
  const questions = Array.from({ length: NOISE_KINDS.length }, () => ({ q: TEXTS[2]!, gold: ['2.8.7'], kind: 'story' }));
  const noisy = noisyQuestions(tools, questions, MIXED_NOISE, 1);
  const expected = new Set(NOISE_KINDS.map((kind: NoiseKind) => addNoise(tools, TEXTS[2]!, kind, 1)));
  expect(new Set(noisy.map(({ q }) => q))).toEqual(expected);
  expect(noisy.every(({ gold, kind }) => gold[0] === '2.8.7' && kind === 'story')).toBe(true);
});
