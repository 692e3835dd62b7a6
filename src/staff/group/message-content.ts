import { isQuoteRule } from './parse-chat';

/** What a message says once everything that is not the sender's own words is taken off. */
export interface MessageContent {
  /** The sender's own words; empty for a picture, a sticker, a file. */
  readonly text: string;
  /** What the message replies to; null when it quotes nothing. */
  readonly quoted: { readonly by: string; readonly text: string } | null;
  /** Names that are addressed with @, without the sign. */
  readonly mentions: readonly string[];
}

/** Placeholders whose message holds nothing else of the sender's own. */
const ATTACHMENT =
  /^\s*[[【](?:链接|文件|小程序|位置|名片|个人名片|聊天记录|合并转发|音乐|视频号|直播|红包|转账|接龙|Link|File|Location|Contact Card|Mini Program|Chat History|Music|Channels?|Red Packet|Transfer)[\]】]/iu;
const PLACEHOLDER =
  /[[【](?:图片|照片|视频|语音|表情|动画表情|贴图|视频通话|语音通话|Photo|Image|Video|Voice|Audio|Sticker|Animated Sticker|Emoji)[^\]】]{0,12}[\]】]/giu;
/** Names of WeChat's own emoji in brackets. */
const EMOJI = /\[(?:[\p{Script=Han}]{1,6}|[A-Za-z][A-Za-z ]{1,14})\]/gu;
const OLD_QUOTE = /^「([^：:\n]{1,40})[：:]\s?([\s\S]*?)」\s*\n([^\n]*)\n?([\s\S]*)$/u;
const QUOTE_LINE =
  /^\s*(?:[[【(（]?(?:引用|回复|Quote|Re(?:ply)?(?: to)?)[\]】)）]?\s*[“"「]?([^：:\n“”"「」]{1,32}?)[”"」]?(?:\s*的(?:消息|话))?\s*[：:]\s*)(.*)$/iu;
const MENTION = /@([^\s@,，。:：?？!！]{1,24})(?:\s|$)?/gu;
/** Words that follow a name in the same breath: "@王老师请问…". */
const MENTION_END = /^(.*?(?:老师|主任|科长|姐|哥|经理|会计|所长|局长|领导|人员|师傅))(.+)$/u;

/** Reads the content of a message; `names` are those known to take part, so that names with spaces are found after an @. */
export function readContent(message: string, names: readonly string[]): MessageContent {
  const { own, quoted } = splitQuote(message);
  if (ATTACHMENT.test(own)) return { text: '', quoted, mentions: [] };
  const mentions: string[] = [];
  let text = own;
  for (const name of text.includes('@') ? names : []) {
    if (!text.includes(`@${name}`)) continue;
    mentions.push(name);
    text = text.replaceAll(`@${name}`, ' ');
  }
  text = text.replace(MENTION, (_, name: string) => {
    const [, head, tail] = MENTION_END.exec(name) ?? [];
    mentions.push(head ?? name);
    return ` ${tail ?? ''} `;
  });
  return { text: tidy(text.replace(PLACEHOLDER, ' ').replace(EMOJI, ' ')), quoted, mentions };
}

function splitQuote(message: string): { own: string; quoted: MessageContent['quoted'] } {
  const old = OLD_QUOTE.exec(message);
  if (old !== null && isQuoteRule(old[3] ?? ''))
    return { own: old[4] ?? '', quoted: { by: (old[1] ?? '').trim(), text: (old[2] ?? '').trim() } };
  let quoted: MessageContent['quoted'] = null;
  const own = message.split('\n').filter((line, i, all) => {
    const match = all.length > 1 || /^\s*[[【(（]/.test(line) ? QUOTE_LINE.exec(line) : null;
    if (match === null || (i > 0 && i < all.length - 1)) return true;
    quoted = { by: (match[1] ?? '').trim(), text: (match[2] ?? '').trim() };
    return false;
  });
  return { own: own.join('\n'), quoted };
}

function tidy(text: string): string {
  return text
    .split('\n')
    .map((line) => line.replace(/ {2,}/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
}
