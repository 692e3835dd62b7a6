import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stepSchemas } from '../../src/content/flow-schema';
import { readFlow } from '../../src/content/read-flow';
import { SourceFile } from '../../src/content/source-file';
import type { Diagnostic } from '../../src/domain/diagnostic';
import { readFlows, SMALL_FLOWS } from './small-flows';

/** One faulty change of the small flows: the text `before` in `file` becomes `after`; no `before` replaces the whole file. */
interface Row {
  readonly code: string;
  readonly file?: string;
  readonly before?: string;
  readonly after: string;
  /** The piece of the source line that the caret must underline. */
  readonly at: string;
  /** Words that the message or the remedy must contain. */
  readonly says: string;
}

const LOGIN = 'dialogs/flows/login-errors.yaml';
const REGISTER = 'dialogs/flows/register-trouble.yaml';
const COMMANDS = 'dialogs/commands.yaml';
const ENTRIES = 'knowledge/entries/login.yaml';

const FORM: readonly Row[] = [
  { code: 'missing-key', before: 'title: 登录报错\n', after: '', at: 't', says: '缺少“title”' },
  { code: 'unknown-key', before: 'stuck: people', after: 'stock: people', at: 'stock', says: '是不是想写“stuck”' },
  { code: 'unknown-key', before: '        note: 换过入口', after: '        nota: 换过入口', at: 'nota', says: '是不是想写“note”' },
  { code: 'wrong-value', before: 'begin: direct', after: 'begin: dirct', at: 'dirct', says: '是不是想写“direct”' },
  { code: 'wrong-value', before: 'polarity: "yes"', after: 'polarity: 是', at: '是', says: '只能写：yes、no' },
  { code: 'wrong-value', before: 'again: 从官网登录过没有？', after: 'again: ""', at: '""', says: '不能为空' },
  { code: 'wrong-value', before: 'ask: 换过入口了吗？', after: `ask: ${'问'.repeat(401)}`, at: '问'.repeat(401), says: '拆成两步' },
  {
    code: 'wrong-value',
    before: 'label: 换过了',
    after: 'label: 我已经换过好几个登录入口了也不行',
    at: '我已经换过好几个登录入口了也不行',
    says: '最多14个字',
  },
  {
    code: 'wrong-value',
    before: '      - label: 没注册\n',
    after: `${['甲', '乙', '丙'].map((name) => `      - label: ${name}\n        to: people\n`).join('')}      - label: 没注册\n`,
    at: '-',
    says: '最多五个选项',
  },
  {
    code: 'wrong-value',
    file: REGISTER,
    before: '      - label: 没注册上\n        to: people\n',
    after: '',
    at: '-',
    says: '至少两个选项',
  },
  { code: 'wrong-value', before: '  walk:\n', after: '  走一遍:\n', at: '走一遍', says: '小写字母' },
  { code: 'wrong-value', before: '  login-502: seen\n  white-screen: wait\n', after: '  {}\n', at: '{', says: '至少写一个起点' },
  { code: 'step-kind', before: '    guide: login-502', after: '    giude: login-502', at: 'giude', says: '是不是想写“guide”' },
  { code: 'step-kind', before: '    guide: login-502\n', after: '', at: 'walk', says: 'escalate' },
  { code: 'half-skip', before: '    skip_to: result\n', after: '', at: 'skip', says: '没写 skip_to' },
  { code: 'half-skip', before: '    skip: 不知道\n', after: '', at: 'skip_to', says: '没写 skip。' },
  { code: 'idle-answer-first', before: '[white-screen]', after: '[white-scren]', at: 'white-scren', says: '是不是想写“white-screen”' },
  { code: 'idle-answer-first', before: 'begin: direct', after: 'begin: offer', at: 'white-screen', says: 'begin: direct' },
  { code: 'unused-file', file: 'dialogs/command.yaml', after: 'human: []\n', at: 'h', says: '“commands.yaml”' },
  { code: 'unused-file', file: 'dialogs/flows/登录.yaml', after: 'title: 登录\n', at: 't', says: 'login-errors.yaml' },
  { code: 'missing-key', file: COMMANDS, before: 'menu: [菜单]\n', after: '', at: 'h', says: '缺少“menu”' },
  { code: 'wrong-type', file: COMMANDS, before: 'no: [不是, 没有]', after: 'no: 不是', at: '不是', says: '应为列表' },
];

