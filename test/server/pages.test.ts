import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import ExcelJS from 'exceljs';
import type { SuggestResponse, TopicsResponse } from '../../src/channels/web/protocol';
import type { Form } from '../../src/domain/knowledge';
import { formSheet } from '../../src/server/form-sheet';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { startServer, type TestServer } from '../support/server';

let server: TestServer;
beforeAll(async () => {
  const widget = mkdtempSync(join(tmpdir(), 'desk-widget-'));
  mkdirSync(join(widget, 'assets'));
  writeFileSync(join(widget, 'index.html'), '<!doctype html><title>chat</title>');
  writeFileSync(join(widget, 'embed.js'), '');
  writeFileSync(join(widget, 'assets', 'index-CoVdnTA4.js'), '');
  server = await startServer({}, widget);
}, OPENING_TIMEOUT);
afterAll(async () => {
  await server.stop();
});

async function page(path: string): Promise<{ status: number; text: string; headers: Headers }> {
  const response = await fetch(server.url + path, { redirect: 'manual' });
  return { status: response.status, text: await response.text(), headers: response.headers };
}

describe('FAQ', () => {
  test('every entry is listed under its topic and has a page of its own', async () => {
    const { knowledge } = await openRealDesk();
    const { text } = await page('/faq');
    for (const { title } of knowledge.topics) expect(text).toContain(`<h2>${title}</h2>`);
    for (const { id, title } of knowledge.entries) {
      expect(text).toContain(`href="faq/${id}"`);
      const own = await page(`/faq/${id}`);
      expect([id, own.status]).toEqual([id, 200]);
      expect(own.text).toContain(`<title>${title.replaceAll('"', '&quot;')} - `);
      expect(own.text).not.toMatch(/\{(?:figure|contact|link|code):/);
    }
  });

  test('a search finds what the desk would answer', async () => {
    const { text } = await page(`/faq?q=${encodeURIComponent('登录出现502')}`);
    expect(text.indexOf('href="faq/login-502"')).toBeGreaterThan(0);
    expect((await page(`/faq?q=${encodeURIComponent('今天天气如何')}`)).text).toContain('没有找到');
    const links = async (query: string): Promise<string[]> =>
      [...(await page(`/faq?q=${encodeURIComponent(query)}`)).text.matchAll(/href="(faq\/[a-z0-9-]+)"/g)].map(([, link = '']) => link);
    expect((await links('缴费')).length).toBeGreaterThan(3);
    expect(await links('繳費')).toEqual(await links('缴费'));
  });

  test.each(Object.entries(HOSTILE_TEXTS))('a hostile query is shown as text: %s', async (_name, hostile) => {
    const { status, text } = await page(`/faq?q=${encodeURIComponent(hostile.toWellFormed().slice(0, 900))}`);
    expect(status).toBe(200);
    expect(text).not.toMatch(/<script|<img|onerror=(?!alert\(1\)&gt;)/i);
    expect(text).not.toMatch(/[\u0000-\u0008\u202a-\u202e\u2066-\u2069]/);
    expect(text.match(/<\/html>/g)).toHaveLength(1);
  });

  test('links work under any path and from any depth', async () => {
    for (const [address, root] of [
      ['/faq', './'],
      ['/faq/', '../'],
      ['/faq/login-502', '../'],
      ['/a/b/c', '../../'],
    ] as const) {
      const { text } = await page(address);
      expect(text).toContain(`<base href="${root}">`);
      expect(text).not.toMatch(/(?:href|src|action)="\//);
    }
  });

  test('nothing in a page needs a script, and nothing may run', async () => {
    const { text, headers } = await page('/faq/login-502');
    expect(text).not.toMatch(/<script|style=|\son\w+=|javascript:/i);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).not.toContain('unsafe');
    const style = /href="(pages\/[^"]+)"/.exec(text)?.[1] ?? '';
    expect((await page(`/${style}`)).headers.get('cache-control')).toContain('immutable');
  });

  test.each(['/faq/no-such', '/flows/__proto__', '/forms/x.xlsx', '/x', '/..%2f..%2fpackage.json', '/%00', '/faq/%E0%A4%A'])(
    '%s is a calm error',
    async (path) => {
      const { status, text } = await page(path);
      expect([400, 404]).toContain(status);
      expect(text).toContain('<h1>');
      expect(text).not.toMatch(/at .*\.js|node_modules/);
    },
  );
});

