import type { CharacterTable } from '../text/characters';
import type { Segmenter } from '../text/terms';
import { createRandom } from '../matching/random';
import { hashTerm } from '../matching/vocabulary';
import { Homophones } from './homophones';
import { lookAlikes } from './look-alikes';

/**
 * Kinds of damage: wrong words of the same sound, traditional characters, pinyin without tones, characters misread by
 * text recognition, an end cut off, characters left out, blanks between characters, button texts of the window around.
 */
export const NOISE_KINDS = ['homophone', 'traditional', 'pinyin', 'ocr', 'truncate', 'drop', 'spaces', 'buttons'] as const;

/** One of {@link NOISE_KINDS}. */
export type NoiseKind = (typeof NOISE_KINDS)[number];

/** What the damage is made with. */
export interface NoiseTools {
  readonly homophones: Homophones;
  readonly segment: Segmenter;
  /** Simplified to traditional characters. */
  readonly toTraditional: (text: string) => string;
  /** Toneless syllables of a run of Han characters. */
  readonly toPinyin: (text: string) => readonly string[];
}

const HAN_RUN = /[\u4e00-\u9fff]+/g;
const BUTTONS_BEFORE = ['系统提示', '提示', '温馨提示', '错误', '× 提示', '消息', '返回 首页', '[图片]', '网页提示'];
const BUTTONS_AFTER = ['确定', '确定 取消', '关闭', '知道了', '返回', '刷新', '我知道了', '取消 确定', '重试', '10:32', '下一步'];

type Random = () => number;

/** Damages a text, always in the same way for the same kind, seed and text. A text that the kind cannot touch comes back unchanged. */
export function addNoise(tools: NoiseTools, text: string, kind: NoiseKind, seed = 1): string {
  const random = createRandom(hashTerm(`${kind} ${String(seed)} ${text}`));
  switch (kind) {
    case 'homophone':
      return swapHomophones(tools, text, random);
    case 'traditional':
      return tools.toTraditional(text);
    case 'pinyin':
      return writePinyin(tools, text, random);
    case 'ocr':
      return misread(text, random);
    case 'truncate':
      return cutOff(text, random);
    case 'drop':
      return leaveOut(text, random);
    case 'spaces':
      return spaceOut(text, random);
    case 'buttons':
      return addButtons(text, random);
  }
}

/** Loads what the damage is made with; takes about a second. */
export async function createNoiseTools(table: CharacterTable, segment: Segmenter): Promise<NoiseTools> {
  const [{ dict }, { Converter }, { pinyin }] = await Promise.all([
    import('@node-rs/jieba/dict.js'),
    import('opencc-js/cn2t'),
    import('pinyin-pro'),
  ]);
  return {
    homophones: new Homophones(table, Buffer.from(dict).toString('utf8')),
    segment,
    toTraditional: Converter({ from: 'cn', to: 'tw' }),
    toPinyin: (text) => pinyin(text, { toneType: 'none', type: 'array', v: true }),
  };
}

/** Swaps about every fourth word for one of the same sound, at least one where any has such. */
function swapHomophones({ homophones, segment }: NoiseTools, text: string, random: Random): string {
  const pieces = split(text, segment);
  const open = pieces.flatMap((piece, place) => (isHanText(piece) && homophones.of(piece).length > 0 ? [place] : []));
  for (const place of choose(open, 0.25, random)) pieces[place] = pick(homophones.of(pieces[place]!), random);
  return pieces.join('');
}

/** Writes short texts in pinyin throughout, of longer ones about half the words; joined or with blanks. */
function writePinyin({ segment, toPinyin }: NoiseTools, text: string, random: Random): string {
  const pieces = split(text, segment);
  const syllables = soundsOf(text, pieces, toPinyin);
  const open = pieces.flatMap((piece, place) => (isHanText(piece) ? [place] : []));
  const chosen = new Set(text.length <= 18 ? open : choose(open, 0.5, random));
  const between = pick(['', ' ', ''], random);
  const within = between === ' ' ? pick(['', ' '], random) : '';
  return pieces
    .map((piece, place) => (chosen.has(place) ? `${chosen.has(place - 1) ? between : ''}${syllables[place]!.join(within)}` : piece))
    .join('');
}

/** Syllables of each piece, read in the context of the whole run: 了 and 行 by themselves are read otherwise. */
function soundsOf(text: string, pieces: readonly string[], toPinyin: NoiseTools['toPinyin']): (readonly string[])[] {
  const all = [...text.matchAll(HAN_RUN)].flatMap(([run]) => toPinyin(run));
  let at = 0;
  return pieces.map((piece) => (isHanText(piece) ? all.slice(at, (at += piece.length)) : []));
}

/** Takes about every eighth character with a look-alike for it; dots and commas get lost now and then. */
function misread(text: string, random: Random): string {
  const characters = Array.from(text);
  const open = characters.flatMap((character, place) => (lookAlikes(character) === '' ? [] : [place]));
  for (const place of choose(open, 0.125, random)) characters[place] = pick(Array.from(lookAlikes(characters[place]!)), random);
  return characters.filter((character) => !/[，。、,.]/.test(character) || random() < 0.6).join('');
}

/** Keeps 60 to 85 % of the text: mostly its start, sometimes its end. */
function cutOff(text: string, random: Random): string {
  const characters = Array.from(text);
  const kept = Math.max(Math.min(4, characters.length), Math.round(characters.length * (0.6 + 0.25 * random())));
  return (random() < 0.7 ? characters.slice(0, kept) : characters.slice(characters.length - kept)).join('');
}

/** Leaves out about every tenth character, at least one of a text of four and more. */
function leaveOut(text: string, random: Random): string {
  const characters = Array.from(text);
  if (characters.length < 4) return text;
  const lost = new Set(choose([...characters.keys()], 0.1, random));
  return characters.filter((_, place) => !lost.has(place)).join('');
}

/** Puts blanks, now and then line breaks, behind about every third character. */
function spaceOut(text: string, random: Random): string {
  return Array.from(text, (character) => (random() < 0.35 ? `${character}${random() < 0.1 ? '\n' : ' '}` : character))
    .join('')
    .trimEnd();
}

function addButtons(text: string, random: Random): string {
  const before = random() < 0.6 ? `${pick(BUTTONS_BEFORE, random)}${pick([' ', '\n', '：'], random)}` : '';
  const after = before === '' || random() < 0.7 ? `${pick([' ', '\n'], random)}${pick(BUTTONS_AFTER, random)}` : '';
  return `${before}${text}${after}`;
}

/** Words, and what stands between the runs of Han characters. */
function split(text: string, segment: Segmenter): string[] {
  const pieces: string[] = [];
  let end = 0;
  for (const { 0: run, index } of text.matchAll(HAN_RUN)) {
    if (index > end) pieces.push(text.slice(end, index));
    pieces.push(...segment(run));
    end = index + run.length;
  }
  if (end < text.length) pieces.push(text.slice(end));
  return pieces;
}

function isHanText(text: string): boolean {
  return /^[\u4e00-\u9fff]+$/.test(text);
}

/** About a share of the items, at least one when there is any, in their order. */
function choose<T>(items: readonly T[], share: number, random: Random): T[] {
  const chosen = items.filter(() => random() < share);
  return chosen.length > 0 || items.length === 0 ? chosen : [pick(items, random)];
}

function pick<T>(items: readonly T[], random: Random): T {
  return items[Math.floor(random() * items.length)]!;
}
