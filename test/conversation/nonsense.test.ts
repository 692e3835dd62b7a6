import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { ConversationEngine, type TurnResult } from '../../src/conversation/engine';
import { FLOW_DIALOG } from '../../src/conversation/flow-dialog';
import { type ConversationState, type FlowState, newState } from '../../src/conversation/state';
import type { Flow } from '../../src/domain/flow';
import type { MatchResult } from '../../src/domain/decision';
import type { ConversationStore, StoredTurn, TurnCommit, Versioned } from '../../src/storage/store';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { FlowWalker } from '../support/flow-walker';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { waitingStepsOf } from '../support/traced-dialogs';
import { fc, randomText } from '../support/properties';

/** Utterances at every step that waits. */
const PER_STEP = 200;
/** Utterances to draw from: enough to be different at every step, few enough to match each of them once. */
const POOL = 700;
/** Turns within which a conversation of nothing but nonsense must have come to its end. */
const CAP = 70;
const SEED = 20210607;
/** Longest utterance, in UTF-16 units; the matcher’s own tests have longer ones. */
const LONG = 600;
const UNFILLED = /undefined|\[object|\{[a-z]+[:}]/;

let desk: Desk;
let slot: Slot;
let engine: ConversationEngine;
/** State of a conversation waiting at each step that waits, by `flow/step`. */
let waiting: ReadonlyMap<string, ConversationState>;
let pool: readonly string[];
/** Everything that a state may refer to. */
let known: {
  readonly contacts: ReadonlySet<string>;
  readonly entries: ReadonlySet<string>;
  readonly offices: ReadonlySet<string>;
  readonly steps: ReadonlyMap<string, Flow['steps']>;
};

beforeAll(async () => {
  desk = await openRealDesk();
  const { knowledge, dialogs } = desk;
  known = {
    contacts: new Set(knowledge.contacts.map(({ id }) => id)),
    entries: new Set(knowledge.entries.map(({ id }) => id)),
    offices: new Set(knowledge.offices.map(({ id }) => id)),
    steps: new Map(dialogs.flows.map(({ id, steps }) => [id, steps])),
  };
  rememberMatches(desk);
  slot = new Slot();
  engine = new ConversationEngine(desk, slot);
  const walker = new FlowWalker(desk);
  const found = new Map<string, ConversationState>();
  for (const flow of dialogs.flows)
    for (const [step, state] of (await walker.explore(flow)).waiting) if (!found.has(step)) found.set(step, state);
  waiting = found;
  pool = [
    ...Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, LONG)),
    ...fc.sample(utterances(desk), { numRuns: POOL, seed: SEED }),
  ];
}, OPENING_TIMEOUT);

/** Holds the state of the one conversation that is played at a time, and none of its turns. */
class Slot implements ConversationStore<ConversationState> {
  state: ConversationState = newState();

  load(): Promise<Versioned<ConversationState>> {
    return Promise.resolve({ value: structuredClone(this.state), version: 1 });
  }

  save(_key: string, value: ConversationState): Promise<void> {
    this.state = value;
    return Promise.resolve();
  }

  findTurn(): Promise<null> {
    return Promise.resolve(null);
  }

  commitTurn({ state, turn }: TurnCommit<ConversationState>): Promise<StoredTurn> {
    this.state = state;
    return Promise.resolve({ ...turn, number: 1, sequence: 1, at: 0 });
  }
}

/** The matcher is pure: the same text is matched and normalised once for all steps. */
function rememberMatches({ matcher }: Desk): void {
  const match = matcher.match.bind(matcher);
  const normalize = matcher.normalize.bind(matcher);
  const matches = new Map<string, MatchResult>();
  const normalized = new Map<string, string>();
  // Not as mocks, which would keep every call.
  matcher.match = (text) => remembered(matches, text, match);
  matcher.normalize = (text) => remembered(normalized, text, normalize);
}

function remembered<T>(known: Map<string, T>, text: string, make: (text: string) => T): T {
  const found = known.get(text);
  if (found !== undefined) return found;
  const made = make(text);
  known.set(text, made);
  return made;
}

