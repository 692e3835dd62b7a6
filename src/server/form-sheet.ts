import type ExcelJS from 'exceljs';
import type { Figure, Form, FormField } from '../domain/knowledge';
import { texts } from './texts';

const PAPER_A4: unknown = 9;
/** Empty lines of a form's table. */
const ROWS = 30;
const REQUIRED_FILL: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFF2CC' } };
const THIN: Partial<ExcelJS.Borders> = {
  top: { style: 'thin' },
  left: { style: 'thin' },
  bottom: { style: 'thin' },
  right: { style: 'thin' },
};
const FIGURE_MIN = 'base-min';
const FIGURE_MAX = 'base-max';

/**
 * A paper form as an Excel workbook: required fields are marked, and the column of the contribution base takes only
 * numbers within the year's limits. Once the year is past, a number outside of them is warned about but allowed.
 */
export async function formSheet(form: Form, figures: readonly Figure[], today: Date): Promise<Buffer> {
  // Most days nobody wants a sheet; the library would take a fifth of a second of every start.
  const { default: excel } = await import('exceljs');
  const workbook = new excel.Workbook();
  const title = form.name.replace(/[《》]/g, '');
  const sheet = workbook.addWorksheet(title.slice(0, 31), {
    pageSetup: { paperSize: PAPER_A4 as ExcelJS.PaperSize, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  const width = form.columns.length;
  form.columns.forEach((column, i) => (sheet.getColumn(i + 1).width = Math.max(10, Math.min(24, column.name.length * 2 + 4))));
  wide(sheet, width, title, { bold: true, size: 16 });
  wide(sheet, width, texts.forms.requiredInSheet, { color: { argb: 'FFB3261E' } });
  blanks(sheet, form.head, width);
  const header = sheet.addRow(form.columns.map(marked));
  header.height = 32;
  header.eachCell((cell, i) => {
    cell.font = { bold: true };
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    cell.border = THIN;
    if (form.columns[i - 1]?.required === true) cell.fill = REQUIRED_FILL;
  });
  sheet.views = [{ state: 'frozen', ySplit: header.number }];
  sheet.pageSetup.printTitlesRow = `${String(header.number)}:${String(header.number)}`;
  const first = header.number + 1;
  for (let i = 0; i < ROWS; i++) addLine(sheet, form.columns, i, baseLimits(figures, today));
  if (form.notes.some((note) => note.includes('合计行'))) addTotals(sheet, form.columns, first);
  blanks(sheet, form.foot, width);
  for (const line of [...form.notes.map(texts.forms.note), ...form.promise.map(texts.forms.promise)]) wide(sheet, width, line, {});
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function marked({ name, required }: FormField): string {
  return required ? `${name} *` : name;
}

function isBase({ name }: FormField): boolean {
  return name.includes('基数');
}

/** Numbers of persons are long digits that a spreadsheet would round. */
function isNumberOfPerson({ name }: FormField): boolean {
  return name.includes('社会保障号');
}

function addLine(sheet: ExcelJS.Worksheet, columns: readonly FormField[], index: number, limits: ExcelJS.DataValidation | null): void {
  const row = sheet.addRow(columns.map(({ name }) => (name === '序号' ? index + 1 : null)));
  columns.forEach((column, i) => {
    const cell = row.getCell(i + 1);
    cell.border = THIN;
    if (isNumberOfPerson(column)) cell.numFmt = '@';
    if (isBase(column) && limits !== null) cell.dataValidation = limits;
  });
}

function addTotals(sheet: ExcelJS.Worksheet, columns: readonly FormField[], first: number): void {
  const last = first + ROWS - 1;
  const row = sheet.addRow(columns.map((_, i) => (i === 0 ? texts.forms.total : null)));
  columns.forEach(({ name }, i) => {
    const cell = row.getCell(i + 1);
    cell.border = THIN;
    const letter = sheet.getColumn(i + 1).letter;
    if (/总额|平均工资|基数/.test(name)) cell.value = { formula: `SUM(${letter}${String(first)}:${letter}${String(last)})` };
  });
}

/** The rule for a base; null when the knowledge does not state both limits. */
function baseLimits(figures: readonly Figure[], today: Date): ExcelJS.DataValidation | null {
  const [min, max] = [FIGURE_MIN, FIGURE_MAX].map((id) => figures.find((figure) => figure.id === id));
  if (min === undefined || max === undefined || !Number.isFinite(Number(min.value)) || !Number.isFinite(Number(max.value))) return null;
  const past = min.year !== null && min.year < today.getFullYear();
  const limits = texts.forms.limits(min.year, `${min.value} ${min.unit}`, `${max.value} ${max.unit}`);
  return {
    type: 'decimal',
    operator: 'between',
    formulae: [Number(min.value), Number(max.value)],
    allowBlank: true,
    showInputMessage: true,
    promptTitle: texts.forms.base,
    prompt: texts.forms.prompt(limits, past),
    showErrorMessage: true,
    errorStyle: past ? 'warning' : 'stop',
    errorTitle: texts.forms.baseOutside,
    error: texts.forms.outside(limits, past),
  };
}

/** Fields outside of the table, two a line, each with room to write. */
function blanks(sheet: ExcelJS.Worksheet, fields: readonly FormField[], width: number): void {
  const half = Math.floor(width / 2);
  for (let i = 0; i < fields.length; i += 2) {
    const row = sheet.addRow([]);
    row.height = 24;
    fields.slice(i, i + 2).forEach((field, side) => {
      const from = side * half + 1;
      sheet.mergeCells(row.number, from, row.number, side === 0 ? half : width);
      const cell = row.getCell(from);
      cell.value = `${marked(field)}：`;
      cell.alignment = { vertical: 'middle' };
      if (field.required) cell.fill = REQUIRED_FILL;
    });
  }
}

function wide(sheet: ExcelJS.Worksheet, width: number, text: string, font: Partial<ExcelJS.Font>): void {
  const row = sheet.addRow([text]);
  sheet.mergeCells(row.number, 1, row.number, width);
  row.getCell(1).font = font;
  row.getCell(1).alignment = { wrapText: true, vertical: 'middle', horizontal: font.size === undefined ? 'left' : 'center' };
  row.height = font.size === undefined ? 18 : 30;
}
