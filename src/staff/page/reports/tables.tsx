import type { ComponentChildren, JSX } from 'preact';
import type { ReportCounters, ReportResponse } from '../../api/reports';
import { Hatch, Part } from './days-chart';
import { answeredIn, percent, questionsIn } from './numbers';
import { reportTexts as texts } from './texts';

/** A subject of the report: a heading and a table, which scrolls sideways where it does not fit. */
export function Figures({ id, title, heads, rows, note }: FiguresProps): JSX.Element {
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {note}
      {rows.length === 0 ? (
        <p class="soft">{texts.none}</p>
      ) : (
        <div class="wide" tabIndex={0} role="group" aria-labelledby={id}>
          <table class="figures">
            <thead>
              <tr>
                {heads.map((head) => (
                  <th key={head} scope="col">
                    {head}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map(([head, ...cells], row) => (
                <tr key={row}>
                  <th scope="row">{head}</th>
                  {cells.map((cell, i) => (
                    <td key={heads[i + 1]} class={typeof cell === 'number' ? 'number' : ''}>
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface FiguresProps {
  readonly id: string;
  readonly title: string;
  readonly heads: readonly string[];
  /** The first cell of each names the row. */
  readonly rows: readonly (readonly ComponentChildren[])[];
  readonly note?: ComponentChildren;
}

/** Questions of one row as a bar, as long as its part of the longest; the numbers stand beside it. */
function Bar({ id, counts, most }: { readonly id: string; readonly counts: ReportCounters; readonly most: number }): JSX.Element {
  const width = (count: number): number => (most === 0 ? 0 : (count / most) * 100);
  const answered = width(answeredIn(counts));
  const clarified = width(counts.clarified);
  return (
    <svg class="bar" viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
      <Hatch id={id} />
      <Part kind="answered" x={0} y={0} width={answered} height={12} />
      <Part kind="clarified" x={answered} y={0} width={clarified} height={12} />
      <Part kind="declined" hatch={id} x={answered + clarified} y={0} width={width(counts.declined)} height={12} />
    </svg>
  );
}

/** Questions by topic. */
export function Topics({ topics }: Pick<ReportResponse, 'topics'>): JSX.Element {
  const most = Math.max(0, ...topics.map(questionsIn));
  return (
    <Figures
      id="topics"
      title={texts.topics}
      heads={[texts.topic, texts.questions, texts.share, texts.answeredShare, texts.handoffs, texts.solvedShare]}
      rows={topics.map((topic, i) => [
        topic.title,
        questionsIn(topic),
        <Bar key="bar" id={`topic-${String(i)}`} counts={topic} most={most} />,
        percent(answeredIn(topic), questionsIn(topic)),
        topic.handoffs,
        percent(topic.solved, topic.solved + topic.unsolved),
      ])}
    />
  );
}

/** Questions by channel. */
export function Channels({ channels }: Pick<ReportResponse, 'channels'>): JSX.Element {
  const most = Math.max(0, ...channels.map(questionsIn));
  return (
    <Figures
      id="channels"
      title={texts.channels}
      heads={[texts.channel, texts.conversations, texts.questions, texts.share, texts.answeredShare, texts.handoffs]}
      rows={channels.map((channel, i) => [
        channel.name,
        channel.conversations,
        questionsIn(channel),
        <Bar key="bar" id={`channel-${String(i)}`} counts={channel} most={most} />,
        percent(answeredIn(channel), questionsIn(channel)),
        channel.handoffs,
      ])}
    />
  );
}

/** The entries asked for most. */
export function Entries({ entries }: Pick<ReportResponse, 'entries'>): JSX.Element {
  return (
    <Figures
      id="entries"
      title={texts.entries}
      heads={[texts.entry, texts.topic, texts.count, texts.judged]}
      rows={entries.map(({ title, topic, questions, solved, unsolved }) => [
        title,
        topic,
        questions,
        solved + unsolved === 0 ? '–' : `${String(solved)} / ${String(unsolved)}`,
      ])}
    />
  );
}

/** How walks through flows ended. */
export function Flows({ flows }: Pick<ReportResponse, 'flows'>): JSX.Element {
  return (
    <Figures
      id="flows"
      title={texts.flows}
      heads={[texts.flow, texts.walks, texts.ended, texts.open, texts.handoffs, texts.left]}
      rows={flows.map(({ title, walks, solved, open, handoffs, left }) => [
        title,
        walks,
        `${String(solved)}（${percent(solved, walks)}）`,
        open,
        handoffs,
        `${String(left)}（${percent(left, walks)}）`,
      ])}
    />
  );
}

/** Where flows are left. */
export function Steps({ steps }: Pick<ReportResponse, 'steps'>): JSX.Element {
  return (
    <Figures
      id="steps"
      title={texts.steps}
      heads={[texts.step, texts.flow, texts.leftOf, texts.handoffs]}
      rows={steps.map(({ flow, step, quit, switched, silent, handoffs }) => [
        step,
        flow,
        <span key="left">
          {quit + switched + silent}
          <span class="soft">　{texts.leftWays(quit, switched, silent)}</span>
        </span>,
        handoffs,
      ])}
    />
  );
}

/** What the desk most often had no answer to. */
export function Unanswered({ unanswered }: Pick<ReportResponse, 'unanswered'>): JSX.Element {
  return (
    <Figures
      id="unanswered"
      title={texts.unanswered}
      heads={[texts.text, texts.count, texts.state]}
      rows={unanswered.map(({ text, count, settled }) => [text, count, settled ? texts.settled : texts.waiting])}
      note={
        unanswered.length > 0 ? (
          <p class="no-print">
            <a href="./learn">{texts.teach}</a>
          </p>
        ) : undefined
      }
    />
  );
}

/** The contacts that users were given. */
export function Contacts({ contacts }: Pick<ReportResponse, 'contacts'>): JSX.Element {
  return (
    <Figures
      id="contacts"
      title={texts.contacts}
      heads={[texts.contact, texts.count]}
      rows={contacts.map(({ name, count }) => [name, count])}
    />
  );
}