/** What might be typed: any characters, pieces of the content, commands, numbers, negations, long texts, nothing. */
function utterances({ knowledge, dialogs }: Desk): fc.Arbitrary<string> {
  const phrases = knowledge.entries.flatMap(({ phrasings, title, screens }) => [...phrasings.slice(0, 30), title, ...screens]);
  const labels = dialogs.flows.flatMap(({ steps }) =>
    Object.values(steps).flatMap((step) =>
      step.kind === 'ask' ? step.options.flatMap(({ label, say }) => [label, ...say.slice(0, 3)]) : [],
    ),
  );
  const commands: string[] = (Object.values(dialogs.commands) as (readonly string[])[]).flat();
  const beside = [...knowledge.elsewhere, ...knowledge.smalltalk].flatMap(({ phrasings }) => phrasings.slice(0, 5));
  const piece = fc.constantFrom(...phrases, ...labels, ...commands, ...beside, ...knowledge.offices.map(({ name }) => name));
  const negation = fc.constantFrom('不', '没', '没有', '不是', '还没', '不是不', '别', '无');
  const number = fc.oneof(
    fc.integer({ min: -5, max: 99_999 }).map(String),
    fc.constantFrom('第二个', '第0步', '第九十九步', '2', 'B', '两万五', '1.5万', '0.5%', '百分之零点五', '１２'),
  );
  const cut = fc.tuple(piece, fc.nat(8), fc.nat(12)).map(([text, from, length]) => text.slice(from, from + length));
  return fc.oneof(
    { weight: 2, arbitrary: randomText(40) },
    {
      weight: 2,
      arbitrary: fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 30 }).map((units) => String.fromCharCode(...units)),
    },
    {
      weight: 2,
      arbitrary: fc.array(fc.integer({ min: 0x4e00, max: 0x9fff }), { maxLength: 20 }).map((units) => String.fromCharCode(...units)),
    },
    { weight: 4, arbitrary: piece },
    { weight: 2, arbitrary: cut },
    { weight: 2, arbitrary: fc.tuple(negation, piece).map((parts) => parts.join('')) },
    { weight: 2, arbitrary: number },
    {
      weight: 2,
      arbitrary: fc
        .array(fc.oneof(piece, negation, number, fc.constantFrom('，', '。', '？', '\n', ' ')), { maxLength: 6 })
        .map((parts) => parts.join('')),
    },
    { weight: 1, arbitrary: fc.tuple(piece, fc.integer({ min: 20, max: 200 })).map(([text, times]) => text.repeat(times).slice(0, LONG)) },
    { weight: 1, arbitrary: fc.constantFrom('', ' ', '\n', '？', '…', '。。。', '嗯', '啊这') },
  );
}

/** Says something in a conversation that stands as given; the same conversation is used for every turn, so that nothing piles up. */
async function say(state: ConversationState, text: string): Promise<{ result: TurnResult; after: ConversationState }> {
  slot.state = state;
  const result = await engine.respond('nonsense', text);
  return { result, after: slot.state };
}

/** What is wrong with the replies of a turn. Plain conditions: an `expect` for each would take most of the time. */
function faultsOfReplies({ replies, contacts }: TurnResult): string[] {
  const bad = replies.filter(
    ({ text, choices }) => text.trim() === '' || !text.isWellFormed() || UNFILLED.test(text) || new Set(choices).size !== choices.length,
  );
  return [
    ...(replies.length === 0 ? ['no reply'] : []),
    ...bad.map((reply) => `bad reply ${JSON.stringify(reply)}`),
    ...contacts.filter((id) => !known.contacts.has(id)).map((id) => `no contact ${id}`),
  ];
}

