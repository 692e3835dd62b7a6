import { describe, expect, test } from '@jest/globals';
import { EditError, KnowledgeEdit } from '../../src/content/edit-knowledge';
import { readKnowledge } from '../../src/content/read-knowledge';
import { SourceFile } from '../../src/content/source-file';
import type { NewEntry, Teaching } from '../../src/domain/teaching';
import { personalDetailIn } from '../../src/text/wording';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { contentFiles, diagnoseChange, type Files, phrasings, SMALL_CONTENT } from './small-content';
import { fc, randomText } from '../support/properties';

const PATH = 'knowledge/phrasings/login-502.yaml';

/** The small content after something is taught to it, with given files replaced before. */
function taught(teachings: readonly Teaching[], changes: Files = {}): KnowledgeEdit {
  const edit = new KnowledgeEdit(contentFiles({ ...SMALL_CONTENT, ...changes }));
  for (const teaching of teachings) edit.teach(teaching);
  return edit;
}

const phrasing = (...texts: string[]): Teaching => ({ kind: 'phrasing', target: 'login-502', texts });

/** The one file of phrasings after texts are added to it. */
function added(before: string, ...texts: string[]): string {
  return taught([phrasing(...texts)], { [PATH]: before }).changed[0]?.after ?? before;
}

const ENTRY: NewEntry = {
  id: 'frozen-account',
  topic: 'login',
  title: '账号被冻结',
  question: '账号被冻结了怎么办？',
  audience: '已注册平台的单位',
  conclusion: '到窗口解冻: 带上执照 #1。',
  steps: ['第一步', '- 第二步', '502'],
  notes: [],
};

describe('phrasings', () => {
  test.each([
    ['behind the last line', '# 头\n- 甲\n- 乙 # 注\n', '# 头\n- 甲\n- 乙 # 注\n- 丙\n'],
    ['in front of what follows the list', '- 甲\n\n# 尾\n', '- 甲\n- 丙\n\n# 尾\n'],
    ['to a file without a last newline', '- 甲', '- 甲\n- 丙\n'],
    ['to a file of Windows', '# 头\r\n- 甲\r\n', '# 头\r\n- 甲\r\n- 丙\r\n'],
    ['to a file with a byte order mark', '\uFEFF- 甲\n', '\uFEFF- 甲\n- 丙\n'],
    ['to an indented list', '  - 甲\n  - "乙: 丁"\n', '  - 甲\n  - "乙: 丁"\n  - 丙\n'],
    ['to a file with comments only', '# 头\n', '# 头\n- 丙\n'],
    ['to an empty file', '', '- 丙\n'],
    ['behind a text of several lines', '- |\n  甲\n  乙\n', '- |\n  甲\n  乙\n- 丙\n'],
    ['behind a quoted text of two lines', '- "甲\n  乙"\n', '- "甲\n  乙"\n- 丙\n'],
  ])('are added %s', (_, before, after) => {
    expect(added(before, '丙')).toBe(after);
  });

  test('are quoted only where they must be', () => {
    expect(added('- 甲\n', '502', '报错: 502', '- 怎么', '#号键', '登录 #1', '他说"不行"', "it's", '*星', '😀')).toBe(
      '- 甲\n- "502"\n- "报错: 502"\n- "- 怎么"\n- "#号键"\n- "登录 #1"\n- 他说"不行"\n- it\'s\n- "*星"\n- 😀\n',
    );
  });

  test('any text reads back as it was written, in any style of file', () => {
    const text = fc.oneof(
      randomText(40),
      fc.string({ unit: fc.constantFrom(...Array.from('- #:\'"{}[]&*!|>%@`,?\\\t\n甲乙😀0~=')), maxLength: 12 }),
      fc.constantFrom(
        ...Object.values(HOSTILE_TEXTS).filter(({ length }) => length < 1000),
        'null',
        'true',
        '~',
        '0x1F',
        '1e3',
        '2020-01-01',
        '---',
        '...',
        '<<',
        '- ',
        'key: value',
        '!!str x',
      ),
    );
    const wording = text.filter((one) => personalDetailIn(one) === null);
    const style = fc.constantFrom('', '# 头\n', '- 甲\n', '- 甲', '- 甲\r\n', '  - 甲 # 注\n  - "乙"\n\n# 尾\n');
    fc.assert(
      fc.property(style, fc.array(wording, { maxLength: 4 }), (before, texts) => {
        const after = added(before, ...texts);
        const file = new SourceFile(PATH, after);
        expect(file.diagnostics).toEqual([]);
        const had = (new SourceFile(PATH, before).value() ?? []) as string[];
        const read = (file.value() ?? []) as string[];
        expect(read.slice(0, had.length)).toEqual(had);
        const lines = texts.map((one) => one.toWellFormed().replace(/[\s\p{Cc}\uFEFF]+/gu, ' ').replaceAll('\uFFFD', '').trim()); // prettier-ignore
        for (const one of read.slice(had.length)) expect(lines).toContain(one);
        // Twice is once.
        expect(added(after, ...texts)).toBe(after);
        // Only whole lines were added, to nothing else.
        const without = after.split('\n').filter((line) => !read.slice(had.length).some((one) => isLineOf(line, one)));
        expect(without.join('\n').replace(/[\r\n]+$/, '')).toBe(before.replace(/[\r\n]+$/, ''));
      }),
      { numRuns: 500 },
    );
  });

  test('that are there already, but for case and punctuation, are not added again', () => {
    const edit = taught([phrasing('报错甲0？', '新的', '新 的！')]);
    expect(edit.changed.map(({ path, added: count }) => [path, count])).toEqual([[PATH, 1]]);
    expect(taught([phrasing('报错甲0')]).changed).toEqual([]);
  });

  test('of a subject that is not ours go to its file', () => {
    const edit = taught([{ kind: 'elsewhere', target: 'bank', texts: ['转账限额'] }]);
    expect(edit.changed.map(({ path }) => path)).toEqual(['knowledge/phrasings/elsewhere/bank.yaml']);
    expect(edit.changed[0]?.after).toBe(`${phrasings('银行', 15)}- 转账限额\n`);
  });

  test.each([
    ['an entry that is not there', {}, { kind: 'phrasing', target: 'gone', texts: ['甲'] }, '没有文件 knowledge/phrasings/gone.yaml'],
    ['a list in one line', { [PATH]: '[甲, 乙]\n' }, phrasing('丙'), '列表要一行一项'],
    ['a file with a fault', { [PATH]: '- 甲\n- *乙\n' }, phrasing('丙'), '第 2 行有错误'],
    ['a file that is no list', { [PATH]: 'a: 甲\n' }, phrasing('丙'), '不是一行一种问法的列表'],
    ['a topic that is not there', {}, { kind: 'entry', entry: { ...ENTRY, topic: 'gone' }, texts: [] }, '没有主题“gone”'],
    ['a number that is taken', {}, { kind: 'entry', entry: { ...ENTRY, id: 'login-502' }, texts: ['甲'] }, '已经有条目用了'],
    ['a text with a personal number', {}, phrasing('丙', '打13812345678'), '有个人号码'],
  ] as const)('are refused for %s, and nothing is changed', (_, changes, teaching, message) => {
    const edit = taught([{ kind: 'elsewhere', target: 'bank', texts: ['转账限额'] }], changes);
    expect(() => {
      edit.teach(teaching);
    }).toThrow(EditError);
    expect(() => {
      edit.teach(teaching);
    }).toThrow(message);
    expect(edit.changed).toHaveLength(1);
  });
});

