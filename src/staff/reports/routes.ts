import { type Request, type Response, Router } from 'express';
import type { ReportStore } from '../../storage/report-store';
import type { ReportResponse } from '../api/reports';
import type { StaffContent } from '../content';
import { refuse } from '../refusals';
import { daysBefore, readRange } from './days';
import { buildReport } from './report';
import { reportSheet } from './sheet';
import { reportTexts } from './texts';

/** What the reports need. */
export interface ReportRouteParts {
  readonly reports: ReportStore;
  /** What the desk knows at the moment. */
  readonly content: () => StaffContent;
}

/** Wordings without an answer that a report lists. */
const UNANSWERED = 30;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Routes of the reports: what the page shows, and the same as an Excel file. */
export function reportRoutes(parts: ReportRouteParts): Router {
  const router = Router();
  router.get('/', async (request, response) => {
    const report = await readReport(parts, request, response);
    if (report !== null) response.json(report);
  });
  router.get('/sheet', async (request, response) => {
    const report = await readReport(parts, request, response);
    if (report === null) return;
    response.attachment(reportTexts.file(report.from, report.to)).type(XLSX);
    response.send(await reportSheet(report));
  });
  return router;
}

/** The report asked for; refuses and gives null when that is none. */
async function readReport({ reports, content }: ReportRouteParts, request: Request, response: Response): Promise<ReportResponse | null> {
  const { knowledge, dialogs, today } = content();
  const now = (today?.() ?? new Date()).getTime();
  const range = readRange(request.query, now);
  if (range === null) {
    refuse(response, 'BadRequest');
    return null;
  }
  const [counts, before, unanswered] = await Promise.all([
    reports.counts(range, now),
    reports.counts(daysBefore(range), now),
    reports.unanswered(range, UNANSWERED),
  ]);
  return buildReport({ range, counts, before, unanswered, knowledge, flows: dialogs.flows });
}
