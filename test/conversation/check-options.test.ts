import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadDialogs } from '../../src/app';
import { readKnowledge } from '../../src/content/read-knowledge';
import { checkOptions } from '../../src/conversation/check-options';
import type { Diagnostic } from '../../src/domain/diagnostic';
import type { CommandWords, Dialogs, Flow, FlowOption, FlowStep } from '../../src/domain/flow';
import { buildCharacterTable, type CharacterTable } from '../../src/text/characters';
import { contentFiles } from '../content/small-content';
import { SMALL_FLOWS } from '../content/small-flows';

const COMMANDS: CommandWords = {
  human: ['转人工', '打哪个电话'],
  quit: ['退出', '先这样'],
  back: ['上一步', '点错了'],
  next: ['下一步', '做完了'],
  restart: ['重来', '从头来'],
  menu: ['菜单'],
  stuck: ['还是不行'],
  solved: ['好了'],
  later: ['我试试'],
  unclear: ['没听懂'],
  yes: ['是'],
  no: ['不是', '没有'],
  none: ['都不是'],
  openings: ['那就'],
  endings: ['吧', '了'],
};

const END: FlowStep = { kind: 'end', end: 'open', say: '再见。' };

function option(label: string, say: readonly string[] = [], more: Partial<FlowOption> = {}): FlowOption {
  return { label, say, polarity: null, note: '', to: 'next', ...more };
}

/** A flow that begins with a statement, then asks the question of the given options, from which any step can be reached. */
function flowWith(options: readonly FlowOption[], start = 'hello'): Dialogs {
  const flow: Flow = {
    id: 'test-flow',
    title: '试',
    topic: 'login',
    direct: [],
    contact: 'hotline',
    start,
    starts: { entry: start },
    stuck: null,
    hash: '',
    steps: {
      hello: { kind: 'say', say: '您好。', to: 'question' },
      question: { kind: 'ask', ask: '哪个？', again: '哪一个？', options },
      next: {
        kind: 'ask',
        ask: '好吗？',
        again: '行吗？',
        options: [option('行', [], { to: 'end' }), option('不行', [], { to: 'people' })],
      },
      people: { kind: 'escalate', contacts: ['hotline'], say: '请打电话。' },
      end: END,
    },
  };
  return { flows: [flow], commands: COMMANDS };
}

