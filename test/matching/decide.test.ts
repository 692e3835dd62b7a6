import { describe, expect, test } from '@jest/globals';
import { decide, type LabelDecision, MAX_CHOICES } from '../../src/matching/decide';
import { type Label, labelsOf } from '../../src/matching/labels';
import type { LabelSignals, Signals } from '../../src/matching/signals';
import type { RankedLabel, Scored, ScoredPart, Thresholds } from '../../src/matching/scoring';
import { completeKnowledge } from '../support/small-knowledge';

const entry = (id: string, topic: string) => ({ id, topic, question: id, phrasings: [] });
const LABELS: readonly Label[] = labelsOf(
  completeKnowledge({
    entries: [
      entry('pin', 'ukey'),
      entry('undetected', 'ukey'),
      entry('bind', 'bind'),
      entry('recover', 'register'),
      entry('white-screen', 'login'),
      entry('gateway', 'login'),
      entry('bill', 'payment'),
    ],
    ambiguous: [{ id: 'which-password', title: '哪个密码', choices: ['bind', 'pin', 'recover'], phrasings: [] }],
    elsewhere: [{ id: 'fund', title: '公积金', where: '', phrasings: [] }],
    smalltalk: [{ id: 'greeting', reply: '您好', phrasings: [] }],
  }),
);

const THRESHOLDS: Thresholds = { answer: 0.8, clarify: 0.5, compound: 0.8 };

const QUIET: Signals = { labels: [], ours: 0, known: 1, length: 10, outsideScore: 0, ownScore: 0 };

function numberOf(id: string): number {
  const number = LABELS.findIndex((label) => label.id === id);
  if (number < 0) throw new Error(`no label ${id}`);
  return number;
}

/** A scored utterance with the given shares of probability by label id. */
function scored(shares: Readonly<Record<string, number>>, confidence: number, scope: number): Scored {
  const ranked: RankedLabel[] = Object.entries(shares)
    .map(([id, probability]) => {
      const signals: LabelSignals = { label: numberOf(id), intent: probability, lexical: null, sound: null, screen: null };
      return { signals, probability };
    })
    .sort((a, b) => b.probability - a.probability);
  const entries = ranked.filter(({ signals }) => LABELS[signals.label]!.kind === 'entry');
  return { signals: QUIET, ranked, entries, confidence, scope };
}

/** A decision in words. */
function words(decision: LabelDecision): unknown {
  const ids = (list: readonly RankedLabel[]): string[] => list.map(({ signals }) => LABELS[signals.label]!.id);
  switch (decision.kind) {
    case 'answer':
      return { answer: ids(decision.entries) };
    case 'clarify':
      return { clarify: ids(decision.choices) };
    case 'smalltalk':
    case 'handoff':
      return { [decision.kind]: LABELS[decision.label]!.id };
    case 'decline':
      return { decline: decision.elsewhere === null ? null : LABELS[decision.elsewhere]!.id };
  }
}

/** Decides on a message whose parts are sentences of their own. */
function decided(whole: Scored, parts: readonly Scored[] = []): unknown {
  return decidedOf(
    whole,
    parts.map((part) => ({ scored: part, loose: false, asks: true })),
  );
}

function decidedOf(whole: Scored, parts: readonly ScoredPart[]): unknown {
  return words(decide(whole, parts, LABELS, THRESHOLDS));
}

