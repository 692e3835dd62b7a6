import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { DOCUMENT_SCREENS } from '../support/document-screens';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';

/** Share of the damaged copies that must be answered at once; the others must at least be among the choices. */
const ANSWERED_AT_ONCE = 0.95;

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

/** `answered`, `offered` or what happened instead. */
function outcome(text: string, entry: string): string {
  const { decision, candidates } = desk.matcher.match(text);
  if (decision.kind === 'answer')
    return decision.answers.some(({ id }) => id === entry) ? 'answered' : `answered with ${candidates[0]?.id ?? ''}`;
  if (decision.kind === 'clarify') return decision.choices.some(({ id }) => id === entry) ? 'offered' : 'offered others';
  return decision.kind;
}

/** Damage that needs no hand: cut by a third at either end, commas lost, doubled. */
function plainDamage(message: string): string[] {
  const bare = message.replaceAll('…', '');
  const third = Math.floor(bare.length / 3);
  return [
    bare,
    bare.replace(/[，：]/g, ' '),
    `提示“${bare}”是什么意思`,
    ...(bare.length < 6 ? [] : [bare.slice(third), bare.slice(0, -third), `${bare}\n${bare}`]),
  ];
}

describe.each(DOCUMENT_SCREENS)('“$message”', ({ message, entry, copies }) => {
  test('is known to its entry, and answered as it stands', () => {
    const bare = (text: string): string => text.replace(/[…，、：:]/g, '');
    const screens = desk.knowledge.entries.find(({ id }) => id === entry)?.screens ?? [];
    expect(screens.map(bare)).toContain(bare(message));
    expect(outcome(message, entry)).toBe('answered');
  });

  test.each([...plainDamage(message), ...copies])('%s', (copy) => {
    expect(['answered', 'offered']).toContain(outcome(copy, entry));
  });
});

test('nearly all damaged copies are answered at once', () => {
  const all = DOCUMENT_SCREENS.flatMap(({ message, entry, copies }) =>
    [...plainDamage(message), ...copies].map((copy) => ({ copy, entry })),
  );
  const asked = all.filter(({ copy, entry }) => outcome(copy, entry) !== 'answered').map(({ copy }) => copy);
  const share = 1 - asked.length / all.length;
  expect({ asked, enough: share >= ANSWERED_AT_ONCE }).toEqual({ asked, enough: true });
});