const CONTENT: readonly Row[] = [
  // What a flow names
  { code: 'unknown-topic', before: 'topic: login', after: 'topic: logn', at: 'logn', says: '是不是想写“login”' },
  { code: 'unknown-contact', before: 'contact: hotline', after: 'contact: hotlin', at: 'hotlin', says: '是不是想写“hotline”' },
  { code: 'unknown-contact', before: '[hotline, group]', after: '[hotline, groop]', at: 'groop', says: '是不是想写“group”' },
  { code: 'missing-target', before: 'stuck: people', after: 'stuck: peple', at: 'peple', says: '是不是想写“people”' },
  { code: 'missing-target', before: 'login-502: seen', after: 'login-502: sean', at: 'sean', says: '是不是想写“seen”' },
  { code: 'missing-target', before: '        to: people', after: '        to: peoples', at: 'peoples', says: '是不是想写“people”' },
  { code: 'missing-target', before: '    to: wage', after: '    to: wages', at: 'wages', says: '没有“wages”这个步骤' },
  { code: 'missing-target', before: 'skip_to: result', after: 'skip_to: reslt', at: 'reslt', says: '是不是想写“result”' },
  {
    code: 'unknown-entry',
    before: 'answer: white-screen',
    after: 'answer: white-scren',
    at: 'white-scren',
    says: '是不是想写“white-screen”',
  },
  { code: 'unknown-entry', before: 'guide: login-502', after: 'guide: login-504', at: 'login-504', says: '“login-502”' },
  { code: 'guide-without-steps', before: 'guide: login-502', after: 'guide: white-screen', at: 'white-screen', says: '改用 answer' },
  {
    code: 'unknown-flow',
    before: 'goto: register-trouble',
    after: 'goto: register-troble',
    at: 'register-troble',
    says: '“register-trouble”',
  },
  {
    code: 'unknown-flow',
    file: REGISTER,
    before: 'call: login-errors',
    after: 'call: login-error',
    at: 'login-error',
    says: '“login-errors”',
  },
  { code: 'unknown-variable', before: '{ wage: wage,', after: '{ wage: wages,', at: 'wages', says: '是不是想写“wage”' },
  { code: 'unknown-variable', before: 'as: injury', after: 'as: rate', at: 'injury', says: 'input' },
  { code: 'polarity-twice', before: 'say: [没有账号]', after: 'polarity: "no"', at: '"no"', says: '分不清' },
  // What a flow says
  { code: 'unknown-contact', before: '{contact:hotline}', after: '{contact:hotlines}', at: '{contact:hotlines}', says: '“hotline”' },
  { code: 'unknown-figure', before: '换过入口了吗？', after: '交{figure:base}了吗？', at: '{figure:base}', says: 'figures.yaml' },
  { code: 'unknown-link', before: '从官网登录过没有？', after: 'x {link:portl}', at: '{link:portl}', says: '“portal”' },
  { code: 'bad-reference', before: '从官网登录过没有？', after: 'x {contact：hotline}', at: '{contact：hotline}', says: '英文冒号' },
  { code: 'empty-reference', before: '{contact:hotline}', after: '{contact:group}', at: '{contact:group}', says: 'escalate' },
  { code: 'typed-phone', before: '{contact:hotline}', after: '5502873', at: '5502873', says: '改成 {contact:hotline}' },
  { code: 'typed-url', before: '从官网登录过没有？', after: '打开www.example.gov.cn', at: 'www.example.gov.cn', says: '{link:portal}' },
  { code: 'typed-percent', before: '请写比例。', after: '比如0.5%。', at: '0.5%', says: 'figures.yaml' },
  { code: 'typed-phone', before: 'note: 换过入口', after: 'note: 打过0531-12345', at: '0531-12345', says: '{contact:province}' },
  // How the steps hang together
  {
    code: 'unreachable-step',
    before: '  done:\n',
    after: '  island:\n    end: open\n    say: 没人来。\n  done:\n',
    at: 'island',
    says: '没有任何一步会走到',
  },
  {
    code: 'no-way-out',
    before: 'to: register\n',
    after: 'to: loop\n  loop:\n    ask: 行吗？\n    again: 好吗？\n    options: [{ label: 行, to: loop }, { label: 好, to: loop }]\n',
    at: 'loop',
    says: '走不到结束（end）',
  },
  {
    code: 'silent-cycle',
    before: '    to: wage\n',
    after: '    to: again\n  again:\n    say: 再等等。\n    to: wait\n',
    at: 'wait',
    says: 'wait → again → wait',
  },
  // Whom a flow sends users to
  { code: 'contact-scope', file: REGISTER, before: 'contact: province', after: 'contact: hotline', at: 'hotline', says: '不管“平台注册”' },
  { code: 'contact-scope', file: REGISTER, before: '[province]', after: '[province, hotline]', at: 'hotline', says: '不管“平台注册”' },
  {
    code: 'contact-scope',
    file: REGISTER,
    before: '成功没有？',
    after: '"打{contact:hotline}"',
    at: '{contact:hotline}',
    says: '不管“平台注册”',
  },
  { code: 'contact-scope', before: 'contact: hotline', after: 'contact: province', at: 'province', says: '只管“平台注册”' },
  { code: 'contact-scope', before: '[hotline, group]', after: '[province]', at: 'province', says: '在话里写明' },
  { code: 'contact-scope', before: '{contact:hotline}', after: '{contact:province}', at: '{contact:province}', says: '只管“平台注册”' },
  // Entries and flows name each other
  { code: 'unknown-entry', before: '  login-502: seen', after: '  login-504: seen', at: 'login-504', says: '是不是想写“login-502”' },
  {
    code: 'entry-without-flow',
    file: ENTRIES,
    before: 'base-min}。\n    flow: login-errors\n',
    after: '先等一等。\n',
    at: 'white-screen',
    says: ENTRIES,
  },
  {
    code: 'entry-without-flow',
    before: '  white-screen: wait',
    after: '  white-screen: wait\n  register-failing: wait',
    at: 'register-failing',
    says: 'flow: register-trouble',
  },
  {
    code: 'unknown-flow',
    file: ENTRIES,
    before: 'base-min}。\n    flow: login-errors',
    after: 'base-min}。\n    flow: login-eror',
    at: 'login-eror',
    says: '“login-errors”',
  },
  {
    code: 'flow-without-start',
    before: 'answer_first: [white-screen]\ncontact: hotline\nstarts:\n  login-502: seen\n  white-screen: wait',
    after: 'contact: hotline\nstarts:\n  login-502: seen',
    at: 'login-errors',
    says: LOGIN,
  },
];

