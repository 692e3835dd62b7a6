import { Renderer } from '../../conversation/render';
import type { Flow } from '../../domain/flow';
import type { Knowledge } from '../../domain/knowledge';
import type { TurnKind } from '../../domain/turn';
import type { DayRange, FlowEndCount, ReportCounts, TurnCount, UnansweredCount } from '../../storage/report-store';
import type { ReportCounters, ReportResponse, ReportTotals } from '../api/reports';
import { dateOf } from './days';
import { reportTexts as texts } from './texts';

/** What a report is made of. */
export interface ReportParts {
  readonly range: DayRange;
  readonly counts: ReportCounts;
  /** Of as many days before. */
  readonly before: ReportCounts;
  readonly unanswered: readonly UnansweredCount[];
  readonly knowledge: Knowledge;
  readonly flows: readonly Flow[];
}

/** Entries and steps that a report lists. */
const LISTED = 20;
/** Characters of a step's question. */
const MAX_STEP = 60;

const NONE: ReportCounters = { answered: 0, guided: 0, clarified: 0, declined: 0, handoffs: 0 };
const COUNTERS: Readonly<Partial<Record<TurnKind, keyof ReportCounters>>> = {
  answer: 'answered',
  guide: 'guided',
  clarify: 'clarified',
  decline: 'declined',
  handoff: 'handoffs',
};

/** Puts a report together from what was counted, with the names that things have in the knowledge today. */
export function buildReport({ range, counts, before, unanswered, knowledge, flows }: ReportParts): ReportResponse {
  const entries = new Map(knowledge.entries.map((entry) => [entry.id, entry]));
  const topicOf = (entry: string | null): string => (entry === null ? '' : (entries.get(entry)?.topic ?? ''));
  const judged = (of: (entry: string | null) => string): Map<string, Judged> => sumJudgements(counts, of);
  return {
    from: dateOf(range.first),
    to: dateOf(range.last),
    totals: totalsOf(counts),
    before: totalsOf(before),
    days: daysOf(range, counts),
    topics: topicsOf(counts, knowledge, topicOf, judged(topicOf)),
    entries: entriesOf(
      counts,
      knowledge,
      judged((entry) => entry ?? ''),
    ),
    channels: channelsOf(counts),
    flows: flowsOf(counts, flows),
    steps: stepsOf(counts, flows, knowledge),
    unanswered,
    contacts: counts.contacts.map(({ contact, count }) => ({
      name: knowledge.contacts.find(({ id }) => id === contact)?.name ?? texts.removed(contact),
      count,
    })),
  };
}

/** How many questions there were. */
export function questionsIn({ answered, guided, clarified, declined }: Omit<ReportCounters, 'handoffs'>): number {
  return answered + guided + clarified + declined;
}

interface Judged {
  readonly solved: number;
  readonly unsolved: number;
}

function totalsOf({ turns, conversations, judgements }: ReportCounts): ReportTotals {
  return {
    ...(sumTurns(turns, () => '').get('') ?? NONE),
    conversations: total(conversations),
    chosen: total(turns.filter(({ kind }) => kind === 'choice')),
    solved: judgements.reduce((sum, { solved }) => sum + solved, 0),
    unsolved: judgements.reduce((sum, { unsolved }) => sum + unsolved, 0),
  };
}

function daysOf({ first, last }: DayRange, { turns, conversations }: ReportCounts): ReportResponse['days'] {
  const counters = sumTurns(turns, ({ day }) => String(day));
  const begun = sumBy(conversations, ({ day }) => String(day));
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const day = String(first + i);
    return { day: dateOf(first + i), ...(counters.get(day) ?? NONE), conversations: begun.get(day) ?? 0 };
  });
}

function topicsOf(
  { entries }: ReportCounts,
  { topics }: Knowledge,
  topicOf: (entry: string | null) => string,
  judged: ReadonlyMap<string, Judged>,
): ReportResponse['topics'] {
  return [...sumTurns(entries, ({ entry }) => topicOf(entry))]
    .map(([id, counters]) => ({
      title: topics.find((topic) => topic.id === id)?.title ?? texts.noTopic,
      ...counters,
      ...(judged.get(id) ?? { solved: 0, unsolved: 0 }),
    }))
    .sort((a, b) => questionsIn(b) - questionsIn(a) || b.handoffs - a.handoffs);
}

function entriesOf(
  { entries: counted }: ReportCounts,
  { entries, topics }: Knowledge,
  judged: ReadonlyMap<string, Judged>,
): ReportResponse['entries'] {
  const given = counted.filter(({ kind, entry }) => entry !== null && (kind === 'answer' || kind === 'guide' || kind === 'choice'));
  return [...sumBy(given, ({ entry }) => entry ?? '')]
    .sort(byCount)
    .slice(0, LISTED)
    .map(([id, questions]) => {
      const entry = entries.find((candidate) => candidate.id === id);
      return {
        title: entry?.title ?? texts.removed(id),
        topic: topics.find((topic) => topic.id === entry?.topic)?.title ?? texts.noTopic,
        questions,
        ...(judged.get(id) ?? { solved: 0, unsolved: 0 }),
      };
    });
}

