import type { ChatMessage } from './parse-chat';
import { announces, isChain } from './speech';

const OFFICE =
  /(?:社保|人社|医保)(?:中心|局|所|大厅|科|业务|客服|处|窗口|办|站|老师)|人社|劳保所|保障所|^社保(?!专员|会计|员)|社保[-—_~·\s]|^中心[-—_~·\s]|社保(?:中心)?[-—_~·\s]?.{1,3}(?:老师|主任|科|姐|哥)|业务(?:人员|员|科|窗口|大厅)|客服|地纬|技术(?:支持|人员|员)|工程师|管理员|群管|群主|税务局|税务所|办税/u;
const COMPANY =
  /公司|有限|集团|厂|店|超市|酒店|医院|药|学校|幼儿园|会计|财务|出纳|人力|人事|专员|代账|记账|物流|商贸|建材|机械|食品|代理|事务所|合作社|中介|咨询/u;

/** True when a name is that of somebody who answers for the office, as names in such groups are formed. */
export function isStaffName(name: string): boolean {
  return OFFICE.test(name) && !COMPANY.test(name);
}

const TITLE = /([\u4e00-\u9fff])(?:老师|主任|科长?|所长?|局长?)/gu;

/** Names of those who answer for the office: their name tells, they announce things to all, or others give them a title. */
export function staffOf(messages: readonly ChatMessage[], names: readonly string[]): string[] {
  const announcers = messages.flatMap(({ by, text }) => (by !== null && announces(text) && !isChain(text) ? [by] : []));
  const titled = new Set<string>();
  for (const { text } of messages) for (const [, surname] of text.matchAll(TITLE)) titled.add(surname ?? '');
  // "刘老师" is 刘洋, who names no firm; not 小刘 of some firm.
  const addressed = names.filter((name) => !COMPANY.test(name) && name.length <= MAX_BARE_NAME && titled.has(name.charAt(0)));
  return [...names.filter(isStaffName), ...announcers, ...addressed];
}

/** Longest name that is a person's and nothing else, in characters. */
const MAX_BARE_NAME = 4;
