import { ruleText } from './system-lines';
import { readStamp, type Stamp, STAMP } from './timestamps';

/**
 * Where name, time and text of a message stand: `name-time` and `time-name` on a line before the text, `…-text` on one
 * line with it, `name` and a colon on a line before the text, `name-text` with a colon between, `name/time` and
 * `time/name` on two lines.
 */
export type HeaderStyle =
  'name-time' | 'time-name' | 'name-time-text' | 'time-name-text' | 'name' | 'name-text' | 'name/time' | 'time/name';

/** The beginning of a message. */
export interface Header {
  readonly by: string;
  readonly stamp: Stamp | null;
  /** What stands behind it on the same line. */
  readonly rest: string;
  /** How many lines it takes. */
  readonly lines: number;
}

/** Longest name, in characters. */
const MAX_NAME = 32;
const MAX_HEADER = 100;
const NAME_TIME = new RegExp(`^(.{1,${String(MAX_NAME)}}?)\\s*[(（\\[【]?\\s*(?<![\\d:：/.\\-])(${STAMP})\\s*[)）\\]】]?\\s*[:：]?$`, 'iu');
const TIME_NAME = new RegExp(`^[(（\\[【]?(${STAMP})[)）\\]】]?\\s+(.{1,${String(MAX_NAME)}}?)\\s*[:：]?$`, 'iu');
const NAME_TIME_TEXT = new RegExp(`^(.{1,${String(MAX_NAME)}}?)\\s+[(（\\[【]?(${STAMP})(?:[)）\\]】]|\\s*[:：]|\\s)\\s*(.+)$`, 'iu');
const TIME_NAME_TEXT = new RegExp(`^[(（\\[【]?(${STAMP})[)）\\]】]?\\s*(.{1,${String(MAX_NAME)}}?)\\s?[:：]\\s*(.+)$`, 'iu');
const NAME_ONLY = new RegExp(`^(.{1,${String(MAX_NAME)}}?)\\s?[:：]$`, 'u');
const NAME_TEXT = new RegExp(`^(.{1,${String(MAX_NAME)}}?)\\s?[:：]\\s*(.+)$`, 'u');
/** Signs that end sentences, or enclose what is quoted, do not stand in names. */
const NOT_IN_NAME = /[,，。？?！!；;、：:“”"「」《》…\\=<>]|https?/u;
/** Words that come before a colon in what people write: at the end of it, or as the whole of it. */
const LEAD_END =
  /(?:提示|显示|报错|错误|弹出|弹窗|写着|出现|内容|如下|例如|比如|结果|原因|回复|答复|地址|网址|链接|密码|编号|名称|页面)(?:是|为|里|上|说|呢|啊)?$/u;
const LEAD =
  /^(?:.{0,4}(?:问题|请问|想问|注意|通知|公告|说明|步骤)|问|答|电话|账号|时间|日期|备注|各位.{0,6}|各单位|大家好?|(?:各位)?老师们?好?|你好|您好|[他她它我你]说|引用|附件|单位|同问|主题|标题|wifi|图片|视频|语音|文件|红包|第.{1,3}步|[一二三四五六七八九十]+|https?)$/iu;
const SENTENCE = /^(?:我|俺|咱)(?!的|爱|是)|[了吗么呢吧]$|怎么|为什么|不了|不上|截至|截止|之前|到了?$|从$|在$|于$|等到/u;

/** Reads a line, and in two-line styles the next one, as the beginning of a message in one style; null when it is none. */
export function readHeader(style: HeaderStyle, lines: readonly string[], at: number): Header | null {
  const line = (lines[at] ?? '').trim();
  if (line === '' || (line.length > MAX_HEADER && !style.endsWith('text'))) return null;
  switch (style) {
    case 'name-time':
      return header(NAME_TIME.exec(line), 1, 2, 0);
    case 'time-name':
      return header(TIME_NAME.exec(line), 2, 1, 0);
    case 'name-time-text':
      return header(NAME_TIME_TEXT.exec(line), 1, 2, 3) ?? header(NAME_TIME.exec(line), 1, 2, 0);
    case 'time-name-text':
      return header(TIME_NAME_TEXT.exec(line), 2, 1, 3) ?? header(TIME_NAME.exec(line), 2, 1, 0);
    case 'name':
      return header(NAME_ONLY.exec(line), 1, 0, 0);
    case 'name-text':
      return header(NAME_TEXT.exec(line), 1, 0, 2) ?? header(NAME_ONLY.exec(line), 1, 0, 0);
    case 'name/time':
      return twoLines(line, (lines[at + 1] ?? '').trim());
    case 'time/name':
      return twoLines((lines[at + 1] ?? '').trim(), line);
  }
}

function header(match: RegExpExecArray | null, name: number, time: number, rest: number): Header | null {
  if (match === null) return null;
  const by = cleanName(match[name] ?? '');
  const stamp = time === 0 ? null : readStamp(match[time] ?? '');
  if (by === null || (time === 0 ? isLead(by) || isClock(match, name) : stamp === null)) return null;
  return { by, stamp, rest: rest === 0 ? '' : (match[rest] ?? '').trim(), lines: 1 };
}

function twoLines(name: string, time: string): Header | null {
  const stamp = readStamp(time) ?? readStamp(ruleText(time) ?? '');
  const by = cleanName(name);
  if (stamp === null || stamp.minute === null || by === null || readStamp(name) !== null) return null;
  return { by, stamp, rest: '', lines: 2 };
}

const PART_OF_TIME = /^(?:[ap]\.?m\.?|凌晨|清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里)$/iu;

/** A name without what frames it; null for what cannot be a name. */
function cleanName(text: string): string | null {
  const name = text
    .trim()
    .replace(/^[<【\[“"](.+)[>】\]”"]$/u, '$1')
    .replace(/^@/, '')
    .trim();
  if (name === '' || name.length > MAX_NAME || NOT_IN_NAME.test(name)) return null;
  // "8:15 AM" on a line of its own is a time, not a message of "AM".
  if (PART_OF_TIME.test(name)) return null;
  return readStamp(name) !== null || /^[\d\s.、)）-]+$/.test(name) ? null : name;
}

/** True when the colon behind a name is that of a clock time. */
function isClock(match: RegExpExecArray, name: number): boolean {
  return /\d$/.test(match[name] ?? '') && /^\d{2}(?!\d)/.test(match[2] ?? '');
}

function isLead(name: string): boolean {
  return LEAD.test(name) || LEAD_END.test(name);
}

/** True when a name reads like the beginning of a sentence rather than a name. */
export function isDoubtfulName(name: string): boolean {
  return SENTENCE.test(name);
}
