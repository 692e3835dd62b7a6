import type { Knowledge } from '../domain/knowledge';
import type { CurvePoint } from '../evaluation/curve';
import {
  INSIDE_OUTCOMES,
  type InsideOutcome,
  insideOutcome,
  OUTSIDE_OUTCOMES,
  type OutsideOutcome,
  outsideOutcome,
} from '../evaluation/outcome';
import { ALL_KINDS, type Judged, type Report } from '../evaluation/report';
import { formatTable, percent } from './table';

const INSIDE_NAMES: Readonly<Record<InsideOutcome, string>> = {
  right: '答对',
  offered: '选项里有',
  missed: '选项里没有',
  wrong: '答错',
  declined: '没有答',
};
const OUTSIDE_NAMES: Readonly<Record<OutsideOutcome, string>> = {
  answered: '被作答',
  asked: '被反问',
  declined: '婉拒',
  smalltalk: '闲聊',
  handoff: '转人工',
};

/** Most confused pairs that are printed. */
const PAIRS = 15;

/** The report for a person. */
export function formatReport({ inside, outside, confused }: Report, auroc: number | null, knowledge: Knowledge): string[] {
  const lines: string[] = [];
  if (inside.length > 0) {
    lines.push('库内问题（有答案）');
    const rows = inside.map(({ kind, count, outcomes, complete }) => [
      nameOf(kind),
      String(count),
      ...INSIDE_OUTCOMES.map((outcome) => percent(outcomes[outcome] / count)),
      kind === 'compound' ? percent(complete / count) : '',
    ]);
    lines.push(...formatTable([['类别', '题数', ...INSIDE_OUTCOMES.map((outcome) => INSIDE_NAMES[outcome]), '各问都答'], ...rows]), '');
  }
  if (outside.length > 0) {
    lines.push('库外问题（没有答案）');
    const rows = outside.map(({ kind, count, outcomes }) => [
      nameOf(kind),
      String(count),
      ...OUTSIDE_OUTCOMES.map((outcome) => percent(outcomes[outcome] / count)),
    ]);
    lines.push(...formatTable([['类别', '题数', ...OUTSIDE_OUTCOMES.map((outcome) => OUTSIDE_NAMES[outcome])], ...rows]), '');
  }
  if (auroc !== null) lines.push(`区分库内库外（AUROC）：${auroc.toFixed(3)}`, '');
  if (confused.length > 0) lines.push(...formatConfused(confused, knowledge), '');
  return lines;
}

function formatConfused(confused: Report['confused'], knowledge: Knowledge): string[] {
  const titleOf = (source: string): string => knowledge.entries.find((entry) => entry.source.includes(source))?.title ?? '';
  const rows = confused
    .slice(0, PAIRS)
    .map(({ wanted, got, wrong, ranked }) => [
      wanted.length === 0 ? '（库外）' : wanted.map((id) => `${id} ${titleOf(id)}`).join('；'),
      got,
      String(wrong),
      String(ranked),
    ]);
  const more = confused.length > PAIRS ? [`（还有 ${String(confused.length - PAIRS)} 对，--json 列出全部）`] : [];
  return ['最容易混的条目', ...formatTable([['应为', '却取', '答错', '只排在首位'], ...rows]), ...more];
}

/** A few points of the curve for a person, the thresholds in force marked. */
export function formatCurve(curve: readonly CurvePoint[], current: CurvePoint): string[] {
  const shown = curve.filter(({ threshold }) => [50, 60, 70, 75, 80, 85, 90, 95, 99].includes(Math.round(threshold * 100)));
  const row = (point: CurvePoint, mark: string): string[] => [
    `${point.threshold.toFixed(2)}${mark}`,
    percent(point.answered),
    percent(point.right),
    percent(point.wrong),
    percent(point.outsideAnswered),
  ];
  const rows = [...shown.map((point) => row(point, '')), row(current, '（现用）')].sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
  return ['回答阈值移动时', ...formatTable([['阈值', '库内作答', '答对', '答错', '库外被作答'], ...rows])];
}

/** Every question that did not go as it should. */
export function formatFailures(failures: readonly Judged[]): string[] {
  const lines = failures.map(({ question, shown, ids, first }) => {
    const outcome = question.gold.length > 0 ? INSIDE_NAMES[insideOutcome(shown, question.gold)] : OUTSIDE_NAMES[outsideOutcome(shown)];
    const wanted = question.gold.length > 0 ? `应为 ${question.gold.join('、')}，` : '';
    const best = first === null ? '' : `，首位 ${first.id}（${first.confidence.toFixed(2)}）`;
    return `[${outcome}] ${question.kind} ${question.q.replace(/\s+/g, ' ')}\n    ${wanted}给出 ${ids.join('、') || shown.kind}${best}`;
  });
  return ['', `没有答对的 ${String(failures.length)} 题`, ...lines];
}

function nameOf(kind: string): string {
  if (kind === ALL_KINDS) return '合计';
  return kind === '' ? '（未分类）' : kind;
}
