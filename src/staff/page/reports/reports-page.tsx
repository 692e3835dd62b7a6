import type { JSX } from 'preact';
import type { ReportResponse } from '../../api/reports';
import { useDesk } from '../desk';
import { go, usePlace } from '../router';
import { Failure, Loading, PageHead } from '../view/parts';
import { useLoad } from '../view/use-load';
import { DaysChart } from './days-chart';
import { questionsIn } from './numbers';
import { type Period, periodOf, queryOf } from './period';
import { PeriodForm } from './period-form';
import { Channels, Contacts, Entries, Flows, Steps, Topics, Unanswered } from './tables';
import { reportTexts as texts } from './texts';
import { Totals } from './totals';

/** What users asked in some days and what became of it; the days stand in the address. */
export function ReportsPage(): JSX.Element {
  const { api } = useDesk();
  const { query } = usePlace();
  const usual = periodOf('days', Date.now());
  const period: Period = { from: query.get('from') ?? usual.from, to: query.get('to') ?? usual.to };
  const path = `reports?${queryOf(period)}`;
  const { data, failure, reload } = useLoad<ReportResponse>(path);
  return (
    <div class="reports">
      <PageHead title={texts.title}>
        <a class="button no-print" href={api.url(`reports/sheet?${queryOf(period)}`)} download>
          {texts.excel}
        </a>
        <button
          type="button"
          class="button no-print"
          onClick={() => {
            print();
          }}
        >
          {texts.print}
        </button>
      </PageHead>
      <p class="print-only">{texts.printed(period.from, period.to)}</p>
      <PeriodForm
        period={period}
        onChoose={(days) => {
          go(`reports?${queryOf(days)}`);
        }}
      />
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && <Report report={data} />}
    </div>
  );
}

function Report({ report }: { readonly report: ReportResponse }): JSX.Element {
  if (questionsIn(report.totals) + report.totals.conversations === 0) return <p>{texts.empty}</p>;
  return (
    <>
      <Totals totals={report.totals} before={report.before} />
      <DaysChart days={report.days} />
      <Topics topics={report.topics} />
      <div class="pair">
        <Unanswered unanswered={report.unanswered} />
        <Entries entries={report.entries} />
      </div>
      <Flows flows={report.flows} />
      <Steps steps={report.steps} />
      <div class="pair">
        <Channels channels={report.channels} />
        <Contacts contacts={report.contacts} />
      </div>
    </>
  );
}
