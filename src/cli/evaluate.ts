import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { type Desk, openDesk } from '../app';
import type { Config } from '../config';
import type { MatchResult } from '../domain/decision';
import { coverageCurve, type CurvePoint, pointAt, type ScoredQuestion } from '../evaluation/curve';
import { drawCurve } from '../evaluation/curve-svg';
import { parseQuestions, type Question } from '../evaluation/questions';
import { read, scoreReading } from '../evaluation/reading';
import { hasFailed, type Judged, report } from '../evaluation/report';
import { areaUnderCurve } from '../evaluation/retrieval';
import type { FittedWeights } from '../matching/scoring';
import weights from '../matching/weights.json';
import { damageOf } from './damage';
import { evaluateDocuments } from './evaluate-documents';
import { formatCurve, formatFailures, formatReport } from './evaluate-text';
import { readText } from './files';
import { note, print, UsageError } from './output';

/** Options of `shebao evaluate`, as they come from the command line. */
export interface EvaluateOptions {
  readonly json?: boolean;
  readonly svg?: string;
  readonly failures?: boolean;
  readonly docs?: string;
  readonly queries?: string;
  readonly noise?: string;
  readonly seed?: string;
}

/** Measures the desk on question files, or with `docs` and `queries` a search on any question-and-answer set. */
export async function evaluate(config: Config, files: readonly string[], options: EvaluateOptions): Promise<void> {
  const damage = damageOf(options);
  if (options.docs !== undefined || options.queries !== undefined) {
    if (options.docs === undefined || options.queries === undefined) throw new UsageError('--docs 和 --queries 要一起用。');
    if (files.length > 0) throw new UsageError('--docs 与问题文件不能一起用；问题写在 --queries 的文件里。');
    if (options.svg !== undefined) throw new UsageError('--svg 只用于问题文件，不能与 --docs 一起用。');
    await evaluateDocuments(options.docs, options.queries, damage, options);
    return;
  }
  if (files.length === 0) throw new UsageError('没有问题文件。用法：shebao evaluate test/questions/*.jsonl');
  const clean = files.flatMap((file) => parseQuestions(readText(file), file));
  const desk = await openDesk(config, note);
  warnOfFaults(desk, clean);
  evaluateDesk(desk, await damage(desk.tools, clean), files, options);
}

function evaluateDesk(desk: Desk, questions: readonly Question[], files: readonly string[], options: EvaluateOptions): void {
  const { matcher } = desk;
  const fitted = weights as FittedWeights;
  const judged = questions.map((question) => judge(question, matcher.match(question.q)));
  const scored: ScoredQuestion[] = questions.map((question) => ({
    question,
    scored: scoreReading(read(matcher, question.q), matcher.labels, fitted),
    weight: 1,
  }));
  const curve = coverageCurve(scored, matcher.labels, fitted.thresholds);
  const current = pointAt(scored, matcher.labels, fitted.thresholds);
  const counts = report(judged);
  const auroc = scopeAuroc(scored);
  const failures = judged.filter(hasFailed);
  if (options.svg !== undefined) savePicture(options.svg, curve, current, title(files, questions.length, options));
  if (options.json === true) {
    const failed =
      options.failures === true
        ? { failures: failures.map(({ question, shown, ids, first }) => ({ ...question, decision: shown.kind, shown: ids, first })) }
        : {};
    print(
      JSON.stringify({
        questions: questions.length,
        thresholds: fitted.thresholds,
        ...counts,
        scopeAuroc: auroc,
        current,
        curve,
        ...failed,
      }),
    );
    return;
  }
  for (const line of [...formatReport(counts, auroc, desk.knowledge), ...formatCurve(curve, current)]) print(line);
  if (options.failures === true) for (const line of formatFailures(failures)) print(line);
}

/** A question with what the desk shows for it. */
export function judge(question: Question, { decision, candidates }: MatchResult): Judged {
  const chosen = decision.kind === 'answer' ? decision.answers : decision.kind === 'clarify' ? decision.choices : [];
  const first = candidates[0];
  return {
    question,
    shown: { kind: decision.kind, entries: chosen.map(({ source }) => source) },
    ids: chosen.map(({ id }) => id),
    first: first === undefined ? null : { id: first.id, source: first.source, confidence: first.confidence },
  };
}

function scopeAuroc(scored: readonly ScoredQuestion[]): number | null {
  const scopes = (inside: boolean): number[] =>
    scored.filter(({ question }) => question.gold.length > 0 === inside).map((one) => one.scored.whole.scope);
  return areaUnderCurve(scopes(true), scopes(false));
}

function savePicture(path: string, curve: readonly CurvePoint[], current: CurvePoint, heading: string): void {
  try {
    writeFileSync(path, drawCurve(curve, current, heading));
  } catch (error) {
    throw new Error(`图写不进 ${path}：${(error as Error).message}`);
  }
  note(`曲线已画到 ${path}`);
}

function title(files: readonly string[], count: number, { noise }: EvaluateOptions): string {
  const names = files.length <= 2 ? files.map((file) => basename(file, '.jsonl')).join('、') : `${String(files.length)} 个文件`;
  return `回答率与错误率（${names}，${String(count)} 问${noise === undefined ? '' : `，噪声 ${noise}`}）`;
}

/** Warns of what would make the figures mean something else than they seem to: gold ids that no entry covers, and questions that were learned. */
function warnOfFaults(desk: Desk, questions: readonly Question[]): void {
  const known = new Set(desk.knowledge.entries.flatMap(({ source }) => source));
  const unknown = [...new Set(questions.flatMap(({ gold }) => gold.filter((id) => !known.has(id))))];
  if (unknown.length > 0) note(`提醒：这些编号没有条目，标着它们的问题不可能答对：${unknown.join('、')}`);
  const learned = new Set(desk.model.phrases.map((phrase) => desk.matcher.normalize(phrase)));
  const verbatim = questions.filter(({ q }) => learned.has(desk.matcher.normalize(q))).length;
  if (verbatim > 0) note(`提醒：${String(verbatim)} 个问题与知识库里的问法完全相同，这些题的结果说明不了泛化能力。`);
}
