/** What the page of reports says. */
export const reportTexts = {
  title: '报表',
  period: '统计时间',
  presets: { week: '近 7 天', days: '近 30 天', month: '本月', last: '上月' },
  from: '从',
  to: '到',
  show: '查看',
  wrongPeriod: '请选择先后正确、不超过一年的日期。',
  excel: '下载 Excel',
  print: '打印',
  printed: (from: string, to: string): string => `社保网上办理问答报表　${from} 至 ${to}`,
  empty: '这段时间没有人提问。',
  totals: '概况',
  conversations: '对话',
  questions: '提问',
  answered: '答上的',
  answeredShare: '答上率',
  clarified: '反问',
  declined: '没答上',
  handoffs: '转人工',
  solvedShare: '解决率',
  ofJudged: (count: number): string => (count === 0 ? '还没有人评价' : `${String(count)} 人评价`),
  chosen: (chosen: number, clarified: number): string => (clarified === 0 ? '' : `其中 ${String(chosen)} 次选中了答案`),
  before: (change: string): string => `比上期 ${change}`,
  lastTime: (share: string): string => `上期 ${share}`,
  noBefore: '上期没有',
  help: '答上的：直接回答，或一步步带着办。没答上：不属于本系统或还不会的问题。解决率：用户点“解决了”占评价的比例。上期：同样天数的前一段时间。',
  days: '每天的提问',
  weeks: '每周的提问',
  day: '日期',
  week: '起始日',
  sum: '合计',
  table: '看数字',
  daysSummary: (parts: {
    readonly from: string;
    readonly to: string;
    readonly questions: number;
    readonly answered: number;
    readonly most: string;
    readonly count: number;
  }): string =>
    `${parts.from} 至 ${parts.to} 共 ${String(parts.questions)} 个提问，答上 ${String(parts.answered)} 个；最多的是 ${parts.most}，${String(parts.count)} 个。`,
  bar: (day: string, answered: number, clarified: number, declined: number): string =>
    `${day}：答上 ${String(answered)}，反问 ${String(clarified)}，没答上 ${String(declined)}`,
  topics: '按主题',
  topic: '主题',
  share: '比例',
  channels: '按渠道',
  channel: '渠道',
  entries: '问得最多的',
  entry: '问题',
  count: '次数',
  judged: '解决 / 没解决',
  flows: '一步步带办',
  flow: '流程',
  walks: '开始',
  ended: '解决',
  open: '走完未解决',
  left: '中途离开',
  steps: '在哪一步离开',
  step: '这一步问的是',
  leftOf: '离开',
  leftWays: (quit: number, switched: number, silent: number): string =>
    [
      ['退出', quit],
      ['换了问题', switched],
      ['不再回复', silent],
    ]
      .filter(([, count]) => count !== 0)
      .map(([way, count]) => `${String(way)} ${String(count)}`)
      .join('，'),
  unanswered: '最多没答上的问题',
  text: '用户的问法',
  state: '处理',
  settled: '已处理',
  waiting: '待处理',
  teach: '去教学',
  contacts: '给出的联系方式',
  contact: '联系方式',
  none: '这段时间没有。',
} as const;
