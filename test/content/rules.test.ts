import { describe, expect, test } from '@jest/globals';
import { SOURCE_ITEMS } from '../../src/content/source-items';
import { diagnose, diagnoseChange, phrasings, SMALL_CONTENT } from './small-content';

/** One faulty change of the small content: the text `before` in `file` becomes `after`; no `before` replaces the whole file. */
interface Row {
  readonly code: string;
  readonly severity?: 'warning';
  readonly file: string;
  readonly before?: string;
  readonly after: string;
  /** The piece of the source line that the caret must underline. */
  readonly at: string;
  /** Words that the message or the remedy must contain. */
  readonly says: string;
}

const ENTRIES = 'knowledge/entries/login.yaml';
const CONTACTS = 'knowledge/contacts.yaml';
const FIGURES = 'knowledge/figures.yaml';
const FORMS = 'knowledge/forms.yaml';
const HOURS = 'knowledge/hours.yaml';
const LEXICON = 'knowledge/lexicon.yaml';
const PHRASES = 'knowledge/phrasings/white-screen.yaml';

const ROWS: readonly Row[] = [
  // Form
  {
    code: 'unknown-key',
    file: ENTRIES,
    before: 'audience: 已注册平台的单位\n    screens',
    after: 'audience: 已注册平台的单位\n    screnes',
    at: 'screnes',
    says: '是不是想写“screens”',
  },
  {
    code: 'unknown-key',
    file: ENTRIES,
    before: 'conclusion: 先等',
    after: 'xyz: 1\n      conclusion: 先等',
    at: 'xyz',
    says: '这里可以写：conclusion、steps',
  },
  {
    code: 'missing-key',
    file: ENTRIES,
    before: '    audience: 已注册平台的单位\n    answer',
    after: '    answer',
    at: 'i',
    says: '缺少“audience”',
  },
  { code: 'wrong-type', file: ENTRIES, before: 'screens: ["502"]', after: 'screens: [502]', at: '502', says: '加英文引号' },
  {
    code: 'wrong-type',
    file: ENTRIES,
    before: '        - 拨打{contact:hotline}。',
    after: '        - 提示: 拨打{contact:hotline}。',
    at: '提',
    says: '英文冒号加空格',
  },
  { code: 'wrong-type', file: ENTRIES, before: 'source: ["2.2.3"]', after: 'source: 2.2.3', at: '2.2.3', says: '应为列表' },
  { code: 'wrong-type', file: FIGURES, before: 'year: 2021', after: 'year: "2021"', at: '"2021"', says: '不加引号' },
  { code: 'wrong-type', file: PHRASES, before: '- 白屏甲0', after: '-', at: '', says: '是空的' },
  { code: 'wrong-value', file: CONTACTS, before: 'kind: phone', after: 'kind: phne', at: 'phne', says: '是不是想写“phone”' },
  { code: 'wrong-value', file: CONTACTS, before: 'kind: phone', after: 'kind: 电话', at: '电话', says: '只能写：phone' },
  { code: 'wrong-value', file: FIGURES, before: 'year: 2021', after: 'year: 1821', at: '1821', says: '至少2000' },
  {
    code: 'wrong-value',
    file: ENTRIES,
    before: 'title: 登录白屏',
    after: 'title: 登录的时候屏幕一片空白什么都没有也不知道该怎么办才好',
    at: '登录的时候屏幕一片空白什么都没有也不知道该怎么办才好',
    says: '最多24个字',
  },
  { code: 'wrong-value', file: ENTRIES, before: 'source: ["2.2.4"]', after: 'source: []', at: '[', says: '至少写一个' },
  { code: 'wrong-value', file: ENTRIES, before: 'id: white-screen', after: 'id: 白屏', at: '白屏', says: '小写字母' },
  { code: 'wrong-value', file: 'dialogs/messages.yaml', after: '拒绝: 没有把握。\n', at: '拒绝', says: '小写字母' },
  // YAML
  { code: 'yaml-syntax', file: PHRASES, before: '- 白屏甲0', after: '- @白屏', at: '@', says: '英文引号' },
  { code: 'yaml-syntax', file: PHRASES, before: '- 白屏甲0', after: '- !白屏怎么办', at: '白', says: '以“!”开头' },
  { code: 'yaml-syntax', file: PHRASES, before: '- 白屏甲0', after: '\t- 白屏', at: '\t', says: '换成空格' },
  { code: 'yaml-syntax', file: PHRASES, before: '- 白屏甲0', after: '- {白屏}: 怎么办', at: '{白屏}', says: '英文引号' },
  { code: 'yaml-lost-text', file: PHRASES, before: '- 白屏甲0', after: '- *白屏*怎么办', at: '*白屏*怎么办', says: '英文引号' },
  { code: 'yaml-lost-text', file: PHRASES, before: '- 白屏甲0', after: '- &白屏 怎么办', at: '&白屏 ', says: '英文引号' },
  { code: 'yaml-lost-text', file: PHRASES, before: '- 白屏甲0', after: '- !ukey 白屏', at: '!ukey ', says: '英文引号' },
  { code: 'yaml-lost-text', file: PHRASES, before: '- 白屏甲0', after: '- 白屏 #接龙', at: '白屏', says: '读不到' },
  { code: 'yaml-lost-text', file: PHRASES, before: '- 白屏乙1', after: '  白屏乙1', at: '白屏甲0', says: '“- ”' },
  { code: 'file-encoding', file: PHRASES, before: '白屏甲0', after: '\uFFFD\uFFFD', at: '\uFFFD', says: 'UTF-8' },
  // Ids
  { code: 'duplicate-id', file: CONTACTS, before: 'id: group', after: 'id: hotline', at: 'hotline', says: '“hotline”已经用过' },
  { code: 'duplicate-id', file: ENTRIES, before: 'id: white-screen', after: 'id: login-502', at: 'login-502', says: '“login-502”已经用过' },
  { code: 'repeated-word', file: LEXICON, before: 'words: [登录]', after: 'words: [登录, KEY]', at: 'KEY', says: '“ukey”' },
  // References
  {
    code: 'unknown-contact',
    file: ENTRIES,
    before: 'contacts: [group]',
    after: 'contacts: [groop]',
    at: 'groop',
    says: '是不是想写“group”',
  },
  {
    code: 'unknown-contact',
    file: ENTRIES,
    before: '{contact:hotline}',
    after: '{contact:hotlin}',
    at: '{contact:hotlin}',
    says: '是不是想写“hotline”',
  },
  {
    code: 'unknown-link',
    file: ENTRIES,
    before: '      contacts: [group]',
    after: '      contacts: [group]\n      links: [nowhere]',
    at: 'nowhere',
    says: 'knowledge/contacts.yaml',
  },
  { code: 'unknown-link', file: ENTRIES, before: '{link:portal}', after: '{link:portals}', at: '{link:portals}', says: '“portal”' },
  { code: 'unknown-link', file: ENTRIES, before: '{code:portal}', after: '{code:port}', at: '{code:port}', says: '没有编号为“port”的网址' },
  {
    code: 'unknown-figure',
    file: ENTRIES,
    before: '{figure:base-min}',
    after: '{figure:base-mini}',
    at: '{figure:base-mini}',
    says: '“base-min”',
  },
  { code: 'unknown-form', file: ENTRIES, before: 'form: addition', after: 'form: additions', at: 'additions', says: '“addition”' },
  {
    code: 'unknown-entry',
    file: ENTRIES,
    before: 'related: [white-screen]',
    after: 'related: [white-scren]',
    at: 'white-scren',
    says: '“white-screen”',
  },
  {
    code: 'unknown-entry',
    file: 'knowledge/ambiguous.yaml',
    before: 'choices: [login-502',
    after: 'choices: [login-503',
    at: 'login-503',
    says: '“login-502”',
  },
  { code: 'unknown-topic', file: CONTACTS, before: 'topics: [login]', after: 'topics: [logn]', at: 'logn', says: '“login”' },
  {
    code: 'idle-reference',
    file: ENTRIES,
    before: 'related: [white-screen]',
    after: 'related: [login-502]',
    at: 'login-502',
    says: '自己',
  },
  {
    code: 'idle-reference',
    file: 'knowledge/ambiguous.yaml',
    before: 'white-screen]',
    after: 'white-screen, login-502]',
    at: 'login-502',
    says: '写了两遍',
  },
  { code: 'bad-reference', file: ENTRIES, before: '先等一等', after: '先看{contact：hotline}', at: '{contact：hotline}', says: '英文冒号' },
  { code: 'empty-reference', file: ENTRIES, before: '先等一等', after: '先问{contact:group}', at: '{contact:group}', says: '会是空白' },
  { code: 'empty-reference', file: CONTACTS, before: ', code: "5251"', after: '', at: '{code:portal}', says: '没有提取码' },
  // Use
  {
    code: 'unused-contact',
    file: CONTACTS,
    before: 'topics: [login] }',
    after: 'topics: [login] }\n  - { id: extra, name: 窗口, kind: window, value: 一楼, scope: 业务 }',
    at: 'extra',
    says: '{contact:extra}',
  },
  {
    code: 'unused-contact',
    severity: 'warning',
    file: ENTRIES,
    before: '      contacts: [group]\n',
    after: '',
    at: 'group',
    says: '{contact:group}',
  },
  {
    code: 'unused-link',
    file: CONTACTS,
    before: 'links:',
    after: 'links:\n  - { id: extra, name: 网站, url: www.example.com }',
    at: 'extra',
    says: '{link:extra}',
  },
  { code: 'unused-figure', file: ENTRIES, before: '{figure:base-min}', after: '固定的', at: 'base-min', says: '过时' },
  { code: 'unused-form', file: ENTRIES, before: '      form: addition\n', after: '', at: 'addition', says: 'form: addition' },
  { code: 'unused-file', file: 'knowledge/phrasings/login-503.yaml', after: '- 登录\n', at: '-', says: '“login-502.yaml”' },
  { code: 'unused-file', file: 'knowledge/entries/logins.yaml', after: 'entries: []\n', at: 'e', says: '“login.yaml”' },
  { code: 'unused-file', file: 'knowledge/contact.yaml', after: 'contacts: []\n', at: 'c', says: '“contacts.yaml”' },
  // Source
  { code: 'unknown-source', file: ENTRIES, before: '"2.2.4"', after: '"2.2.44"', at: '"2.2.44"', says: '"2.2.4"' },
  { code: 'unknown-source', file: FORMS, before: 'A2', after: 'B7', at: 'B7', says: '原文没有第 B7 条' },
  // Values typed into texts
  { code: 'typed-phone', file: ENTRIES, before: '先等一等', after: '请打0531-12345问', at: '0531-12345', says: '{contact:编号}' },
  { code: 'typed-phone', file: ENTRIES, before: '先等一等', after: '请打5502873问', at: '5502873', says: '改成 {contact:hotline}' },
  { code: 'typed-phone', file: ENTRIES, before: '先等一等', after: '拨打热线12345问', at: '12345', says: '{contact:编号}' },
  {
    code: 'typed-url',
    file: ENTRIES,
    before: '先等一等',
    after: '打开https://pan.example.com/s/1x，下载',
    at: 'https://pan.example.com/s/1x',
    says: '{link:编号}',
  },
  {
    code: 'typed-url',
    file: ENTRIES,
    before: '先等一等',
    after: '打开zzhrss.zaozhuang.gov.cn登录',
    at: 'zzhrss.zaozhuang.gov.cn',
    says: '{link:编号}',
  },
  { code: 'typed-amount', file: ENTRIES, before: '先等一等', after: '最高19012元', at: '19012元', says: '{figure:编号}' },
  { code: 'typed-amount', file: ENTRIES, before: '先等一等', after: '最低三千四百元', at: '三千四百元', says: '{figure:编号}' },
  { code: 'typed-percent', file: ENTRIES, before: '先等一等', after: '个人交8%', at: '8%', says: '{figure:编号}' },
  { code: 'typed-percent', file: ENTRIES, before: '先等一等', after: '单位交百分之十六', at: '百分之十六', says: '{figure:编号}' },
  { code: 'typed-password', file: ENTRIES, before: '先等一等', after: '密码是12345678，不能改', at: '12345678', says: '{figure:编号}' },
  { code: 'typed-password', file: ENTRIES, before: '先等一等', after: '绑定密码为6个8', at: '6个8', says: '{figure:编号}' },
  { code: 'typed-password', file: ENTRIES, before: '先等一等', after: '提取码：5251', at: '5251', says: '{code:portal}' },
  { code: 'typed-amount', file: FORMS, before: '一式两份', after: '工本费5元', at: '5元', says: 'figures.yaml' },
  {
    code: 'typed-phone',
    file: 'knowledge/elsewhere.yaml',
    before: '请向开户银行咨询',
    after: '请打95588',
    at: '95588',
    says: 'contacts.yaml',
  },
  {
    code: 'typed-value',
    severity: 'warning',
    file: CONTACTS,
    before: 'value: ""',
    after: 'value: 先等一等',
    at: '先等一等',
    says: '{contact:group}',
  },
  // Phrasings
  { code: 'few-phrasings', file: PHRASES, after: phrasings('白屏', 19), at: '-', says: '再写1种' },
  { code: 'few-phrasings', file: 'knowledge/phrasings/elsewhere/bank.yaml', after: phrasings('银行', 12), at: '-', says: '再写3种' },
  {
    code: 'shared-phrasing',
    file: PHRASES,
    before: '白屏甲0',
    after: '报错甲0？',
    at: '报错甲0？',
    says: 'knowledge/phrasings/login-502.yaml:1',
  },
  {
    code: 'repeated-phrasing',
    severity: 'warning',
    file: PHRASES,
    before: '白屏乙1\n',
    after: '白屏乙1\n- 白屏 乙1\n',
    at: '白屏 乙1',
    says: 'knowledge/phrasings/white-screen.yaml:2',
  },
  // Opening hours
  { code: 'wrong-value', file: HOURS, before: '"12:00"', after: '"12点"', at: '"12点"', says: '"08:30"' },
  { code: 'wrong-value', file: HOURS, before: '周一, 周五]', after: '周一, 周八]', at: '周八', says: '是不是想写“周一”' },
  { code: 'wrong-value', file: HOURS, before: '2030-01-06', after: '1月6日', at: '1月6日', says: '"2030-01-01"' },
  { code: 'wrong-hours', file: HOURS, before: '"17:00"', after: '"05:00"', at: '"05:00"', says: '24小时制' },
  { code: 'wrong-hours', file: HOURS, before: '"13:30"', after: '"11:30"', at: '{', says: '重叠' },
  { code: 'wrong-hours', file: HOURS, before: '2030-01-06', after: '2030-02-30', at: '2030-02-30', says: '没有“2030-02-30”这一天' },
  { code: 'wrong-hours', file: HOURS, before: '"2030-01-01"', after: '"2030-01-05"', at: '2030-01-03', says: '早于第一天' },
  {
    code: 'wrong-hours',
    file: HOURS,
    before: 'workdays:\n',
    after: 'workdays:\n  - { date: 2030-01-06, like: 周一 }\n',
    at: '2030-01-06',
    says: '写了两次',
  },
  { code: 'wrong-hours', severity: 'warning', file: HOURS, before: 'like: 周五', after: 'like: 周三', at: '周三', says: '周五' },
  {
    code: 'wrong-hours',
    severity: 'warning',
    file: HOURS,
    after: 'weekly: []\nholidays: [{ from: 2030-01-01, to: 2030-01-01, name: 元旦 }]\nworkdays: []\n',
    at: '[',
    says: '先填 weekly',
  },
];

