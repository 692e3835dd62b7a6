import { prepareTraining, readContent } from '../dist/app.js';
import { readConfig } from '../dist/config.js';
import { readKnowledge } from '../dist/content/read-knowledge.js';
import { labelsOf } from '../dist/matching/labels.js';
import { Matcher } from '../dist/matching/matcher.js';
import { trainModel } from '../dist/matching/model.js';
import weights from '../dist/matching/weights.json' with { type: 'json' };
import { measureAccuracy } from './accuracy.mjs';
import { measureBuild, measureQueries, megabytes, millis, percent, printTable, quantile } from './measure.mjs';
import { buildBayes, buildFuse, buildMiniSearch } from './rivals.mjs';

/** Every system on the same knowledge and the same questions; prints a table and returns the requirements on speed. */
export async function compareSystems(questions, sampleSize) {
  const { knowledge, diagnostics } = readKnowledge(readContent(readConfig()));
  if (knowledge === null) throw new Error(`The content is faulty (${diagnostics[0].message}); run: shebao kb check`);
  const labels = labelsOf(knowledge);
  const phrases = labels.flatMap(({ phrases: texts }, label) => texts.map((text) => ({ text, label })));
  const step = Math.max(1, questions.length / sampleSize);
  const sample = Array.from({ length: Math.min(sampleSize, questions.length) }, (_, i) => questions[Math.floor(i * step)]);
  const inside = sample.filter(({ gold }) => gold.length > 0).length;
  console.log(
    `SYSTEMS: ${phrases.length} phrases of ${labels.length} labels; every ${step.toFixed(1)}th question of test/questions, ${inside} in scope, ${sample.length - inside} not`,
  );

  const systems = [
    ['shebao matcher', () => buildOurs(knowledge)],
    ['MiniSearch + jieba', () => buildMiniSearch(phrases)],
    ["natural's Bayes, pairs", () => buildBayes(phrases)],
    ['fuse.js', () => buildFuse(phrases)],
  ];
  const rows = [['', 'first %', 'in five %', 'AUROC', 'right at 2% wrong', 'p50 ms', 'p99 ms', 'index ms', 'memory MB']];
  const medians = new Map();
  for (const [name, build] of systems) {
    console.error(`  ${name} …`);
    const { built, millis: indexMillis, bytes } = await measureBuild(build);
    const { results, times } = measureQueries(
      sample.map(({ q }) => q),
      built,
    );
    const { first, amongFive, auroc, rightAtTwo } = measureAccuracy(sample, results, labels);
    medians.set(name, quantile(times, 0.5));
    rows.push([
      name,
      percent(first),
      percent(amongFive),
      auroc.toFixed(3),
      percent(rightAtTwo),
      millis(quantile(times, 0.5)),
      millis(quantile(times, 0.99)),
      millis(indexMillis),
      megabytes(bytes),
    ]);
  }
  printTable(rows);
  const [ours, mini, , fuse] = [...medians.values()];
  return [
    {
      what: 'median per query no slower than MiniSearch with jieba',
      holds: ours <= mini,
      seen: `${millis(ours)} ms beside ${millis(mini)} ms`,
    },
    {
      what: 'at least 20 times faster than fuse.js on the same texts',
      holds: ours * 20 <= fuse,
      seen: `${(fuse / ours).toFixed(0)} times`,
    },
  ];
}

/** Ours is timed with everything a message goes through: reading, scoring, splitting into parts and deciding. */
async function buildOurs(knowledge) {
  const { tools } = await prepareTraining(knowledge);
  const matcher = new Matcher(trainModel(knowledge, tools), weights, knowledge.lexicon, tools);
  const numbers = new Map(matcher.labels.map(({ kind, id }, label) => [`${kind} ${id}`, label]));
  return (question) =>
    matcher.match(question).candidates.map(({ id, confidence }) => ({ label: numbers.get(`entry ${id}`), score: confidence }));
}
