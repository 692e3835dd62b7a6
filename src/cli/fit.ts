import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Desk, openDesk, readContent } from '../app';
import type { Config } from '../config';
import { shownBy } from '../evaluation/curve';
import { featureName } from '../evaluation/feature-names';
import { fit, type FitExample, type FitResult, FOLDS, type HeldOut } from '../evaluation/fit';
import { addNoise, createNoiseTools, NOISE_KINDS } from '../evaluation/noise';
import { INSIDE_OUTCOMES, insideOutcome, OUTSIDE_OUTCOMES, outsideOutcome } from '../evaluation/outcome';
import { parseQuestions, type Question } from '../evaluation/questions';
import { decideReading, read } from '../evaluation/reading';
import type { Targets } from '../evaluation/thresholds';
import type { Label } from '../matching/labels';
import type { LogisticModel } from '../matching/logistic';
import type { FittedWeights, Thresholds } from '../matching/scoring';
import { readText } from './files';
import { note, print } from './output';
import { formatTable, percent } from './table';

/** What the thresholds are to keep on held-out questions; half of what users would bear, since strangers' questions are harder. */
const TARGETS: Targets = { wrong: 0.009, outsideAnswered: 0.007, declined: 0.003 };
/** Damaged copies of every question, each of another kind of noise. */
const COPIES = 2;
/** Share of a question's weight that each of its copies has: damage may take away what the right answer depends on. */
const COPY_WEIGHT = 0.25;

/** A question file as it was read. */
interface QuestionFile {
  readonly name: string;
  readonly text: string;
  readonly questions: readonly Question[];
}

/** Fits weights and thresholds to question files, prints what they do on held-out questions, and writes them when asked to. */
export async function fitWeights(config: Config, paths: readonly string[], options: { write?: boolean }): Promise<void> {
  const files = paths.map((path) => {
    const text = readText(path);
    return { name: basename(path), text, questions: parseQuestions(text, path) };
  });
  const desk = await openDesk(config, note);
  const examples = await makeExamples(desk, files);
  note(`正在拟合：${String(examples.length)} 个样本（含加噪声的副本），${String(FOLDS)} 折交叉验证……`);
  const result = fit(examples, desk.matcher.labels, TARGETS);
  for (const line of [...describeHeldOut(result, desk.matcher.labels), '', ...describeWeights(result.weights)]) print(line);
  if (options.write !== true) {
    note('没有写入。确认结果后加 --write 写入 src/matching/weights.json。');
    return;
  }
  const path = join(__dirname, '..', '..', 'src', 'matching', 'weights.json');
  if (!existsSync(path)) throw new Error(`找不到 ${path}。--write 只能在源码目录里用。`);
  writeFileSync(path, formatJson({ ...result.weights, ...provenance(config, files, examples.length) }));
  note(`已写入 ${path}。复核改动后运行 npm run build 才会生效。`);
}

async function makeExamples(desk: Desk, files: readonly QuestionFile[]): Promise<FitExample[]> {
  const noise = await createNoiseTools(desk.tools.table, desk.tools.segment);
  return files
    .flatMap(({ questions }) => questions)
    .flatMap((question, origin) => {
      const example = (q: string, weight: number): FitExample => ({
        question: { ...question, q },
        reading: read(desk.matcher, q),
        weight,
        origin,
      });
      const copies = Array.from({ length: COPIES }, (_, copy) => NOISE_KINDS[(origin * COPIES + copy) % NOISE_KINDS.length]!)
        .map((kind) => addNoise(noise, question.q, kind))
        .filter((q) => q !== question.q);
      return [example(question.q, 1), ...copies.map((q) => example(q, COPY_WEIGHT))];
    });
}

