import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { MAX_MESSAGE_LENGTH, Renderer } from '../../src/conversation/render';
import { replyTo } from '../../src/conversation/reply';
import type { Candidate, MatchDecision } from '../../src/domain/decision';
import type { Contact, Entry } from '../../src/domain/knowledge';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { DOCUMENT_NUMBERS, FACTS, RESTRICTED, STEP_COUNTS } from '../support/facts';
import { completeKnowledge } from '../support/small-knowledge';

const in2021 = (): Date => new Date(2021, 5, 30);
const in2026 = (): Date => new Date(2026, 0, 1);

let desk: Desk;
let renderer: Renderer;

beforeAll(async () => {
  desk = await openRealDesk();
  renderer = new Renderer(desk.knowledge, in2021);
}, OPENING_TIMEOUT);

function entryOf(id: string): Entry {
  const entry = desk.knowledge.entries.find((other) => other.id === id);
  if (entry === undefined) throw new Error(`no entry ${id}`);
  return entry;
}

describe('every fact of the document is in the answer of its entry', () => {
  test.each(FACTS.map(({ entry, says }) => [entry, typeof says === 'string' ? [says] : says] as const))('%s: %j', (entry, says) => {
    const text = renderer.entry(entryOf(entry));
    expect({ text, found: says.some((said) => text.includes(said)) }).toEqual({ text, found: true });
  });

  test('the list leaves no entry out', () => {
    const listed = new Set(FACTS.map(({ entry }) => entry));
    expect(desk.knowledge.entries.map(({ id }) => id).filter((id) => !listed.has(id))).toEqual([]);
  });

  test.each(Object.entries(STEP_COUNTS))('%s has %d steps', (id, steps) => {
    const numbers = renderer
      .entry(entryOf(id))
      .split('\n')
      .flatMap((line) => /^(\d+)\. /.exec(line)?.[1] ?? []);
    expect(numbers).toEqual(Array.from({ length: steps }, (_, i) => String(i + 1)));
  });
});

describe('nothing else is in it', () => {
  test.each(RESTRICTED.flatMap(({ value, onlyIn }) => [[value, onlyIn] as const]))('%s only in %j', (value, onlyIn) => {
    const naming = desk.knowledge.entries.filter((entry) => renderer.entry(entry).includes(value)).map(({ id }) => id);
    expect([...naming].sort()).toEqual([...onlyIn].sort());
  });

  test('no answer states a number that the document does not', () => {
    const invented = desk.knowledge.entries.flatMap((entry) => {
      const text = renderer
        .entry(entry)
        .replace(/^\d+\. /gm, '')
        .replace(/(https?:\/\/)?[a-z0-9]+(\.[a-z0-9]+)+[\w/.]*/gi, (match) => (/[a-z]/i.test(match) ? '' : match));
      return (text.match(/\d[\d.%-]*\d%?|\d%?/g) ?? [])
        .filter((number) => !DOCUMENT_NUMBERS.has(number))
        .map((number) => `${entry.id}: ${number}`);
    });
    expect(invented).toEqual([]);
  });

  test('registration answers send nobody to the business telephone', () => {
    for (const entry of desk.knowledge.entries.filter(({ topic }) => topic === 'register'))
      expect(renderer.entry(entry)).not.toContain('5502873');
  });

  test('answers after registration send nobody to the provincial service', () => {
    for (const entry of desk.knowledge.entries.filter(({ topic }) => topic !== 'register')) {
      expect(renderer.entry(entry)).not.toMatch(/0531|12345(?!678)|18663778981|转人工/);
    }
  });
});

describe('form of an answer', () => {
  test('fits into one WeChat message, whatever the year', () => {
    for (const today of [in2021, in2026]) {
      const dated = new Renderer(desk.knowledge, today);
      const long = desk.knowledge.entries
        .map((entry) => [entry.id, dated.entry(entry).length] as const)
        .filter(([, length]) => length > MAX_MESSAGE_LENGTH);
      expect(long).toEqual([]);
    }
  });

  test('no reference is left unfilled, no line is empty', () => {
    for (const entry of desk.knowledge.entries) {
      const text = renderer.entry(entry);
      expect([entry.id, /[{}]|undefined|\n\n|^\s|\s$/.exec(text)?.[0]]).toEqual([entry.id, undefined]);
    }
  });

  test('no line is said twice', () => {
    for (const entry of desk.knowledge.entries) {
      const lines = renderer
        .entry(entry)
        .split('\n')
        .map((line) => line.replace(/^(\d+\.|·|☎) /, ''));
      expect([entry.id, new Set(lines).size]).toEqual([entry.id, lines.length]);
    }
  });

  test('the conclusion comes first', () => {
    for (const entry of desk.knowledge.entries) expect(renderer.entry(entry).split('\n')[0]).toBe(renderer.fill(entry.answer.conclusion));
  });

  test('a whole answer: conclusion, numbered steps, notes, contact', () => {
    expect(renderer.entry(entryOf('no-personal-plan'))).toMatch(
      /^请业务人员[^\n]+\n1\. [^\n]*5502873[^\n]*\n☎ 业务微信群：在群里@业务人员$/,
    );
  });
});

