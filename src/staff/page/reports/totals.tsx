import type { JSX } from 'preact';
import type { ReportResponse } from '../../api/reports';
import { answeredIn, change, percent, questionsIn } from './numbers';
import { reportTexts as texts } from './texts';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly note: string;
}

/** The report in a few numbers, each with how it was before. */
export function Totals({ totals, before }: Pick<ReportResponse, 'totals' | 'before'>): JSX.Element {
  const [questions, questionsBefore] = [questionsIn(totals), questionsIn(before)];
  const judged = totals.solved + totals.unsolved;
  const trend = (now: number, then: number): string => {
    const by = change(now, then);
    return by === null ? texts.noBefore : texts.before(by);
  };
  const shareBefore = questionsBefore === 0 ? texts.noBefore : texts.lastTime(percent(answeredIn(before), questionsBefore));
  const figures: readonly FigureProps[] = [
    { label: texts.conversations, value: String(totals.conversations), note: trend(totals.conversations, before.conversations) },
    { label: texts.questions, value: String(questions), note: trend(questions, questionsBefore) },
    { label: texts.answeredShare, value: percent(answeredIn(totals), questions), note: shareBefore },
    { label: texts.clarified, value: String(totals.clarified), note: texts.chosen(totals.chosen, totals.clarified) },
    { label: texts.declined, value: String(totals.declined), note: trend(totals.declined, before.declined) },
    { label: texts.handoffs, value: String(totals.handoffs), note: trend(totals.handoffs, before.handoffs) },
    { label: texts.solvedShare, value: percent(totals.solved, judged), note: texts.ofJudged(judged) },
  ];
  return (
    <section class="card" aria-labelledby="totals">
      <h2 id="totals">{texts.totals}</h2>
      <dl class="totals">
        {figures.map(({ label, value, note }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="figure">{value}</dd>
            <dd class="soft">{note}</dd>
          </div>
        ))}
      </dl>
      <p class="soft">{texts.help}</p>
    </section>
  );
}