function faultsOf(changes: Readonly<Record<string, string | null>>): readonly Diagnostic[] {
  const files = Object.entries({ ...SMALL_FLOWS, ...changes }).filter((file): file is [string, string] => file[1] !== null);
  return readFlows(Object.fromEntries(files)).diagnostics;
}

function check({ code, file = LOGIN, before, after, at, says }: Row): void {
  const text = SMALL_FLOWS[file] ?? '';
  expect(text).toContain(before ?? '');
  const found = faultsOf({ [file]: before === undefined ? after : text.replace(before, after) }).filter((fault) => fault.code === code);
  expect(found).toHaveLength(1);
  const fault = found[0]!;
  expect({ severity: fault.severity, at: fault.source.slice(fault.column - 1, fault.column - 1 + fault.length) }).toEqual({
    severity: 'error',
    at,
  });
  expect(`${fault.message}${fault.hint}`).toContain(says);
}

/** A flow of two steps: a question that leads on, and where it leads. */
function shortFlow(entry: string, ask: string, next: string): string {
  return `title: 短流程
topic: login
begin: direct
contact: hotline
starts: { ${entry}: first }
steps:
  first:
    ${ask}
  next:
    ${next}
`;
}

describe('the form of flow files', () => {
  test('small flows keep every rule', () => {
    const { dialogs, diagnostics } = readFlows(SMALL_FLOWS);
    expect(diagnostics).toEqual([]);
    expect(dialogs?.flows.map(({ id, direct }) => [id, direct])).toEqual([
      ['login-errors', ['login-502']],
      ['register-trouble', []],
    ]);
    expect(new Set(dialogs?.flows.flatMap(({ steps }) => Object.values(steps).map(({ kind }) => kind))).size).toBe(10);
  });

  test.each(FORM)('$code: $after', check);

  test('a missing file of commands', () => {
    expect(faultsOf({ [COMMANDS]: null })).toMatchObject([{ code: 'missing-file', file: COMMANDS, line: 0, source: '' }]);
  });

  test('a flow that cannot be read is not missed by those that lead to it', () => {
    const found = faultsOf({ [REGISTER]: SMALL_FLOWS[REGISTER]!.replace('title: 注册不上\n', '') });
    expect(found).toMatchObject([{ code: 'missing-key', file: REGISTER }]);
  });
});

