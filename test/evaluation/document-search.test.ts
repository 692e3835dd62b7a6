import { beforeAll, describe, expect, test } from '@jest/globals';
import { DocumentSearch, type SearchDocument } from '../../src/matching/document-search';
import type { TextTools } from '../../src/matching/model';
import { createRandom } from '../../src/matching/random';
import { buildCharacterTable } from '../../src/text/characters';
import { collectDictionary, createSegmenter } from '../../src/text/segment';
import { fc, randomText } from '../support/properties';

const DOCUMENTS: readonly SearchDocument[] = [
  { id: 'card', title: '社保卡丢失怎么补办', answer: '带身份证到银行网点挂失并补办新卡。' },
  { id: 'password', title: '忘记登录密码怎么办', phrasings: ['密码想不起来了', '怎样重置密码'] },
  { id: 'transfer', title: '养老保险关系怎么转移', phrasings: ['换了城市工作，保险怎么转过去'] },
  { id: 'base', title: '缴费基数是多少' },
  { id: 'invoice', title: '缴费后在哪里打印发票', answer: '登录电子税务局，在证明开具里下载。' },
];

let tools: TextTools;
let search: DocumentSearch;

beforeAll(async () => {
  const texts = DOCUMENTS.flatMap(({ title, phrasings = [], answer = '' }) => [title, ...phrasings, answer]);
  tools = { table: await buildCharacterTable(), segment: createSegmenter(await collectDictionary(texts)) };
  search = new DocumentSearch(DOCUMENTS, tools);
});

test.each([
  ['忘记登录密码怎么办', 'password', 'the title itself'],
  ['重置密码', 'password', 'part of a phrasing'],
  ['我去年从别的城市来这边工作，原来的养老保险能转过来吗', 'transfer', 'a story sharing words with title and phrasing'],
  ['jiaofei jishu', 'base', 'pinyin'],
  ['脚费鸡数', 'base', 'other characters of the same sound'],
  ['繳費基數', 'base', 'traditional characters'],
  ['电子税务局证明开具', 'invoice', 'words of the answer only'],
])('%s → %s: %s', (question, id) => {
  expect(search.search(question)[0]?.id).toBe(id);
});

test('the title itself is surer than a part, a part surer than a foreign question', () => {
  const sure = (question: string): number => search.search(question)[0]?.confidence ?? 0;
  expect(sure('社保卡丢失怎么补办')).toBeGreaterThan(sure('卡丢了怎么办'));
  expect(sure('卡丢了怎么办')).toBeGreaterThan(sure('今天天气怎么样'));
});

test('the limit and the order', () => {
  const all = search.search('缴费怎么办', 5);
  expect(search.search('缴费怎么办', 2)).toEqual(all.slice(0, 2));
  expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a));
});

test('no documents, nothing found', () => {
  expect(new DocumentSearch([], tools).search('缴费')).toEqual([]);
});

test('any text: no error, confidence from 0 to 1, the same each time', () => {
  fc.assert(
    fc.property(randomText(), (text) => {
      const hits = search.search(text);
      for (const { confidence } of hits) {
        expect(confidence).toBeGreaterThanOrEqual(0);
        expect(confidence).toBeLessThanOrEqual(1);
      }
      expect(search.search(text)).toEqual(hits);
    }),
    { numRuns: 300 },
  );
});

describe('many documents', () => {
  // More phrases than are searched without pruning.
  const random = createRandom(11);
  const words = [
    '社保',
    '医保',
    '缴费',
    '登录',
    '密码',
    '发票',
    '转移',
    '补办',
    '查询',
    '基数',
    '增员',
    '减员',
    '认证',
    '待遇',
    '退休',
    '注册',
  ];
  const characters = Array.from('甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃');
  const pick = (from: readonly string[]): string => from[Math.floor(random() * from.length)]!;
  const titles = Array.from(
    { length: 12_000 },
    () => `${pick(words)}${pick(words)}${pick(characters)}${pick(characters)}${pick(characters)}${pick(words)}怎么办`,
  );

  test('every title finds itself', () => {
    const large = new DocumentSearch(
      titles.map((title, i) => ({ id: String(i), title })),
      tools,
    );
    for (let i = 0; i < titles.length; i += 400) {
      const found = large.search(titles[i]!, 3)[0]!;
      expect(titles[Number(found.id)]).toBe(titles[i]);
    }
  }, 60_000);
});