/** Lower case and full-width letters folded, as the matcher does among other things. */
function normalize(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

interface Row {
  readonly name: string;
  readonly options: readonly FlowOption[];
  /** Rule, index of the option, and index of the phrase or -1 for the label, of every fault. */
  readonly faults: readonly (readonly [code: string, option: number, phrase: number])[];
  readonly says?: string;
}

const ROWS: readonly Row[] = [
  { name: 'options that are told apart', options: [option('亮红灯', ['亮着', '有灯']), option('不亮', ['没亮', '没有灯'])], faults: [] },
  {
    name: 'one phrase in two options',
    options: [option('装过', ['早就有']), option('没装过', ['早就有'])],
    faults: [['option-not-picked', 1, 0]],
    says: '用户说“早就有”，机器人会当成选项“装过”',
  },
  {
    name: 'a phrase that is another option’s label',
    options: [option('装过', ['没装']), option('没装')],
    faults: [['option-not-picked', 1, -1]],
    says: '会当成选项“装过”',
  },
  {
    name: 'phrases that differ only in what is not compared',
    options: [option('用UKey', ['ukey！']), option('用平台', ['ＵＫＥＹ'])],
    faults: [['option-not-picked', 1, 0]],
  },
  {
    name: 'a phrase without letters',
    options: [option('懂了', ['？？']), option('不懂')],
    faults: [['option-not-picked', 0, 0]],
    says: '听不懂',
  },
  {
    name: 'a phrase that picks another option by its number',
    options: [option('好的那个'), option('另外一个', ['第一个', '二'])],
    faults: [['number-as-option', 1, 0]],
    says: '听起来是在选第1个选项，却写在第2个下面',
  },
  {
    name: 'a phrase that is its own option’s number',
    options: [option('好的那个', ['第一个', 'a']), option('另外一个', ['2'])],
    faults: [],
  },
  {
    name: 'phrases that rule an option out or fit none, which as an option’s own are picked',
    options: [option('另一种', ['不是第一个']), option('别的', ['都不是']), option('还有一种')],
    faults: [],
  },
  {
    name: 'bare yes and no',
    options: [option('装过', ['是'], { polarity: 'yes' }), option('没装', ['没有'], { polarity: 'no' })],
    faults: [],
  },
  {
    name: 'commands that would be hidden',
    options: [option('找人', ['转人工', '那就转人工吧']), option('不办', ['先这样']), option('错了', ['点错了', '菜单', '从头来'])],
    faults: [
      ['command-as-option', 0, 0],
      ['command-as-option', 0, 1],
      ['command-as-option', 1, 0],
      ['command-as-option', 2, 0],
      ['command-as-option', 2, 1],
      ['command-as-option', 2, 2],
    ],
    says: '“转人工”是口令“转人工”',
  },
  { name: 'a label that is a command', options: [option('上一步'), option('别的')], faults: [['command-as-option', 0, -1]] },
  {
    name: 'commands that say nothing else',
    options: [option('行了', ['好了', '做完了', '第三步', '我试试', '没听懂']), option('没成', ['还是不行'])],
    faults: [],
  },
  {
    name: 'a person is what the option leads to',
    options: [option('给个电话', ['打哪个电话'], { to: 'people' }), option('别的')],
    faults: [],
  },
  { name: 'the end is what the option leads to', options: [option('以后再说', ['先这样'], { to: 'end' }), option('别的')], faults: [] },
];

describe('options that their own recogniser would not pick', () => {
  test.each(ROWS)('$name', ({ options, faults, says = '' }) => {
    const found = checkOptions(flowWith(options), normalize);
    expect(found.map(({ code, path }) => [code, path])).toEqual(
      faults.map(([code, index, phrase]) => [code, ['steps', 'question', 'options', index, ...(phrase < 0 ? ['label'] : ['say', phrase])]]),
    );
    for (const { flow, severity } of found) expect([flow, severity]).toEqual(['test-flow', 'error']);
    expect(found[0]?.message ?? '').toContain(says);
  });

  test('at a flow’s start nobody misses starting anew', () => {
    const options = [option('还没开始', ['从头来']), option('做到一半')];
    expect(checkOptions(flowWith(options, 'question'), normalize)).toEqual([]);
    expect(checkOptions(flowWith(options), normalize)).toHaveLength(1);
  });
});

describe('loading the dialogs', () => {
  const LOGIN = 'dialogs/flows/login-errors.yaml';
  const CONTACTS = 'knowledge/contacts.yaml';
  const URL = 'www.example.gov.cn/a/rather/long/address';
  const LINKS = '{link:portal}'.repeat(14);
  let table: CharacterTable;

  beforeAll(async () => {
    table = await buildCharacterTable();
  });

  async function load(before: string, after: string): Promise<readonly Diagnostic[]> {
    const text = SMALL_FLOWS[LOGIN]!;
    expect(text).toContain(before);
    const contacts = SMALL_FLOWS[CONTACTS]!.replace('www.example.gov.cn', URL);
    const { knowledge, sources } = readKnowledge(
      contentFiles({ ...SMALL_FLOWS, [CONTACTS]: contacts, [LOGIN]: text.replace(before, after) }),
    );
    return (await loadDialogs(sources, knowledge!, table)).diagnostics;
  }

  function marked({ source, column, length }: Diagnostic): string {
    return source.slice(column - 1, column - 1 + length);
  }

  test('places a phrase that is not picked', async () => {
    const found = await load('say: [还没换过]', 'say: [還沒換, 換過了]');
    expect(found).toMatchObject([{ code: 'option-not-picked', severity: 'error', file: LOGIN }]);
    expect(found.map(marked)).toEqual(['換過了']);
  });

  test('places a command among the phrases', async () => {
    const found = await load('say: [没有账号]', 'say: [没有账号, 重来一次, 菜单]');
    expect(found).toMatchObject([{ code: 'command-as-option', file: LOGIN, hint: expect.stringContaining('dialogs/commands.yaml') }]);
    expect(found.map(marked)).toEqual(['菜单']);
  });

  test('places a message that is too long with its references filled in', async () => {
    const found = await load('请打电话{contact:hotline}。', `看${LINKS}${LINKS}`);
    expect(found).toMatchObject([{ code: 'message-too-long', severity: 'error', file: LOGIN }]);
    expect(found.map(marked)).toEqual([`看${LINKS}${LINKS}`]);
  });

  test('a question is measured with its choices', async () => {
    const rest = 600 - 14 * URL.length - '\n1. 换过了\n2. 没换过\n3. 没注册'.length;
    expect(await load('ask: 换过入口了吗？', `ask: ${'问'.repeat(rest)}${LINKS}`)).toEqual([]);
    expect(await load('ask: 换过入口了吗？', `ask: ${'问'.repeat(rest + 1)}${LINKS}`)).toMatchObject([
      { code: 'message-too-long', message: expect.stringContaining('601个字'), hint: expect.stringContaining('至少删掉1个字') },
    ]);
  });

  test('form comes first: no dialogs while a file is faulty', async () => {
    const found = await load('title: 登录报错\n', '');
    expect(found.map(({ code }) => code)).toEqual(['missing-key']);
  });
});
