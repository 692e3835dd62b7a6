import { buildCharacterTable } from '../dist/text/characters.js';
import { createSegmenter } from '../dist/text/segment.js';
import { DocumentSearch } from '../dist/matching/document-search.js';
import { dict } from '@node-rs/jieba/dict.js';
import MiniSearch from 'minisearch';
import { measureBuild, measureQueries, megabytes, millis, percent, printTable, quantile } from './measure.mjs';
import { words } from './rivals.mjs';
import { generateQueries, generateTitles } from './titles.mjs';

const SIZES = [1_000, 10_000, 100_000];
const QUERIES = 150;

/** Our document search and MiniSearch with jieba as the number of titles grows; returns the requirement on 100,000. */
export async function compareGrowth() {
  console.log('\nGROWTH: generated titles, questions made of their parts in another order');
  const tools = { table: await buildCharacterTable(), segment: createSegmenter(Buffer.from(dict).toString('utf8')) };
  const rows = [['', 'titles', 'first %', 'p50 ms', 'p99 ms', 'index ms', 'memory MB']];
  let last = {};
  for (const size of SIZES) {
    const titles = generateTitles(size);
    const queries = generateQueries(titles, QUERIES);
    const systems = [
      ['shebao document search', () => buildOurs(titles, tools)],
      ['MiniSearch + jieba', () => buildMini(titles)],
    ];
    last = {};
    for (const [name, build] of systems) {
      console.error(`  ${name}, ${size} titles …`);
      const { built, millis: indexMillis, bytes } = await measureBuild(build);
      const { results, times } = measureQueries(
        queries.map(({ q }) => q),
        built,
      );
      const found = queries.filter(({ gold }, i) => titles[results[i]] === titles[gold]).length / queries.length;
      last[name] = quantile(times, 0.5);
      rows.push([
        name,
        String(size),
        percent(found),
        millis(last[name]),
        millis(quantile(times, 0.99)),
        millis(indexMillis),
        megabytes(bytes),
      ]);
    }
  }
  printTable(rows);
  const [ours, mini] = Object.values(last);
  return [
    {
      what: 'at 100,000 titles p50 at most half of MiniSearch',
      holds: ours * 2 <= mini,
      seen: `${millis(ours)} ms beside ${millis(mini)} ms`,
    },
  ];
}

function buildOurs(titles, tools) {
  const search = new DocumentSearch(
    titles.map((title, id) => ({ id: String(id), title })),
    tools,
  );
  return (question) => Number(search.search(question, 10)[0]?.id ?? -1);
}

function buildMini(titles) {
  const index = new MiniSearch({ fields: ['title'], tokenize: words });
  index.addAll(titles.map((title, id) => ({ id, title })));
  return (question) => index.search(question)[0]?.id ?? -1;
}
