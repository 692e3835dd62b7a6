import type ExcelJS from 'exceljs';
import type { ReportCounters, ReportResponse } from '../api/reports';
import { questionsIn } from './report';
import { reportTexts } from './texts';

const { columns: words, sheets } = reportTexts;

/** One column of a sheet. */
interface Column<R> {
  readonly head: string;
  readonly width: number;
  readonly value: (row: R) => string | number | null;
  /** Shown as a percentage. */
  readonly share?: boolean;
}

const PERCENT = '0.0%';
/** Says to spreadsheets that a cell holds text, also after somebody has edited it. */
const TEXT = '@';
const PAPER_A4: unknown = 9;
/** Characters that XML cannot hold. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** A report as an Excel workbook, one sheet a subject. What users wrote is text in it and never a formula. */
export async function reportSheet(report: ReportResponse): Promise<Buffer> {
  // Most days nobody wants a sheet; the library would take a fifth of a second of every start.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  addTotals(workbook, report);
  addSheet(workbook, sheets.days, report.days, [
    text(words.day, 14, ({ day }) => day),
    count(words.conversations, (row) => row.conversations),
    ...counters<ReportResponse['days'][number]>(),
  ]);
  addSheet(workbook, sheets.topics, report.topics, [
    text(words.topic, 24, ({ title }) => title),
    ...counters<ReportResponse['topics'][number]>(),
    ...judgements<ReportResponse['topics'][number]>(),
  ]);
  addSheet(workbook, sheets.entries, report.entries, [
    text(words.entry, 36, ({ title }) => title),
    text(words.topic, 24, ({ topic }) => topic),
    count(words.count, ({ questions }) => questions),
    ...judgements<ReportResponse['entries'][number]>(),
  ]);
  addSheet(workbook, sheets.channels, report.channels, [
    text(words.channel, 14, ({ name }) => name),
    count(words.conversations, (row) => row.conversations),
    ...counters<ReportResponse['channels'][number]>(),
  ]);
  addSheet(workbook, sheets.flows, report.flows, [
    text(words.flow, 30, ({ title }) => title),
    count(words.walks, ({ walks }) => walks),
    count(words.ended, ({ solved }) => solved),
    count(words.open, ({ open }) => open),
    count(words.handoffs, ({ handoffs }) => handoffs),
    count(words.left, ({ left }) => left),
  ]);
  addSheet(workbook, sheets.steps, report.steps, [
    text(words.flow, 30, ({ flow }) => flow),
    text(words.step, 48, ({ step }) => step),
    count(words.quit, ({ quit }) => quit),
    count(words.switched, ({ switched }) => switched),
    count(words.silent, ({ silent }) => silent),
    count(words.handoffs, ({ handoffs }) => handoffs),
  ]);
  addSheet(workbook, sheets.unanswered, report.unanswered, [
    text(words.text, 60, (row) => row.text),
    count(words.count, (row) => row.count),
    count(words.ofClarified, ({ clarified }) => clarified),
    count(words.ofUnsolved, ({ unsolved }) => unsolved),
    text(words.settled, 12, ({ settled }) => (settled ? words.yes : words.no)),
  ]);
  addSheet(workbook, sheets.contacts, report.contacts, [
    text(words.contact, 36, ({ name }) => name),
    count(words.count, (row) => row.count),
  ]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** A part of a whole; null when there is no whole. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function addTotals(workbook: ExcelJS.Workbook, { from, to, totals, before }: ReportResponse): void {
  const sums = [totals, before];
  const row = (item: string, pick: (sum: typeof totals) => number | null): [string, number | null, number | null] => {
    const [now = null, then = null] = sums.map(pick);
    return [item, now, then];
  };
  const rows = [
    row(words.conversations, ({ conversations }) => conversations),
    row(words.questions, questionsIn),
    row(words.answered, ({ answered }) => answered),
    row(words.guided, ({ guided }) => guided),
    row(words.clarified, ({ clarified }) => clarified),
    row(words.chosen, ({ chosen }) => chosen),
    row(words.declined, ({ declined }) => declined),
    row(words.handoffs, ({ handoffs }) => handoffs),
    row(words.solved, ({ solved }) => solved),
    row(words.unsolved, ({ unsolved }) => unsolved),
  ];
  const sheet = addSheet(workbook, sheets.totals, rows, [
    text(words.item, 24, ([item]) => item),
    count(words.value, ([, now]) => now),
    count(words.before, ([, , then]) => then),
  ]);
  const shares = [
    row(words.answeredShare, (sum) => shareOf(sum.answered + sum.guided, questionsIn(sum))),
    row(words.solvedShare, ({ solved, unsolved }) => shareOf(solved, solved + unsolved)),
  ];
  for (const share of shares) {
    const added = sheet.addRow(share);
    for (const cell of [2, 3]) added.getCell(cell).numFmt = PERCENT;
  }
  sheet.addRow([]);
  sheet.addRow([words.period, words.periodOf(from, to)]);
}

function counters<R extends ReportCounters>(): Column<R>[] {
  return [
    count(words.questions, questionsIn),
    count(words.answered, ({ answered }) => answered),
    count(words.guided, ({ guided }) => guided),
    count(words.clarified, ({ clarified }) => clarified),
    count(words.declined, ({ declined }) => declined),
    count(words.handoffs, ({ handoffs }) => handoffs),
  ];
}

function judgements<R extends { readonly solved: number; readonly unsolved: number }>(): Column<R>[] {
  return [
    count(words.solved, ({ solved }) => solved),
    count(words.unsolved, ({ unsolved }) => unsolved),
    { ...count<R>(words.solvedShare, ({ solved, unsolved }) => shareOf(solved, solved + unsolved)), share: true },
  ];
}

function text<R>(head: string, width: number, value: (row: R) => string): Column<R> {
  return { head, width, value };
}

function count<R>(head: string, value: (row: R) => number | null): Column<R> {
  return { head, width: Math.max(10, head.length * 2 + 2), value };
}

function addSheet<R>(workbook: ExcelJS.Workbook, name: string, rows: readonly R[], columns: readonly Column<R>[]): ExcelJS.Worksheet {
  const sheet = workbook.addWorksheet(name, {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: { paperSize: PAPER_A4 as ExcelJS.PaperSize, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  columns.forEach(({ width }, i) => (sheet.getColumn(i + 1).width = width));
  sheet.addRow(columns.map(({ head }) => head)).font = { bold: true };
  for (const row of rows) {
    const added = sheet.addRow(columns.map(({ value }) => clean(value(row))));
    columns.forEach(({ share }, i) => {
      const cell = added.getCell(i + 1);
      if (share === true) cell.numFmt = PERCENT;
      if (typeof cell.value === 'string') {
        cell.numFmt = TEXT;
        cell.alignment = { wrapText: true, vertical: 'top' };
      }
    });
  }
  return sheet;
}

function clean(value: string | number | null): string | number | null {
  return typeof value === 'string' ? value.toWellFormed().replace(UNPRINTABLE, '') : value;
}
