/** A system message that the utterance seems to quote. */
export interface ScreenHit {
  /** Number of the message in the list given. */
  readonly message: number;
  /** Share of the message's characters found in order, 0 to 1. */
  readonly completeness: number;
  /** Share of the utterance explained by the message, 0 to 1. */
  readonly purity: number;
  /** Longest unbroken piece, in characters. */
  readonly run: number;
}

interface Prepared {
  readonly text: string;
  readonly masks: ReadonlyMap<number, number>;
}

/** Longest message, in characters, that one machine word of the bit-parallel comparison holds. */
const WORD = 31;

/**
 * Finds quoted screen messages in damaged text: cut off, misread by OCR, mixed with button texts. Compares by the
 * longest common subsequence, bit-parallel (Hyyrö, "Bit-parallel LCS-length computation revisited", 2004).
 */
export class ScreenMessages {
  private readonly prepared: readonly Prepared[];

  /** `messages` are normalised texts without gaps, best under 32 characters; what is longer is cut. */
  constructor(messages: readonly string[]) {
    this.prepared = messages.map((message) => prepare(message.slice(0, WORD)));
  }

  /** Every message of which at least two characters occur in order, unsorted. */
  compare(text: string): ScreenHit[] {
    const hits: ScreenHit[] = [];
    const compact = text.replace(/[^\u4e00-\u9fffa-z0-9]/g, '');
    if (compact === '') return hits;
    this.prepared.forEach(({ text: message, masks }, number) => {
      const common = commonSubsequence(masks, message.length, compact);
      if (common < 2) return;
      hits.push({
        message: number,
        completeness: common / message.length,
        purity: common / compact.length,
        run: longestRun(message, compact),
      });
    });
    return hits;
  }
}

function prepare(text: string): Prepared {
  const masks = new Map<number, number>();
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    masks.set(code, (masks.get(code) ?? 0) | (1 << i));
  }
  return { text, masks };
}

function commonSubsequence(masks: ReadonlyMap<number, number>, length: number, text: string): number {
  const all = length >= 31 ? 0x7fffffff : (1 << length) - 1;
  let row = all;
  for (let i = 0; i < text.length; i++) {
    const mask = masks.get(text.charCodeAt(i));
    if (mask === undefined) continue;
    const matched = row & mask;
    row = ((row + matched) | (row - matched)) & all;
  }
  let zeros = ~row & all;
  let count = 0;
  while (zeros !== 0) {
    zeros &= zeros - 1;
    count++;
  }
  return count;
}

function longestRun(message: string, text: string): number {
  let best = 0;
  for (let start = 0; start + best < message.length; start++) {
    while (start + best < message.length && text.includes(message.slice(start, start + best + 1))) best++;
  }
  return best;
}
