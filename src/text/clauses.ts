const BOUNDARY = /[?？。!！;；\n]+|(?:[,，、\s]*(?:还有(?!没有)|另外|再问(?:一下|下|个)?|顺便(?:问(?:一下|下)?)?|还想问(?:一下|下)?|再就是|第二个(?:问题)?|以及)[,，、:：\s]*)/u;
const WEAK_BOUNDARY = /[,，]/u;

/** Parts of a message that may be questions of their own, split at sentence ends and words such as 还有, 另外. */
export function splitClauses(text: string): string[] {
  return text
    .split(BOUNDARY)
    .map((part) => part.replace(/^[,，、\s]+|[,，、\s]+$/gu, ''))
    .filter((part) => part.length > 1);
}

/** Parts split at commas as well. */
export function splitFine(text: string): string[] {
  return splitClauses(text).flatMap((part) => part.split(WEAK_BOUNDARY).filter((piece) => piece.trim().length > 1));
}