/** What is wrong with a state: it must be storable as JSON, and whatever it refers to must exist. */
function faultsOfState(state: ConversationState): string[] {
  const { dialogStack, pending, lastEntry, office, outcome } = state;
  const faults = isPlain(state) ? [] : ['no plain data'];
  dialogStack.forEach((instance, i) => {
    const { flowId, stepId, path, misses } = instance.state as FlowState;
    const steps = known.steps.get(flowId);
    const kinds = i === dialogStack.length - 1 ? ['ask', 'input', 'guide'] : ['call'];
    if (instance.id !== FLOW_DIALOG || !kinds.includes(steps?.[stepId]?.kind ?? '')) faults.push(`cannot wait at ${flowId}/${stepId}`);
    if (path.some((step) => steps?.[step] === undefined)) faults.push(`path ${path.join(' ')}`);
    if (misses < 0 || misses > 2) faults.push(`${String(misses)} misses`);
  });
  const entries = [
    lastEntry,
    ...(pending?.kind === 'choices' ? pending.entries : []),
    ...(pending?.kind === 'feedback' || pending?.kind === 'switch' ? [pending.entry] : []),
  ];
  for (const id of entries) if (id !== null && !known.entries.has(id)) faults.push(`no entry ${id}`);
  if (office !== null && !known.offices.has(office)) faults.push(`no office ${office}`);
  if (!['open', 'resolved', 'escalated'].includes(outcome)) faults.push(`outcome ${outcome}`);
  return faults;
}

/** True for what JSON can hold and give back the same. */
function isPlain(value: unknown): boolean {
  if (value === null || typeof value === 'boolean' || typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)))
    return true;
  if (Array.isArray(value)) return value.every(isPlain);
  return typeof value === 'object' && Object.values(value).every(isPlain);
}

/** A different stretch of the pool for every step. */
function drawFor(step: string): string[] {
  const offset = Array.from(step).reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % pool.length, 7);
  return Array.from({ length: PER_STEP }, (_, i) => pool[(offset + i * 7) % pool.length] ?? '');
}

test('every step that waits can be come to', () => {
  expect(desk.dialogs.flows.flatMap(waitingStepsOf).filter((step) => !waiting.has(step))).toEqual([]);
});

test(`at every step, ${String(PER_STEP)} utterances of any kind are answered and leave the state sound`, async () => {
  const faults: string[] = [];
  for (const [step, state] of waiting) {
    for (const text of drawFor(step)) {
      try {
        const { result, after } = await say(state, text);
        const wrong = [...faultsOfReplies(result), ...faultsOfState(after)];
        if (wrong.length > 0) faults.push(`at ${step}, on ${JSON.stringify(text)}: ${wrong.join('; ')}`);
      } catch (error) {
        faults.push(`at ${step}, on ${JSON.stringify(text)}: ${String(error)}`);
      }
    }
  }
  expect(faults).toEqual([]);
}, 120_000);

describe('nonsense and nothing else comes to an end', () => {
  const endless: readonly (readonly [name: string, next: (i: number) => string])[] = [
    ['gibberish', (i) => ['嘛哩嘛哩哄', '阿巴阿巴', 'asdfgh jkl', '嘟嘟嘟嘟'][i % 4] ?? ''],
    ['emptiness', () => ''],
    ['question marks', () => '？？？'],
    ['small talk', (i) => ['哈哈哈', '你好', '讲个笑话', '谢谢'][i % 4] ?? ''],
    ['questions of another office', (i) => ['公积金怎么取', '驾驶证怎么换', '医保报销多少', '退休金什么时候涨'][i % 4] ?? ''],
    ['commands that mean nothing there', (i) => ['第99步', '下一步', '上一步'][i % 3] ?? ''],
  ];

  test.each(endless)(
    '%s',
    async (_name, next) => {
      const unended: string[] = [];
      // Those that are answered each time go on up to the cap; a third of the steps shows as much as all of them.
      for (const [step, start] of [...waiting].filter((_, i) => i % 3 === 0)) {
        let state = start;
        let said = 0;
        for (; said < CAP && state.dialogStack.length > 0; said++) state = (await say(state, next(said))).after;
        if (state.dialogStack.length > 0) unended.push(step);
      }
      expect(unended).toEqual([]);
    },
    60_000,
  );
});
