import type { LearnDecision, MeasureState, ProposalItem, QuestionEffect, UnansweredKind } from '../../api/learn';

/** What the learning page says. */
export const learnTexts = {
  title: '学习',
  tabs: '学习的两个部分',
  questions: '没答上的问题',
  proposals: '提案',
  days: '多长时间',
  periods: { 7: '最近 7 天', 30: '最近 30 天', 90: '最近 90 天' } as Readonly<Record<number, string>>,
  kindsLabel: '看哪些',
  kinds: { decline: '答不了', unsolved: '没解决', clarify: '反问', elsewhere: '不归我们答' } satisfies Record<UnansweredKind, string>,
  none: '这段时间没有没答上的问题。',
  summary: (groups: number, asked: number, earlier: number): string =>
    `${String(groups)} 组问题，共问了 ${String(asked)} 次；再往前同样长的时间是 ${String(earlier)} 次。`,
  cut: '说法太多，只看了最常见的 1000 种。',
  more: '更多',
  count: (count: number): string => `${String(count)} 次`,
  trend: (count: number, earlier: number): string =>
    earlier === 0 ? '新出现' : count === earlier ? '和之前一样多' : `${count > earlier ? '↑' : '↓'} 之前 ${String(earlier)} 次`,
  wordings: (count: number): string => `${String(count)} 种说法`,
  also: '还有：',
  today: '现在会：',
  says: {
    answer: '回答',
    clarify: '反问',
    decline: '说不归我们答',
    smalltalk: '当作闲聊',
    handoff: '转人工',
  } satisfies Record<LearnDecision['kind'], string>,
  declines: '答不了',
  back: '返回列表',
  asked: '大家是怎么问的',
  texts: '写进知识库的问法（一行一种，可以改）',
  textsHelp: '照用户的原话，错别字、半句话都行；不要有姓名、单位名称和个人号码。',
  personal: (why: string): string => `${why}，没有放进下面的框里。`,
  isEntry: '问的是哪个条目？',
  useEntry: '是这个条目',
  useEntryOf: (title: string): string => `是这个条目：${title}`,
  search: '都不是，搜别的条目',
  searchEmpty: '没有找到，换个说法试试。',
  notOurs: '不归我们答',
  subject: '属于哪个方面',
  useSubject: '记为不归我们答',
  newEntry: '写一个新条目',
  newEntryHelp: '知识库里没有答案时，在这里写。新条目至少要 5 种问法，写在上面的框里。',
  fields: {
    topic: '放在哪个主题',
    title: '短标题（选项按钮上的字，最多 24 个字）',
    question: '完整的问题',
    audience: '写给谁看',
    conclusion: '答案：一句话的结论',
    steps: '步骤（一行一步，可以不写）',
    notes: '注意事项（一行一条，可以不写）',
  },
  answerHelp: '电话、网址、金额不要直接写，用 {contact:编号}、{link:编号}、{figure:编号}，编号见知识库文件。',
  audienceDefault: '所有参保单位',
  propose: '提出这个条目',
  dismiss: '忽略这一组',
  dismissTitle: '忽略这一组问题？',
  dismissHelp: '这些说法以后不再出现在列表里。',
  gone: '这一组问题已经变了，请返回列表重新选。',
  kind: { phrasing: '补充问法', entry: '新条目', elsewhere: '不归我们答' } satisfies Record<ProposalItem['kind'], string>,
  status: { proposed: '等决定', accepted: '已采纳，等写入', applied: '已写入', rejected: '已退回' } satisfies Record<
    ProposalItem['status'],
    string
  >,
  noProposals: '还没有提案。从“没答上的问题”里选一组，就可以提出。',
  waiting: '等决定',
  toWrite: '已采纳，等写入知识库',
  past: '最近处理过的',
  by: (name: string, time: string): string => `${name} 提出，${time}`,
  decided: (name: string, time: string): string => `${name} 处理，${time}`,
  brokenTag: (count: number): string => `会答坏 ${String(count)} 道评估题`,
  fault: (message: string): string => `没能写入：${message}`,
  applyHelp: '在放知识库的电脑上运行下面的命令，就会写进文件；正在运行的服务会自动换上。',
  command: 'shebao kb apply',
  apply: '应用到知识库',
  applying: '正在写入…',
  applyAdmin: '管理员也可以在这里直接写入。',
  applied: (proposals: number, files: number): string =>
    `已写入 ${String(proposals)} 个提案，改动 ${String(files)} 个文件，约半分钟后生效。`,
  appliedNothing: '这些内容已经都在文件里，没有改动。',
  commit: '建议的提交说明',
  refused: '没有写入，文件没有任何改动：',
  what: '提案内容',
  target: { phrasing: '给条目', entry: '新条目', elsewhere: '不归我们答的' } satisfies Record<ProposalItem['kind'], string>,
  effect: '采纳以后会怎样',
  effectHelp: '用改好的知识库重新学习一遍，把评估题和最近 30 天用户问过的话都再问一次，和现在比较。',
  steps: { reading: '正在检查', learning: '正在重新学习', questions: '正在做评估题', turns: '正在重放用户的提问' } satisfies Record<
    Extract<MeasureState, { kind: 'running' }>['step'],
    string
  >,
  running: (step: string, share: number): string => (share > 0 ? `${step}（${String(Math.round(share * 100))}%）…` : `${step}…`),
  queued: (before: number): string => `前面还有 ${String(before)} 个在算，请稍等…`,
  failed: (message: string): string => `没有算出来：${message}`,
  again: '重新计算',
  faults: '写进知识库会有错误，不能采纳',
  breaks: (count: number): string => `会答坏 ${String(count)} 道评估题`,
  breaksNone: '没有评估题会被答坏。',
  right: (count: number, before: number, after: number): string =>
    `${String(count)} 道评估题，答对的由 ${String(before)} 道变为 ${String(after)} 道。`,
  noQuestions: '内容文件夹旁边没有评估题（test/questions），所以不知道会不会答坏别的问题。',
  learned: (count: number): string => `有 ${String(count)} 种问法和评估题一字不差，这几道题以后就考不出什么了：`,
  verdicts: { broken: '答坏的', worse: '变差的', better: '变好的', other: '其他有变化的' } satisfies Record<
    QuestionEffect['verdict'],
    string
  >,
  own: '提案里的问法',
  rightIs: '应答：',
  rightNone: '不归我们答',
  turns: (asked: number, texts: number, changed: number): string =>
    `最近 30 天用户问了 ${String(asked)} 次，重问了 ${String(texts)} 种说法，其中 ${String(changed)} 种的回答会变。`,
  turnsTitle: '用户的提问',
  before: '现在',
  after: '以后',
  accept: '采纳',
  acceptAnyway: '仍要采纳',
  acceptTitle: (count: number): string => `会答坏 ${String(count)} 道评估题，仍要采纳吗？`,
  acceptHelp: '这几道题原来答得对，采纳以后就不对了。通常应该退回，换一种问法，或者放到别的条目。',
  reject: '退回',
  withdraw: '撤回',
  accepted: '已采纳。',
  rejected: '已退回，这些问题会重新出现在列表里。',
  showAll: (count: number): string => `全部 ${String(count)} 条`,
};

/** What the desk says to a text, in words. */
export function saying({ kind, names }: LearnDecision): string {
  const titles = names.map(({ title }) => `“${title}”`).join('、');
  if (kind === 'decline' && names.length === 0) return learnTexts.declines;
  if (kind === 'decline') return `${learnTexts.says.decline}（${names.map(({ title }) => title).join('、')}）`;
  return titles === '' ? learnTexts.says[kind] : `${learnTexts.says[kind]}${titles}`;
}
