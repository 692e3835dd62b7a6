const BOUNDARY =
  /[?？。!！;；\n]+|(?:[,，、\s]*(?:还有(?!没有)|另外|再问(?:一下|下|个)?|顺便(?:问(?:一下|下)?)?|还想问(?:一下|下)?|再就是|第二个(?:问题)?|以及)[,，、:：\s]*)/u;
const COMMA = /[,，]|\s+(?=[\u4e00-\u9fff])/u;
const ASKING = /[?？吗么]|多少|怎么|咋|如何|哪|什么|啥|几|谁|能不能|要不要|是不是|多久|还用|还要|能.*不$|不$/u;
/** Longest start of a message that is split, in UTF-16 units. */
const SPLIT_LENGTH = 400;
const MAX_PARTS = 5;
/** A text with more commas is a story rather than a list of questions. */
const MAX_COMMA_PARTS = 4;

/** A part of a message that may be a question of its own. */
export interface MessagePart {
  readonly text: string;
  /** True when it stands between commas or spaces only, so that it may as well be half of one question. */
  readonly loose: boolean;
  /** True when it reads like a question. */
  readonly asks: boolean;
}

/** Parts of a message split at sentence ends and words such as 还有 and 另外, or else at commas and spaces; none when it is not in parts. */
export function splitMessage(message: string): MessagePart[] {
  const start = message.slice(0, SPLIT_LENGTH);
  const clauses = trimmed(start.split(BOUNDARY));
  if (clauses.length > 1) return clauses.length > MAX_PARTS ? [] : clauses.map((text) => ({ text, loose: false, asks: ASKING.test(text) }));
  const pieces = trimmed(start.split(COMMA));
  return pieces.length > 1 && pieces.length <= MAX_COMMA_PARTS
    ? pieces.map((text) => ({ text, loose: true, asks: ASKING.test(text) }))
    : [];
}

function trimmed(parts: readonly string[]): string[] {
  return parts.map((part) => part.replace(/^[,，、\s]+|[,，、\s]+$/gu, '')).filter((part) => part.length > 1);
}