describe('a new entry', () => {
  const texts = ['账号冻结', '账户冻住了', '说我账号被冻结', '冻结怎么解', '解冻账号'];
  const teaching: Teaching = { kind: 'entry', entry: ENTRY, texts };

  test('is added behind the entries of its topic, with a file of phrasings of its own', () => {
    const [entries, phrases] = taught([teaching]).changed;
    expect(entries).toMatchObject({
      path: 'knowledge/entries/login.yaml',
      before: SMALL_CONTENT['knowledge/entries/login.yaml'],
      added: 1,
    });
    expect(entries?.after).toBe(`${SMALL_CONTENT['knowledge/entries/login.yaml'] ?? ''}  - id: frozen-account
    title: 账号被冻结
    question: 账号被冻结了怎么办？
    source: [office]
    audience: 已注册平台的单位
    answer:
      conclusion: "到窗口解冻: 带上执照 #1。"
      steps:
        - 第一步
        - "- 第二步"
        - "502"
`);
    expect(phrases).toMatchObject({ path: 'knowledge/phrasings/frozen-account.yaml', before: null, added: 5 });
    expect(phrases?.after).toBe(`# 怎么问都行，一行一种问法\n${texts.map((text) => `- ${text}\n`).join('')}`);
  });

  test('passes the check of the knowledge, with a warning that five phrasings are few, and is known as the office’s own', () => {
    const { files } = taught([teaching]);
    const { knowledge } = readKnowledge(files);
    expect(knowledge?.entries.at(-1)).toMatchObject({ id: 'frozen-account', source: [], topic: 'login', phrasings: texts });
    const found = diagnoseChange((content) => {
      for (const { path, text } of files) content[path] = text;
    });
    expect(found.map(({ code, severity, file }) => [code, severity, file])).toEqual([
      ['few-phrasings', 'warning', 'knowledge/phrasings/frozen-account.yaml'],
    ]);
  });

  test('with fewer than five phrasings is an error, and “office” does not stand beside other sources', () => {
    const { files } = taught([{ ...teaching, texts: texts.slice(1) }]);
    const found = diagnoseChange((content) => {
      for (const { path, text } of files) content[path] = text.replace('source: ["2.2.4"]', 'source: ["2.2.4", office]');
    });
    expect(found.map(({ code, severity }) => [code, severity])).toEqual([
      ['unknown-source', 'error'],
      ['few-phrasings', 'error'],
    ]);
  });

  test('twice is once, and its file of phrasings grows', () => {
    const edit = taught([teaching, teaching, { kind: 'phrasing', target: 'frozen-account', texts: ['冻了'] }]);
    expect(edit.changed.map(({ added: count }) => count)).toEqual([1, 6]);
    const again = new KnowledgeEdit(edit.files);
    again.teach(teaching);
    expect(again.changed).toEqual([]);
  });
});

/** Whether a line is nothing but one item of a list. */
function isLineOf(line: string, item: string): boolean {
  if (!/^ *- /.test(line)) return false;
  const value: unknown = new SourceFile(PATH, `${line.trim()}\n`).value();
  return Array.isArray(value) && value.length === 1 && value[0] === item;
}
