import { Jieba } from '@node-rs/jieba';
import type { Segmenter } from './terms';

/**
 * Words that jieba's full dictionary finds in some texts, as a dictionary of its own. Segmenting with these few
 * thousand words loads in milliseconds; words that no text has could not match anything anyway.
 */
export async function collectDictionary(texts: Iterable<string>): Promise<string> {
  const { dict } = await import('@node-rs/jieba/dict.js');
  const full = Jieba.withDict(dict);
  const words = new Set<string>();
  for (const text of texts) for (const word of full.cut(text, false)) if (/^[\u4e00-\u9fff]{2,}$/.test(word)) words.add(word);
  const lines: string[] = [];
  for (const line of Buffer.from(dict).toString('utf8').split('\n')) if (words.has(line.slice(0, line.indexOf(' ')))) lines.push(line);
  return lines.join('\n');
}

/** A segmenter over a dictionary in jieba's format (word, frequency, tag by line). */
export function createSegmenter(dictionary: string): Segmenter {
  const jieba = dictionary === '' ? new Jieba() : Jieba.withDict(Buffer.from(`${dictionary}\n`));
  return (text) => jieba.cut(text, false);
}
