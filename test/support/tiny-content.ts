import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const FILES: Readonly<Record<string, string>> = {
  'knowledge/topics.yaml': 'topics:\n  - { id: login, title: 登录 }\n',
  'knowledge/contacts.yaml': 'contacts: []\nlinks: []\n',
  'knowledge/figures.yaml': 'figures: []\n',
  'knowledge/forms.yaml': 'forms: []\n',
  'knowledge/offices.yaml': 'offices: []\n',
  'knowledge/elsewhere.yaml': 'elsewhere:\n  - { id: fund, title: 公积金, where: "" }\n',
  'knowledge/ambiguous.yaml': 'ambiguous: []\n',
  'knowledge/smalltalk.yaml': 'smalltalk:\n  - { id: greeting, reply: 您好。 }\n',
  'knowledge/lexicon.yaml': 'terms: []\nfillers: [请问]\nlatin: []\n',
  'knowledge/entries/login.yaml': `entries:
  - id: gateway
    title: 登录报502
    question: 登录报502怎么办？
    source: ["1"]
    audience: 所有单位
    screens: ["502"]
    answer: { conclusion: 换一个入口登录。 }
  - id: white-screen
    title: 登录白屏
    question: 登录白屏怎么办？
    source: ["2"]
    audience: 所有单位
    answer: { conclusion: 先等五分钟再看看。 }
`,
  'knowledge/phrasings/gateway.yaml': '- 登录出现502\n- 网页报502错误\n- 登录502打不开\n',
  'knowledge/phrasings/white-screen.yaml': '- 登录一直白屏\n- 页面白屏卡住\n- 登录卡住进不去\n',
  'knowledge/phrasings/elsewhere/fund.yaml': '- 公积金怎么提取\n- 住房公积金查询\n- 公积金贷款\n',
  'knowledge/phrasings/smalltalk/greeting.yaml': '- 你好\n- 您好\n- 在吗\n',
  'knowledge/phrasings/smalltalk/handoff.yaml': '- 转人工\n- 人工\n- 我要人工\n',
  'dialogs/commands.yaml':
    'human: [转人工]\nquit: [退出]\nback: [上一步]\nnext: [下一步]\nrestart: [重来]\nmenu: [菜单]\nstuck: [还是不行]\nsolved: [好了]\nlater: [我试试]\nunclear: [没听懂]\nyes: [是]\nno: [不是]\nnone: [都不是]\nopenings: [那]\nendings: [吧]\n',
  'dialogs/messages.yaml':
    'decline: 这个我不会。\ndecline-elsewhere: 不归我管：{title}。{where}\nclarify: 哪一种？\nhandoff: 找谁？\nempty: 请输入问题。\nyear-notice: "{year}年的标准"\n',
};

/**
 * Writes a whole, tiny content folder that is learnt in a moment, and returns its path. `changes` replaces files by
 * path, or leaves them out with null.
 */
export function writeTinyContent(changes: Readonly<Record<string, string | null>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'shebao-content-'));
  for (const [path, text] of Object.entries({ ...FILES, ...changes })) {
    if (text === null) continue;
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}
