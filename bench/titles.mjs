// Varied Chinese question titles, the same for the same seed: words of jieba's dictionary drawn by their real
// frequency, set into sentence frames, with codes, years and places as FAQ titles have them.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

const FRAMES = [
  '{n}{v}{n}怎么办',
  '{n}的{n}在哪里{v}',
  '怎样{v}{n}和{n}',
  '为什么{n}不能{v}',
  '{p}{n}{v}需要哪些{n}',
  '{n}提示“{n}{v}”是什么意思',
  '{y}年{n}{n}{v}标准是多少',
  '{v}{n}之后多久可以{v}',
  '{n}{v}错误{c}如何解决',
  '没有{n}能不能{v}{n}',
  '{p}的{n}怎么{v}',
  '{n}与{n}有什么区别',
  '{v}{n}要不要带{n}',
  '{n}已经{v}了还能{v}吗',
  '忘记{n}怎么{v}{n}',
  '{n}{n}的{v}流程',
  '{p}{y}年度{n}{v}时间',
  '{c}{n}无法{v}',
];
const PLACES = [
  '北京',
  '上海',
  '济南',
  '枣庄',
  '滕州',
  '广州',
  '成都',
  '武汉',
  '西安',
  '南京',
  '杭州',
  '长沙',
  '青岛',
  '苏州',
  '昆明',
  '福州',
];

/** A generator of numbers in [0, 1), Park and Miller's "minimal standard". */
export function createRandom(seed) {
  let state = seed % 2147483647 || 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Makes `count` titles; most are distinct, some are near copies of another, as in real sets. */
export function generateTitles(count, seed = 20210630) {
  const random = createRandom(seed);
  const nouns = wordsOf(/^n$|^nz$|^vn$/);
  const verbs = wordsOf(/^v$/);
  const fill = {
    n: () => nouns(random()),
    v: () => verbs(random()),
    p: () => PLACES[Math.floor(random() * PLACES.length)],
    y: () => String(2005 + Math.floor(random() * 20)),
    c: () => String(100 + Math.floor(random() * 900)),
  };
  return Array.from({ length: count }, () => FRAMES[Math.floor(random() * FRAMES.length)].replace(/\{(.)\}/g, (_, kind) => fill[kind]()));
}

/** Questions for titles: parts of the title in another order or frame, so that search has something to find. */
export function generateQueries(titles, count, seed = 7) {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const gold = Math.floor(random() * titles.length);
    const title = titles[gold];
    const cut = Math.floor(title.length * (0.25 + 0.5 * random()));
    return {
      gold,
      q: random() < 0.5 ? `请问${title.slice(cut)}，${title.slice(0, cut)}` : `${title.slice(0, cut)}${title.slice(cut + 1)}呢`,
    };
  });
}

function wordsOf(tag) {
  const { dict } = require('@node-rs/jieba/dict.js');
  const words = [];
  const sums = [];
  let sum = 0;
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) {
    const [word, frequency, kind] = line.split(' ');
    if (word === undefined || word.length < 2 || !tag.test(kind ?? '')) continue;
    // Square roots flatten the frequencies to about those of the subjects of a large FAQ.
    sum += Math.sqrt(Number(frequency));
    words.push(word);
    sums.push(sum);
  }
  return (share) => {
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle] < share * sum) low = middle + 1;
      else high = middle;
    }
    return words[low];
  };
}
