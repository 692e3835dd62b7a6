import type { Diagnostic } from '../domain/diagnostic';
import type { CheckContext, Rule } from './check-context';
import { PHRASINGS } from './knowledge-sources';
import { similarPairs } from './similar-texts';
import type { Fault } from './fault';

const MIN_FOR_ENTRY = 20;
/** The office learns from its users how they ask: fewer phrasings make a new entry poor, not faulty. */
const MIN_FOR_OFFICE_ENTRY = 5;
const MIN_FOR_ELSEWHERE = 15;
/** Texts shorter than this, in characters, differ too much by one character to be called alike. */
const MIN_LENGTH = 6;
const SIMILAR = 0.9;

interface Phrasing {
  readonly owner: string;
  readonly index: number;
  readonly text: string;
  readonly comparable: string;
}

/** Entries and elsewhere topics with too few phrasings to be recognised by. */
export const checkCounts: Rule = ({ knowledge, sources }) => {
  const lacking = [
    ...knowledge.entries.map(({ id, source, phrasings }) => ({
      owner: id,
      count: phrasings.length,
      least: MIN_FOR_ENTRY,
      fault: source.length > 0 || phrasings.length < MIN_FOR_OFFICE_ENTRY,
    })),
    ...knowledge.elsewhere.map(({ id, phrasings }) => ({
      owner: `elsewhere/${id}`,
      count: phrasings.length,
      least: MIN_FOR_ELSEWHERE,
      fault: true,
    })),
  ].filter(({ count, least }) => count < least);
  return lacking.map(({ owner, count, least, fault }) =>
    sources.at(`${PHRASINGS}${owner}.yaml`, [], {
      code: 'few-phrasings',
      severity: fault ? 'error' : 'warning',
      message: `只有${String(count)}种问法，至少要${String(least)}种。`,
      hint: `再写${String(least - count)}种：不同的人、不同的说法、只说半句、把看到的提示抄下来。`,
    }),
  );
};

/** One phrasing under two owners, nearly one phrasing under two owners, or the same twice under one. */
export const checkSharedPhrasings: Rule = (context) => {
  const phrasings = phrasingsOf(context);
  const report = ({ owner, index }: Phrasing, fault: Fault): Diagnostic => context.sources.atPhrasing(owner, index, fault);
  const place = ({ owner, index }: Phrasing): string => {
    const { file, line } = context.sources.atPhrasing(owner, index, { code: '', severity: 'error', message: '', hint: '' });
    return `${file}:${String(line)}`;
  };
  const diagnostics: Diagnostic[] = [];
  const firstOf = new Map<string, Phrasing>();
  for (const phrasing of phrasings) {
    const first = firstOf.get(phrasing.comparable);
    if (first === undefined) firstOf.set(phrasing.comparable, phrasing);
    else if (first.owner === phrasing.owner)
      diagnostics.push(
        report(phrasing, {
          code: 'repeated-phrasing',
          severity: 'warning',
          message: `和 ${place(first)} 是同一种问法。`,
          hint: '删掉一行。',
        }),
      );
    else
      diagnostics.push(
        report(phrasing, {
          code: 'shared-phrasing',
          severity: 'error',
          message: `“${first.owner}”也有这种问法（${place(first)}），机器人分不清该答哪个。`,
          hint: '想想问的人要的是哪个答案，另一处删掉；两个都可能，就移到 phrasings/ambiguous/ 里。',
        }),
      );
  }
  const distinct = [...firstOf.values()].filter(({ comparable }) => comparable.length >= MIN_LENGTH);
  const pairs = similarPairs(
    distinct.map(({ comparable }) => comparable),
    SIMILAR,
  );
  for (const [a, b] of pairs) {
    const first = distinct[a]!;
    const second = distinct[b]!;
    if (first.owner !== second.owner)
      diagnostics.push(
        report(second, {
          code: 'similar-phrasing',
          severity: 'warning',
          message: `和“${first.owner}”的“${first.text}”（${place(first)}）几乎一样。`,
          hint: '如果问的是同一回事，删掉放错的那一行；如果意思不同，可以不改。',
        }),
      );
  }
  return diagnostics;
};

function phrasingsOf({ knowledge, comparable }: CheckContext): Phrasing[] {
  const owners: (readonly [owner: string, phrasings: readonly string[]])[] = [
    ...knowledge.entries.map(({ id, phrasings }) => [id, phrasings] as const),
    ...knowledge.ambiguous.map(({ id, phrasings }) => [`ambiguous/${id}`, phrasings] as const),
    ...knowledge.elsewhere.map(({ id, phrasings }) => [`elsewhere/${id}`, phrasings] as const),
    ...knowledge.smalltalk.map(({ id, phrasings }) => [`smalltalk/${id}`, phrasings] as const),
    ['smalltalk/handoff', knowledge.handoffPhrasings],
  ];
  return owners.flatMap(([owner, phrasings]) =>
    phrasings.map((text, index) => ({ owner, index, text, comparable: comparable(text) || text })),
  );
}