/** What the weights were fitted to; `fingerprint` changes with any question or content file. */
function provenance(config: Config, files: readonly QuestionFile[], examples: number): object {
  return {
    fingerprint: {
      questions: sha256(files.map(({ name, text }) => [name, text])),
      knowledge: sha256(
        readContent(config)
          .filter(({ path }) => path.startsWith('knowledge/'))
          .map(({ path, text }) => [path, text]),
      ),
    },
    fittedTo: {
      files: files.map(({ name, questions }) => ({
        name,
        inside: questions.filter(({ gold }) => gold.length > 0).length,
        outside: questions.filter(({ gold }) => gold.length === 0).length,
      })),
      examples,
      folds: FOLDS,
      targets: TARGETS,
    },
  };
}

/** JSON as the formatter of the project wants it: lists of numbers on one line. */
function formatJson(value: object): string {
  const lists = /\[[\d\s.,e-]+\]/g;
  return `${JSON.stringify(value, null, 2).replace(lists, (list) => list.replace(/\s+/g, ' ').replace('[ ', '[').replace(' ]', ']'))}\n`;
}

function sha256(parts: readonly (readonly string[])[]): string {
  const hash = createHash('sha256');
  for (const part of parts.flat()) hash.update(part).update('\0');
  return hash.digest('hex');
}

function describeHeldOut({ heldOut, weights: { thresholds } }: FitResult, labels: readonly Label[]): string[] {
  const clean = heldOut.filter(({ weight }) => weight === 1);
  const groups = [
    ...Array.from({ length: FOLDS }, (_, fold) => ({ name: `第 ${String(fold + 1)} 折`, rows: clean.filter((one) => one.fold === fold) })),
    { name: '全部留出题', rows: clean },
    { name: '加噪声的副本', rows: heldOut.filter(({ weight }) => weight !== 1) },
  ];
  const head = [
    '留出的问题',
    '库内',
    '答对',
    '选项里有',
    '选项里没有',
    '答错',
    '没有答',
    '库外',
    '被作答',
    '被反问',
    '婉拒',
    '闲聊',
    '转人工',
  ];
  return formatTable([head, ...groups.map(({ name, rows }) => [name, ...outcomeShares(rows, labels, thresholds)])]);
}

function outcomeShares(rows: readonly HeldOut[], labels: readonly Label[], thresholds: Thresholds): string[] {
  const shown = rows.map(({ question, scored }) => ({ question, shown: shownBy(decideReading(scored, labels, thresholds), labels) }));
  const inside = shown.filter(({ question }) => question.gold.length > 0).map((one) => insideOutcome(one.shown, one.question.gold));
  const outside = shown.filter(({ question }) => question.gold.length === 0).map((one) => outsideOutcome(one.shown));
  const share = (all: readonly string[], name: string): string =>
    all.length === 0 ? '' : percent(all.filter((one) => one === name).length / all.length);
  return [
    String(inside.length),
    ...INSIDE_OUTCOMES.map((name) => share(inside, name)),
    String(outside.length),
    ...OUTSIDE_OUTCOMES.map((name) => share(outside, name)),
  ];
}

function describeWeights({ rank, answer, scope, thresholds }: FittedWeights): string[] {
  const list = (group: 'rank' | 'answer' | 'scope', weights: readonly number[]): string[][] =>
    weights.map((weight, i) => [`  ${featureName(group, i)}`, weight.toFixed(4)]);
  const model = (group: 'answer' | 'scope', { bias, weights }: LogisticModel): string[][] => [
    ...list(group, weights),
    ['  常数', bias.toFixed(4)],
  ];
  return [
    ...formatTable([['排序的权重', ''], ...list('rank', rank)]),
    ...formatTable([['“首位条目答得对”的概率', ''], ...model('answer', answer)]),
    ...formatTable([['“属于本台业务”的概率', ''], ...model('scope', scope)]),
    ...formatTable([
      ['阈值', ''],
      ['  直接回答', thresholds.answer.toFixed(2)],
      ['  反问（低于它就婉拒）', thresholds.clarify.toFixed(2)],
      ['  一句多问时回答每一问', thresholds.compound.toFixed(2)],
    ]),
  ];
}