describe('figures of a year', () => {
  const notice = (year: number): RegExp => new RegExp(`\\n※ 以上是${String(year)}年的标准[^\\n]*历年缴费基数[^\\n]*$`);

  test.each([
    ['base-limits', '3457元'],
    ['contribution-rates', '16%'],
  ])('%s: in 2021 as they are, from 2022 on with a warning', (id, figure) => {
    const at = (year: number, month: number, day: number): string =>
      new Renderer(desk.knowledge, () => new Date(year, month, day)).entry(entryOf(id));
    expect(at(2021, 0, 1)).not.toContain('\n※ ');
    expect(at(2021, 11, 31)).not.toContain('\n※ ');
    expect(at(2022, 0, 1)).toMatch(notice(2021));
    expect(at(2026, 10, 22)).toMatch(notice(2021));
    expect(at(2026, 10, 22)).toContain(figure);
  });

  test('only answers with such figures carry the warning', () => {
    const late = new Renderer(desk.knowledge, in2026);
    expect(desk.knowledge.entries.filter((entry) => late.entry(entry).includes('\n※ ')).map(({ id }) => id)).toEqual([
      'base-limits',
      'contribution-rates',
    ]);
  });

  test('every yearly figure is money or a rate, and none of them is undated', () => {
    for (const { id, unit, year } of desk.knowledge.figures) expect([id, year !== null]).toEqual([id, unit === '元' || unit === '%']);
  });
});

describe('references', () => {
  const made = new Renderer({
    ...completeKnowledge({ entries: [] }),
    figures: [{ id: 'days', name: '天数', value: '7', unit: '天', year: null }],
    links: [{ id: 'site', name: '网站', url: 'www.example.cn', code: '0000' }],
    contacts: [{ id: 'desk', name: '前台', kind: 'phone', value: '100', scope: '', notFor: '', how: '', then: null, topics: [] }],
    messages: { hello: '您好，{name}，{figure:days}内答复' },
  });

  test.each([
    ['等{figure:days}', '等7天'],
    ['打{contact:desk}或看{link:site}，码{code:site}', '打100或看www.example.cn，码0000'],
    ['{figure:none} {contact:none} {link:none}', '{figure:none} {contact:none} {link:none}'],
    ['{figure:__proto__}{unknown:days}', '{figure:__proto__}{unknown:days}'],
    ['没有引用', '没有引用'],
  ])('%s', (text, filled) => {
    expect(made.fill(text)).toBe(filled);
  });

  test('a message takes values, and figures as well', () => {
    expect(made.message('hello', { name: '小王' })).toBe('您好，小王，7天内答复');
    expect(made.message('hello')).toContain('{name}');
  });

  test.each<[Partial<Contact>, string]>([
    [{ value: '100', how: '' }, '前台：100'],
    [{ value: '100', how: '报单位名称' }, '前台：100，报单位名称'],
    [{ value: '', how: '当面说' }, '前台：当面说'],
    [{ value: '', how: '' }, '前台'],
  ])('contact %j', (given, text) => {
    expect(
      made.contact({
        id: 'desk',
        name: '前台',
        kind: 'phone',
        value: '',
        scope: '',
        notFor: '',
        how: '',
        then: null,
        topics: [],
        ...given,
      }),
    ).toBe(text);
  });
});

describe('the reply to a decision', () => {
  const candidate = (id: string): Candidate => ({ id, source: [], confidence: 1, evidence: [] });
  const reply = (decision: MatchDecision, utterance = '问') => replyTo({ decision, candidates: [] }, utterance, desk.knowledge, renderer);

  test('one answer is the answer and nothing more', () => {
    expect(reply({ kind: 'answer', answers: [candidate('ukey-pin')] })).toEqual({ text: renderer.entry(entryOf('ukey-pin')), choices: [] });
  });

  test('several answers are headed by their titles', () => {
    const { text } = reply({ kind: 'answer', answers: [candidate('ukey-pin'), candidate('tax-headcount-zero')] });
    expect(text).toBe(
      `【Ukey密码（PIN码）】\n${renderer.entry(entryOf('ukey-pin'))}\n\n【税务显示缴费人数为0】\n${renderer.entry(entryOf('tax-headcount-zero'))}`,
    );
  });

  test('choices are numbered and offered as buttons', () => {
    const { text, choices } = reply({ kind: 'clarify', choices: [candidate('ukey-pin'), candidate('bind-unit-number')] });
    expect(choices).toEqual(['Ukey密码（PIN码）', '单位编号在哪看、绑定密码']);
    expect(text.split('\n').slice(1)).toEqual(['1. Ukey密码（PIN码）', '2. 单位编号在哪看、绑定密码']);
  });

  test('every kind of small talk has words', () => {
    for (const { id } of desk.knowledge.smalltalk) expect(reply({ kind: 'smalltalk', smalltalk: id }).text.length).toBeGreaterThan(3);
  });

  test('every topic elsewhere is named, and where to ask when that is known', () => {
    for (const { id, title, where } of desk.knowledge.elsewhere) {
      const { text } = reply({ kind: 'decline', elsewhere: id });
      expect(text).toContain(title);
      expect(text).toContain(renderer.fill(where));
      expect(text).not.toMatch(/[{}]/);
    }
  });

  test('an empty message is asked for its question, an unknown one for other words', () => {
    expect(reply({ kind: 'decline', elsewhere: null }, ' \n').text).toBe(renderer.message('empty'));
    expect(reply({ kind: 'decline', elsewhere: null }, '量子').text).toBe(renderer.message('decline'));
  });

  test('a hand-off asks what it is about', () => {
    expect(reply({ kind: 'handoff' }).text).toBe(renderer.message('handoff'));
  });
});
