import type { Found } from './choose';

/** From this confidence on two questions with the same answer are the same; below it they must be alike as well. */
const SURE = 0.8;
/** Share of the shorter wording's pairs of characters that the other must hold to be alike. */
const ALIKE = 0.4;
/** How many earlier questions of the same answer are compared. */
const COMPARED = 20;

/** Merges what is the same question, in the order in which they were put; the best understood wording leads. */
export function mergeQuestions(found: readonly Found[]): Found[] {
  const merged: (Found | null)[] = [];
  const byKey = new Map<string, number[]>();
  for (const one of found) {
    const key = keyOf(one);
    const places = byKey.get(key) ?? [];
    const place = places.slice(-COMPARED).find((number) => isSame(merged[number] ?? one, one));
    if (place === undefined) {
      byKey.set(key, [...places.slice(-COMPARED), merged.length]);
      merged.push(one);
    } else merged[place] = join(merged[place] ?? one, one);
  }
  return merged.filter((one) => one !== null);
}

function keyOf({ decision, chosen, reading }: Found): string {
  switch (decision) {
    case 'answer':
      return `answer ${chosen[0]?.id ?? ''}`;
    case 'clarify':
      return `clarify ${reading.general ?? reading.top ?? ''}`;
    case 'decline':
      return `decline ${reading.elsewhere ?? ''}`;
  }
}

function isSame(a: Found, b: Found): boolean {
  if (a.decision === 'answer' && a.reading.confidence >= SURE && b.reading.confidence >= SURE) return true;
  if (a.decision === 'clarify' && a.reading.general !== null) return true;
  return a.wordings.some((wording) => likeness(wording, b.text) >= ALIKE);
}

/** Share of the pairs of characters of the shorter text that the longer one holds, 0 to 1. */
export function likeness(a: string, b: string): number {
  const [short, long] = [pairs(a), pairs(b)].sort((x, y) => x.size - y.size) as [Set<string>, Set<string>];
  if (short.size === 0) return a === b ? 1 : 0;
  let shared = 0;
  for (const pair of short) if (long.has(pair)) shared++;
  return shared / short.size;
}

function pairs(text: string): Set<string> {
  const plain = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 200);
  const found = new Set<string>();
  for (let i = 0; i + 1 < plain.length; i++) found.add(plain.slice(i, i + 2));
  return found;
}

function join(a: Found, b: Found): Found {
  const better = b.reading.confidence > a.reading.confidence ? b : a;
  return {
    ...better,
    text: a.text,
    wordings: [...new Set([...a.wordings, ...b.wordings])],
    by: [...new Set([...a.by, ...b.by])],
  };
}