describe('one question', () => {
  test.each<[string, Scored, unknown]>([
    ['sure and ours: answer', scored({ pin: 0.9, bind: 0.1 }, 0.95, 0.99), { answer: ['pin'] }],
    ['sure at the very threshold: answer', scored({ pin: 0.9, bind: 0.1 }, 0.8, 0.5), { answer: ['pin'] }],
    [
      'not sure enough: ask back, likeliest first',
      scored({ pin: 0.3, bind: 0.6, undetected: 0.1 }, 0.7, 0.99),
      { clarify: ['bind', 'pin', 'undetected'] },
    ],
    ['sure but perhaps not ours: decline', scored({ pin: 0.9, bind: 0.1 }, 0.95, 0.4), { decline: null }],
    ['unsure and not ours: decline', scored({ pin: 0.5, bind: 0.5 }, 0.2, 0.1), { decline: null }],
    ['elsewhere: decline, naming the topic', scored({ fund: 0.9, bill: 0.1 }, 0.01, 0.05), { decline: 'fund' }],
    ['half elsewhere: decline without naming it', scored({ fund: 0.4, bill: 0.3, pin: 0.3 }, 0.01, 0.05), { decline: null }],
    ['small talk', scored({ greeting: 0.99, pin: 0.01 }, 0.01, 0.01), { smalltalk: 'greeting' }],
    ['hand-off', scored({ handoff: 0.99, pin: 0.01 }, 0.01, 0.01), { handoff: 'handoff' }],
    ['a greeting before a sure question is no small talk', scored({ greeting: 0.6, gateway: 0.4 }, 0.9, 0.9), { answer: ['gateway'] }],
    [
      'too general: the choices that the knowledge names, in its order',
      scored({ 'which-password': 0.9, pin: 0.06, bind: 0.04 }, 0.1, 0.99),
      { clarify: ['bind', 'pin', 'recover'] },
    ],
    [
      'too general, but one other entry stands out: it comes first',
      scored({ 'which-password': 0.6, gateway: 0.3, pin: 0.1 }, 0.1, 0.99),
      { clarify: ['gateway', 'bind', 'pin', 'recover'] },
    ],
    ['too general and not ours: decline', scored({ 'which-password': 0.9, pin: 0.1 }, 0.1, 0.2), { decline: null }],
    ['nothing at all', scored({}, 0, 0), { decline: null }],
  ])('%s', (_name, whole, expected) => {
    expect(decided(whole)).toEqual(expected);
  });

  test('no more choices than fit', () => {
    const whole = scored({ pin: 0.2, undetected: 0.19, bind: 0.18, recover: 0.17, 'white-screen': 0.16, gateway: 0.1 }, 0.2, 0.99);
    expect(decided(whole)).toEqual({ clarify: ['pin', 'undetected', 'bind', 'recover', 'white-screen'] });
    expect(MAX_CHOICES).toBe(5);
  });

  test('choices that nobody would mean are not shown, but there are always two', () => {
    expect(decided(scored({ pin: 0.99, undetected: 0.0005, bind: 0.0004 }, 0.6, 0.99))).toEqual({ clarify: ['pin', 'undetected'] });
  });

  test('a single entry is offered beside another of its topic, never alone', () => {
    expect(decided(scored({ pin: 0.6, fund: 0.4 }, 0.6, 0.99))).toEqual({ clarify: ['pin', 'undetected'] });
  });
});

describe('several questions', () => {
  const whole = scored({ undetected: 0.8, bind: 0.15, pin: 0.05 }, 0.6, 0.99);
  const undetected = scored({ undetected: 0.97, pin: 0.03 }, 0.97, 0.99);
  const white = scored({ 'white-screen': 0.95, gateway: 0.05 }, 0.9, 0.99);

  test('each sure part is answered, in the order asked', () => {
    expect(decided(whole, [white, undetected])).toEqual({ answer: ['white-screen', 'undetected'] });
    expect(decided(whole, [undetected, white])).toEqual({ answer: ['undetected', 'white-screen'] });
  });

  test('a part too general by itself takes the topic of the other part', () => {
    const password = scored({ 'which-password': 0.9, bind: 0.07, pin: 0.03 }, 0.1, 0.99);
    expect(decided(whole, [password, undetected])).toEqual({ answer: ['pin', 'undetected'] });
  });

  test('the same entry twice is one question', () => {
    expect(decided(scored({ undetected: 0.99, pin: 0.01 }, 0.97, 0.99), [undetected, undetected])).toEqual({ answer: ['undetected'] });
  });

  test('a part that is not ours does not spoil the whole', () => {
    const fund = scored({ fund: 0.99, pin: 0.01 }, 0.01, 0.01);
    expect(decided(scored({ undetected: 0.99, pin: 0.01 }, 0.97, 0.99), [undetected, fund])).toEqual({ answer: ['undetected'] });
  });

  test('parts that leave out what the whole is about are not trusted', () => {
    const about = scored({ bill: 0.9, pin: 0.1 }, 0.9, 0.99);
    expect(decided(about, [white, undetected])).toEqual({ answer: ['bill'] });
  });

  test('at most three answers', () => {
    const parts = ['pin', 'undetected', 'bind', 'white-screen'].map((id) => scored({ [id]: 0.98, gateway: 0.02 }, 0.98, 0.99));
    expect(decided(whole, parts)).toEqual({ answer: ['pin', 'undetected', 'bind'] });
  });

  describe('between commas only', () => {
    const both = scored({ undetected: 0.6, 'white-screen': 0.3, pin: 0.1 }, 0.6, 0.99);

    test('parts that ask and that the whole is about are answered', () => {
      const parts = [white, undetected].map((part) => ({ scored: part, loose: true, asks: true }));
      expect(decidedOf(both, parts)).toEqual({ answer: ['white-screen', 'undetected'] });
    });

    test('a part that asks nothing is half of a sentence', () => {
      const parts = [
        { scored: white, loose: true, asks: false },
        { scored: undetected, loose: true, asks: true },
      ];
      expect(decidedOf(both, parts)).toEqual({ clarify: ['undetected', 'white-screen', 'pin'] });
    });

    test('a part that the whole is not about came about by the cut', () => {
      const parts = [white, undetected].map((part) => ({ scored: part, loose: true, asks: true }));
      expect(decidedOf(scored({ undetected: 0.9, pin: 0.1 }, 0.9, 0.99), parts)).toEqual({ answer: ['undetected'] });
    });
  });
});