describe('what flows say of each other and of the knowledge', () => {
  test.each(CONTENT)('$code: $after', check);

  test('a silent circle through other flows is reported once, with its way', () => {
    const found = faultsOf({ [LOGIN]: SMALL_FLOWS[LOGIN]!.replace('login-502: seen', 'login-502: register') });
    expect(found.filter(({ code }) => code === 'silent-cycle')).toMatchObject([
      {
        file: LOGIN,
        source: '  register:',
        message: expect.stringContaining('register → register-trouble/first → register-trouble/login → register。'),
      },
    ]);
  });

  test('a called flow that ends without a question makes a silent circle too', () => {
    const found = faultsOf({
      [LOGIN]: SMALL_FLOWS[LOGIN]!.replace('login-502: seen', 'login-502: done'),
      [REGISTER]: SMALL_FLOWS[REGISTER]!.replace('to: after', 'to: first'),
    });
    expect(found.filter(({ code }) => code === 'silent-cycle')).toMatchObject([
      { file: REGISTER, source: '  first:', message: expect.stringContaining('first → login → first。') },
    ]);
  });

  test('a circle with a question in it is in order', () => {
    const found = faultsOf({ [LOGIN]: SMALL_FLOWS[LOGIN]!.replace('to: done\n', 'to: seen\n') });
    expect(found.map(({ code }) => code)).toEqual(['unreachable-step']);
  });

  test('flows that only lead to each other have no way out', () => {
    const ask = 'ask: 行吗？\n    again: 好吗？\n    options: [{ label: 行, to: next }, { label: 好, to: next }]';
    const found = faultsOf({
      [LOGIN]: shortFlow('login-502', ask, 'goto: register-trouble').replace('first }', 'first, white-screen: first }'),
      [REGISTER]: shortFlow('register-failing', ask, 'goto: login-errors'),
    });
    expect(found.map(({ code, file, source }) => [code, file, source])).toEqual([
      ['no-way-out', LOGIN, '  first:'],
      ['no-way-out', LOGIN, '  next:'],
      ['no-way-out', REGISTER, '  first:'],
      ['no-way-out', REGISTER, '  next:'],
    ]);
  });

  test('a contact for one topic only may be given elsewhere in words that name that topic', () => {
    const text = SMALL_FLOWS[LOGIN]!.replace('[hotline, group]', '[province]').replace(
      '请打电话{contact:hotline}',
      '平台注册不上，打{contact:province}',
    );
    expect(faultsOf({ [LOGIN]: text })).toEqual([]);
  });
});

describe('the examples of dialogs/README.md', () => {
  const readme = readFileSync(join(__dirname, '..', '..', 'dialogs', 'README.md'), 'utf8');
  const [example = '', kinds = ''] = [...readme.matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, block]) => block);

  test('a flow file', () => {
    const { flow, diagnostics } = readFlow(new SourceFile('dialogs/flows/example.yaml', example), 'example');
    expect(diagnostics).toEqual([]);
    expect(flow?.title).toBe('上传没有进度');
  });

  test('a step of every kind', () => {
    const steps = kinds.replace(/^/gm, '  ');
    const file = new SourceFile(
      'dialogs/flows/example.yaml',
      `title: 例\ntopic: a\nbegin: offer\ncontact: b\nstarts: { c: done }\nsteps:\n${steps}`,
    );
    expect(file.diagnostics).toEqual([]);
    const { flow, diagnostics } = readFlow(file, 'example');
    expect(diagnostics).toEqual([]);
    const shown = new Set(Object.values(flow?.steps ?? {}).map(({ kind }) => kind));
    expect([...shown].sort()).toEqual(Object.keys(stepSchemas).sort());
  });
});
