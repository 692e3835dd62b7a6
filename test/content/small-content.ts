import { checkContent } from '../../src/content/check-content';
import type { ContentFile } from '../../src/content/knowledge-files';
import { readKnowledge } from '../../src/content/read-knowledge';
import type { Diagnostic } from '../../src/domain/diagnostic';

/** Content files by path. */
export type Files = Readonly<Record<string, string>>;

/** A list of phrasings that are all unlike each other. */
export function phrasings(mark: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `- ${mark}${'甲乙丙丁戊己庚辛壬癸'.charAt(i % 10)}${String(i)}\n`).join('');
}

/** A small content folder in which every rule but the coverage of the source document is kept. */
export const SMALL_CONTENT: Files = {
  'knowledge/topics.yaml': 'topics:\n  - { id: login, title: 登录 }\n',
  'knowledge/entries/login.yaml': `entries:
  - id: login-502
    title: 登录报502
    question: 登录时出现502怎么办？
    source: ["2.2.3"]
    audience: 已注册平台的单位
    screens: ["502"]
    answer:
      conclusion: "打开 {link:portal} 登录，提取码{code:portal}。"
      steps:
        - 拨打{contact:hotline}。
      notes:
        - 最低基数是{figure:base-min}。
      contacts: [group]
      form: addition
    related: [white-screen]
  - id: white-screen
    title: 登录白屏
    question: 登录时白屏怎么办？
    source: ["2.2.4"]
    audience: 已注册平台的单位
    answer:
      conclusion: 先等一等。
`,
  'knowledge/contacts.yaml': `contacts:
  - { id: hotline, name: 业务电话, kind: phone, value: "5502873", scope: 社保业务, topics: [login] }
  - { id: group, name: 微信群, kind: group, value: "", scope: 网上业务 }
links:
  - { id: portal, name: 官网, url: www.example.gov.cn, code: "5251" }
`,
  'knowledge/figures.yaml': 'figures:\n  - { id: base-min, name: 最低基数, value: "3457", unit: 元, year: 2021 }\n',
  'knowledge/forms.yaml': `forms:
  - id: addition
    name: 增加表
    source: [A2]
    head: []
    columns:
      - { name: 姓名, required: true }
    foot: []
    notes: [一式两份。]
    promise: []
`,
  'knowledge/offices.yaml': 'offices:\n  - { id: jisuo, name: 级索镇, aliases: [级索], address: "", phone: "" }\n',
  'knowledge/elsewhere.yaml': 'elsewhere:\n  - { id: bank, title: 银行, where: 请向开户银行咨询。 }\n',
  'knowledge/ambiguous.yaml': 'ambiguous:\n  - { id: failing, title: 登不上, choices: [login-502, white-screen] }\n',
  'knowledge/smalltalk.yaml': 'smalltalk:\n  - { id: greeting, reply: 您好。 }\n',
  'knowledge/lexicon.yaml': 'terms:\n  - { id: ukey, words: [盾, key] }\n  - { id: login, words: [登录] }\nfillers: [请问]\nlatin: [app]\n',
  'knowledge/hours.yaml': `weekly:
  - { days: [周一, 周五], from: "08:30", to: "12:00" }
  - { days: [周五], from: "13:30", to: "17:00" }
holidays:
  - { from: "2030-01-01", to: 2030-01-03, name: 元旦 }
workdays:
  - { date: 2030-01-06, like: 周五 }
`,
  'knowledge/phrasings/login-502.yaml': phrasings('报错', 20),
  'knowledge/phrasings/white-screen.yaml': phrasings('白屏', 20),
  'knowledge/phrasings/elsewhere/bank.yaml': phrasings('银行', 15),
  'knowledge/phrasings/ambiguous/failing.yaml': '- 登不上\n',
  'knowledge/phrasings/smalltalk/greeting.yaml': '- 你好\n',
  'knowledge/phrasings/smalltalk/handoff.yaml': '- 转人工\n',
  'dialogs/messages.yaml': 'decline: 没有把握。\n',
  'dialogs/commands.yaml': `human: [转人工]
quit: [退出, 算了]
back: [上一步]
next: [下一步, 做完了]
restart: [重来]
menu: [菜单]
stuck: [还是不行]
solved: [好了]
later: [我试试]
unclear: [没听懂]
yes: [是]
no: [不是, 没有]
none: [都不是]
openings: [那]
endings: [吧, 了]
`,
};

/** Content files in path order, as they are read from a folder. */
export function contentFiles(files: Files): ContentFile[] {
  return Object.entries(files)
    .map(([path, text]) => ({ path, text }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Every fault of form and of content, without those of the matcher and of the rendering. */
export function diagnose(files: Files): Diagnostic[] {
  const { knowledge, sources, diagnostics } = readKnowledge(contentFiles(files));
  if (knowledge === null) return [...diagnostics];
  return [...diagnostics, ...checkContent({ knowledge, sources, comparable: (text) => text.toLowerCase().replace(/[？?！!。\s]/g, '') })];
}

/** Every fault of changed content but the source items it does not cover, which small content cannot. */
export function diagnoseChange(change: (files: Record<string, string>) => void): Diagnostic[] {
  const files = { ...SMALL_CONTENT };
  change(files);
  return diagnose(files).filter(({ code }) => code !== 'uncovered-source');
}