function channelsOf({ turns, conversations }: ReportCounts): ReportResponse['channels'] {
  const begun = sumBy(conversations, ({ channel }) => channel);
  return [...sumTurns(turns, ({ channel }) => channel)]
    .map(([id, counters]) => ({
      name: id === '' ? texts.noChannel : (texts.channels[id] ?? id),
      ...counters,
      conversations: begun.get(id) ?? 0,
    }))
    .sort((a, b) => questionsIn(b) - questionsIn(a));
}

function flowsOf({ flowEnds }: ReportCounts, flows: readonly Flow[]): ReportResponse['flows'] {
  const count = (flow: string, ...ways: readonly FlowEndCount['way'][]): number =>
    total(flowEnds.filter((end) => end.flow === flow && ways.includes(end.way)));
  return [...sumBy(flowEnds, ({ flow }) => flow)].sort(byCount).map(([id, walks]) => ({
    title: titleOf(flows, id),
    walks,
    solved: count(id, 'solved'),
    open: count(id, 'open'),
    handoffs: count(id, 'handoff'),
    left: count(id, 'quit', 'switch', 'silent'),
  }));
}

function stepsOf({ flowEnds }: ReportCounts, flows: readonly Flow[], knowledge: Knowledge): ReportResponse['steps'] {
  const renderer = new Renderer(knowledge);
  const steps = new Map<string, { flow: string; step: string; quit: number; switched: number; silent: number; handoffs: number }>();
  for (const { flow, step, way, count } of flowEnds) {
    const key = `${flow} ${step}`;
    const sums = steps.get(key) ?? { flow: titleOf(flows, flow), step: '', quit: 0, switched: 0, silent: 0, handoffs: 0 };
    sums.step = describeStep(flows.find(({ id }) => id === flow)?.steps[step], step, knowledge, renderer);
    if (way === 'quit') sums.quit += count;
    else if (way === 'switch') sums.switched += count;
    else if (way === 'silent') sums.silent += count;
    else if (way === 'handoff') sums.handoffs += count;
    steps.set(key, sums);
  }
  const left = ({ quit, switched, silent }: ReportResponse['steps'][number]): number => quit + switched + silent;
  return [...steps.values()]
    .filter((step) => left(step) + step.handoffs > 0)
    .sort((a, b) => left(b) - left(a) || b.handoffs - a.handoffs)
    .slice(0, LISTED);
}

function titleOf(flows: readonly Flow[], id: string): string {
  return flows.find((flow) => flow.id === id)?.title ?? texts.removed(id);
}

/** What the user saw at a step. */
function describeStep(step: Flow['steps'][string] | undefined, id: string, { entries }: Knowledge, renderer: Renderer): string {
  if (step === undefined) return texts.removed(id);
  if (step.kind === 'guide') return texts.guide(entries.find((entry) => entry.id === step.entry)?.title ?? step.entry);
  if (step.kind !== 'ask' && step.kind !== 'input') return id;
  const [line = ''] = renderer.fill(step.ask).split('\n');
  return line.length > MAX_STEP ? `${line.slice(0, MAX_STEP)}…` : line;
}

/** Questions and hand-offs by any key; keys without one are left out. */
function sumTurns<T extends Pick<TurnCount, 'kind' | 'count'>>(
  turns: readonly T[],
  keyOf: (turn: T) => string,
): Map<string, ReportCounters> {
  const sums = new Map<string, Record<keyof ReportCounters, number>>();
  for (const turn of turns) {
    const counter = COUNTERS[turn.kind];
    if (counter === undefined) continue;
    const key = keyOf(turn);
    const sum = sums.get(key) ?? { ...NONE };
    sum[counter] += turn.count;
    sums.set(key, sum);
  }
  return sums;
}

function sumJudgements({ judgements }: ReportCounts, keyOf: (entry: string | null) => string): Map<string, Judged> {
  const sums = new Map<string, Judged>();
  for (const { entry, solved, unsolved } of judgements) {
    const key = keyOf(entry);
    const before = sums.get(key) ?? { solved: 0, unsolved: 0 };
    sums.set(key, { solved: before.solved + solved, unsolved: before.unsolved + unsolved });
  }
  return sums;
}

function sumBy<R extends { readonly count: number }>(rows: readonly R[], keyOf: (row: R) => string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.count);
  return sums;
}

function total(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}

function byCount(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
}
