/** Lines that WeChat writes into a chat itself, in Chinese and in English. */
const SYSTEM: readonly RegExp[] = [
  /^.{0,40}撤回了一条(?:成员)?消息(?:\s*重新编辑)?$/u,
  /^.{1,60}(?:加入了?(?:本)?群聊?|加入了群|邀请你和.{1,80}加入了群聊.*|通过扫描.{0,40}二维码加入群聊|移出了?群聊|退出了?群聊)$/u,
  /^.{1,30}(?:修改群名为|将群名修改为|修改了群名|更改了群名|成为新群主|已成为新群主|开启了|关闭了)[“"「]?.{0,60}$/u,
  /^["“「]?.{0,30}["”」]?\s?拍了拍\s?["“「]?.{1,40}$/u,
  /^.{0,30}(?:领取了|领完了|抢到了|收到了).{0,30}红包.{0,20}$/u,
  /^\[?(?:微信|群)?(?:红包|转账)\]?(?:[:：].*)?$/u,
  /^(?:恭喜发财，?大吉大利|转账给.{1,30}|已(?:收款|被领取|领取)|红包已被领完.*|查看红包.*)[!！。]?$/u,
  /^-*\s*(?:以上|以下)(?:是|为)(?:打招呼的内容|新消息|历史消息).*$/u,
  /^(?:查看更多消息|新消息|\d+条新消息|群公告|展开|收起|全文|翻译|Translate|View Translation)$/iu,
  /^(?:.{1,40}\s)?recalled a message\.?$/iu,
  /^.{1,40}\s(?:invited|joined|left|removed|tickled|changed|opened)\s.{1,80}$/iu,
  /^(?:Red Packet|Transfer|WeChat Transfer|Best wishes|View Red Packet)$/iu,
];
/** Headings around a forwarded or mailed stretch of chat. */
const HEADING: readonly RegExp[] = [
  /^\[?[“"「]?.{0,60}[”"」]?(?:的)?聊天记录\]?(?:[如见]下|，请查收|请查收|.{0,6}查收)?[:：。]?$/u,
  /^(?:Dear|亲爱的|您好|Hi)\s?.{0,20}[:：,，]$/iu,
  /^(?:以下|如下).{0,8}微信.{0,60}聊天记录.{0,12}$/u,
  /^\[?(?:Chat History|Group Chat History|Chat history for .{1,60}|The following is .{0,40}chat history.{0,60})\]?[:：.]?$/iu,
  /^.{0,20}(?:在|from)\s?(?:微信|WeChat)(?:群)?.{0,60}(?:的聊天记录|chat history).{0,10}$/iu,
];
/** A rule with a date in it, as between the days of a mailed chat. */
const RULE = /^[\s—–\-─━=_*~·]{2,}([^—–─━=_*~]*?)[\s—–\-─━=_*~·]{2,}$/u;
const MAX_LINE = 120;

/** True for a line that no person wrote: a notice of WeChat or the heading of a forwarded chat. */
export function isSystemLine(line: string): boolean {
  const text = line.trim();
  if (text === '' || text.length > MAX_LINE) return false;
  return SYSTEM.some((pattern) => pattern.test(text)) || isHeading(text);
}

/** True for the heading of a forwarded or mailed stretch of chat. */
export function isHeading(line: string): boolean {
  return HEADING.some((pattern) => pattern.test(line.trim()));
}

/** What stands inside a rule such as `—————  2021-06-20  —————`, empty for a bare rule; null for any other line. */
export function ruleText(line: string): string | null {
  if (line.length > MAX_LINE) return null;
  const match = RULE.exec(line);
  if (match !== null) return (match[1] ?? '').trim();
  return null;
}
