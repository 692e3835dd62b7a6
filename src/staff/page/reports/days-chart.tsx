import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { ReportResponse } from '../../api/reports';
import { answeredIn, columnsOf, questionsIn, scaleEnd } from './numbers';
import { reportTexts as texts } from './texts';
import { useWidth } from './use-width';

type Day = ReportResponse['days'][number];

const HEIGHT = 220;
/** Room for the labels, in pixels. */
const LEFT = 44;
const BOTTOM = 24;
const TOP = 8;
/** Widest column and smallest distance of two labels below, in pixels. */
const MAX_COLUMN = 40;
const LABEL = 56;

/** Questions by day as a stacked column chart, with the same as a table. */
export function DaysChart({ days }: { readonly days: readonly Day[] }): JSX.Element {
  const { weekly, columns } = columnsOf(days);
  const title = weekly ? texts.weeks : texts.days;
  return (
    <section class="card" aria-labelledby="days">
      <h2 id="days">{title}</h2>
      <Legend />
      <Columns title={title} columns={columns} to={days[days.length - 1]?.day ?? ''} />
      <details class="numbers">
        <summary>{texts.table}</summary>
        <DaysTable title={title} head={weekly ? texts.week : texts.day} columns={columns} />
      </details>
    </section>
  );
}

/** What the colours mean. */
export function Legend(): JSX.Element {
  const item = (kind: string, label: string): JSX.Element => (
    <li>
      <svg class="key" viewBox="0 0 14 14" width="14" height="14" aria-hidden="true">
        <Hatch id={`key-${kind}`} />
        <Part kind={kind} hatch={`key-${kind}`} x={0} y={0} width={14} height={14} />
      </svg>
      {label}
    </li>
  );
  return (
    <ul class="legend">
      {item('answered', texts.answered)}
      {item('clarified', texts.clarified)}
      {item('declined', texts.declined)}
    </ul>
  );
}

function Columns({ title, columns, to }: { readonly title: string; readonly columns: readonly Day[]; readonly to: string }): JSX.Element {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const most = columns.reduce((best, day) => (questionsIn(day) > questionsIn(best) ? day : best), columns[0] as Day);
  const end = scaleEnd(questionsIn(most));
  const height = (count: number): number => (count / end) * (HEIGHT - BOTTOM - TOP);
  const base = HEIGHT - BOTTOM;
  const room = (width - LEFT) / Math.max(1, columns.length);
  const bar = Math.max(1, Math.min(MAX_COLUMN, room * 0.75));
  const every = Math.max(1, Math.ceil(LABEL / room));
  const summary = texts.daysSummary({
    from: columns[0]?.day ?? '',
    to,
    questions: columns.reduce((sum, day) => sum + questionsIn(day), 0),
    answered: columns.reduce((sum, day) => sum + answeredIn(day), 0),
    most: most.day,
    count: questionsIn(most),
  });
  return (
    <div ref={frame} class="chart">
      <svg viewBox={`0 0 ${String(width)} ${String(HEIGHT)}`} role="img" aria-labelledby="days-title days-desc">
        <title id="days-title">{title}</title>
        <desc id="days-desc">{summary}</desc>
        <Hatch id="days-hatch" />
        {[0, 1, 2, 3, 4].map((quarter) => {
          const y = base - height((end / 4) * quarter);
          return (
            <g key={quarter}>
              <line class="grid" x1={LEFT} x2={width} y1={y} y2={y} />
              <text class="scale" x={LEFT - 6} y={y + 4} text-anchor="end">
                {(end / 4) * quarter}
              </text>
            </g>
          );
        })}
        {columns.map((day, i) => {
          const x = LEFT + room * i + (room - bar) / 2;
          const answered = height(answeredIn(day));
          const clarified = height(day.clarified);
          const declined = height(day.declined);
          return (
            <g key={day.day}>
              <title>{texts.bar(day.day, answeredIn(day), day.clarified, day.declined)}</title>
              <Part kind="answered" x={x} y={base - answered} width={bar} height={answered} />
              <Part kind="clarified" x={x} y={base - answered - clarified} width={bar} height={clarified} />
              <Part kind="declined" hatch="days-hatch" x={x} y={base - answered - clarified - declined} width={bar} height={declined} />
              {i % every === 0 && (
                <text class="scale" x={x + bar / 2} y={HEIGHT - 6} text-anchor="middle">
                  {day.day.slice(5)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface PartProps {
  readonly kind: string;
  /** Id of the hatching, for what must be told apart on black and white paper. */
  readonly hatch?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A coloured part of a bar. */
export function Part({ kind, hatch, ...place }: PartProps): JSX.Element | null {
  if (place.height <= 0 || place.width <= 0) return null;
  return (
    <>
      <rect class={`part ${kind}`} {...place} />
      {hatch !== undefined && kind === 'declined' && <rect fill={`url(#${hatch})`} {...place} />}
    </>
  );
}

/** The hatching of what got no answer. */
export function Hatch({ id }: { readonly id: string }): JSX.Element {
  return (
    <defs>
      <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <line class="hatch" x1="0" x2="0" y1="0" y2="5" />
      </pattern>
    </defs>
  );
}

function DaysTable({
  title,
  head,
  columns,
}: {
  readonly title: string;
  readonly head: string;
  readonly columns: readonly Day[];
}): JSX.Element {
  return (
    <div class="wide" tabIndex={0} role="group" aria-label={title}>
      <table class="figures">
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{head}</th>
            <th scope="col">{texts.conversations}</th>
            <th scope="col">{texts.questions}</th>
            <th scope="col">{texts.answered}</th>
            <th scope="col">{texts.clarified}</th>
            <th scope="col">{texts.declined}</th>
            <th scope="col">{texts.handoffs}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((day) => (
            <tr key={day.day}>
              <th scope="row">{day.day}</th>
              <td>{day.conversations}</td>
              <td>{questionsIn(day)}</td>
              <td>{answeredIn(day)}</td>
              <td>{day.clarified}</td>
              <td>{day.declined}</td>
              <td>{day.handoffs}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
