import { openDesk } from '../dist/app.js';
import { readConfig } from '../dist/config.js';
import { groupAlike } from '../dist/staff/learn/grouping.js';
import { millis, printTable, quantile } from './measure.mjs';

/** Times as many texts as at first. */
const MORE = 4;
const ROUNDS = 5;
/** Most times as long that these may take. */
const ALLOWED = 2 * MORE;

/** The learning page's grouping of some questions and of four times as many by turns; returns the requirement on its growth. */
export async function compareGrouping(questions) {
  console.log(`\nGROUPING: questions put together, medians of ${ROUNDS}`);
  const { matcher } = await openDesk(readConfig({}));
  const [few, many] = [1, MORE].map((copies) => ({ items: copy(questions, copies), times: [] }));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const { items, times } of [few, many]) {
      const began = performance.now();
      groupAlike(items, matcher);
      // The first round is for warming up.
      if (round > 0) times.push(performance.now() - began);
    }
  }
  const medians = [few, many].map(({ times }) => quantile(times, 0.5));
  printTable([['texts', 'median ms'], ...[few, many].map(({ items }, i) => [String(items.length), millis(medians[i])])]);
  const growth = medians[1] / medians[0];
  return [
    { what: `grouping ${MORE} times the texts takes at most ${ALLOWED} times as long`, holds: growth <= ALLOWED, seen: growth.toFixed(1) },
  ];
}

/** The questions so many times over, no two the same. */
function copy(questions, copies) {
  return questions.flatMap(({ q }) =>
    Array.from({ length: copies }, (_, i) => ({ text: `${q} 第${i}${'甲乙丙丁'.charAt(i)}批`, count: 1 })),
  );
}