describe('flows', () => {
  test('every flow has a picture with all its steps', async () => {
    const { dialogs } = await openRealDesk();
    const index = (await page('/flows')).text;
    for (const { id, steps } of dialogs.flows) {
      expect(index).toContain(`href="flows/${id}"`);
      const { text } = await page(`/flows/${id}`);
      for (const step of Object.keys(steps)) expect(text).toContain(`<title>${step}</title>`);
      expect(text).not.toMatch(/NaN|undefined/);
    }
  });
});

describe('forms', () => {
  async function open(form: Form, year: number): Promise<ExcelJS.Worksheet> {
    const { knowledge } = await openRealDesk();
    const workbook = new ExcelJS.Workbook();
    // Lists out of the cache are of another realm than the test's, and the library does not know them for lists.
    const bytes = await formSheet(JSON.parse(JSON.stringify(form)) as Form, knowledge.figures, new Date(year, 5, 1));
    await workbook.xlsx.load(bytes as unknown as ExcelJS.Buffer);
    return workbook.worksheets[0]!;
  }

  function headerOf(sheet: ExcelJS.Worksheet, form: Form): ExcelJS.Row {
    const rows = Array.from({ length: sheet.rowCount }, (_, i) => sheet.getRow(i + 1));
    return rows.find((row) => form.columns.every(({ name, required }, i) => row.getCell(i + 1).value === (required ? `${name} *` : name)))!;
  }

  test('every form opens again with its columns, the required ones marked', async () => {
    const { knowledge } = await openRealDesk();
    for (const form of knowledge.forms) {
      const sheet = await open(form, 2021);
      const header = headerOf(sheet, form);
      form.columns.forEach(({ required }, i) => {
        expect(header.getCell(i + 1).fill.type === 'pattern' && 'fgColor' in header.getCell(i + 1).fill).toBe(required);
      });
      const all = JSON.stringify(sheet.getSheetValues());
      for (const { name, required } of [...form.head, ...form.foot]) expect(all).toContain(required ? `${name} *：` : `${name}：`);
    }
  });

  test('the base column takes only what lies within the limits, which are warned about once their year is past', async () => {
    const { knowledge } = await openRealDesk();
    for (const form of knowledge.forms) {
      const index = form.columns.findIndex(({ name }) => name.includes('基数'));
      for (const [year, errorStyle] of [
        [2021, 'stop'],
        [2024, 'warning'],
      ] as const) {
        const sheet = await open(form, year);
        const cell = sheet.getCell(headerOf(sheet, form).number + 1, index + 1);
        expect(cell.dataValidation).toMatchObject({ type: 'decimal', operator: 'between', formulae: [3457, 19012], errorStyle });
      }
    }
  });

  test('they are downloaded under their Chinese names', async () => {
    const { knowledge } = await openRealDesk();
    for (const { id, name } of knowledge.forms) {
      const { status, headers } = await page(`/forms/${id}.xlsx`);
      expect(status).toBe(200);
      expect(decodeURIComponent(headers.get('content-disposition') ?? '')).toContain(name.replace(/[《》]/g, ''));
      expect((await page('/forms')).text).toContain(`href="forms/${id}.xlsx"`);
    }
  });
});

describe('what the chat page loads', () => {
  test('its files are cached for good only when their name changes with their content', async () => {
    expect((await page('/')).headers.get('cache-control')).toBe('no-cache');
    expect((await page('/embed.js')).headers.get('cache-control')).toBe('no-cache');
    expect((await page('/embed.js')).headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect((await page('/assets/index-CoVdnTA4.js')).headers.get('cache-control')).toContain('immutable');
  });

  test('suggestions and topics', async () => {
    const { knowledge } = await openRealDesk();
    const suggest = async (q: string): Promise<SuggestResponse> =>
      JSON.parse((await page(`/api/suggest?q=${encodeURIComponent(q)}`)).text) as SuggestResponse;
    expect((await suggest('502')).questions[0]?.id).toBe('login-502');
    expect((await suggest('')).questions).toHaveLength(5);
    const { topics } = JSON.parse((await page('/api/topics')).text) as TopicsResponse;
    expect(topics.map(({ id }) => id)).toEqual(knowledge.topics.map(({ id }) => id));
    expect(topics.flatMap(({ questions }) => questions)).toHaveLength(knowledge.entries.length);
  });
});