describe('content rules', () => {
  test('small content keeps them all', () => {
    expect(diagnoseChange(() => undefined)).toEqual([]);
  });

  test.each(ROWS)('$code: $after', ({ code, severity, file, before, after, at, says }) => {
    const found = diagnoseChange((files) => {
      expect(files[file] ?? '').toContain(before ?? '');
      files[file] = before === undefined ? after : files[file]!.replace(before, after);
    }).filter((diagnostic) => diagnostic.code === code);
    expect(found).toHaveLength(1);
    const { line, column, length, source, message, hint, severity: found1 } = found[0]!;
    expect({ severity: found1, at: source.slice(column - 1, column - 1 + length) }).toEqual({ severity: severity ?? 'error', at });
    expect(line).toBeGreaterThan(0);
    expect(`${message}${hint}`).toContain(says);
  });

  test('nearly the same phrasing under two owners', () => {
    const found = diagnoseChange((files) => {
      files['knowledge/phrasings/login-502.yaml'] = `${phrasings('报错', 20)}- 登录的时候弹出一个框说票据过期\n`;
      files[PHRASES] = `${phrasings('白屏', 20)}- 登录的时候弹出一个框说票据过期了\n- 登录的时候一片白\n`;
    });
    expect(found).toMatchObject([{ code: 'similar-phrasing', severity: 'warning', file: PHRASES, line: 21 }]);
    expect(found[0]!.message).toContain('“登录的时候弹出一个框说票据过期”（knowledge/phrasings/login-502.yaml:21）');
  });

  test('items of the source document that no entry covers', () => {
    const found = diagnose(SMALL_CONTENT);
    expect(found.map(({ code }) => code)).toEqual(SOURCE_ITEMS.slice(2).map(() => 'uncovered-source'));
    expect(found[0]).toMatchObject({
      severity: 'error',
      file: 'knowledge/entries/',
      line: 0,
      message: '原文第 1.1 条（Ukey办理时限）没有条目回答。',
    });
  });

  test('the document has sixty items', () => {
    expect(new Set(SOURCE_ITEMS.map(({ id }) => id)).size).toBe(60);
  });

  test.each(['knowledge/forms.yaml', PHRASES])('a missing file: %s', (file) => {
    const found = diagnoseChange((files) => {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- The table names the file.
      delete files[file];
    });
    expect(found).toMatchObject([{ code: 'missing-file', file, line: 0, source: '' }]);
  });

  test('a broken list of topics is all that is reported', () => {
    const found = diagnoseChange((files) => {
      files['knowledge/topics.yaml'] = 'topic: []\n';
    });
    expect(found.map(({ code }) => code)).toEqual(['missing-key', 'unknown-key']);
  });

  test('a contact that only a flow sends users to is used', () => {
    const found = diagnoseChange((files) => {
      files[ENTRIES] = files[ENTRIES]!.replace('      contacts: [group]\n', '');
      files['dialogs/flows/login.yaml'] = 'steps: { ask: { escalate: [group] } }\n';
    });
    expect(found).toEqual([]);
  });

  test.each(['2021年6月起', '共12步', '502、404', '等5分钟', '20日前', '山东政务统一平台', 'IE9及以上', '一个半月', '点一个点击'])(
    'no value is seen in “%s”',
    (text) => {
      expect(diagnoseChange((files) => (files[ENTRIES] = files[ENTRIES]!.replace('先等一等', text)))).toEqual([]);
    },
  );
});
