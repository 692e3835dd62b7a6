import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { Renderer } from '../../src/conversation/render';
import type { TranscriptTurn } from '../../src/conversation/transcript';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { parseAll, transcriptFiles, transcriptText } from '../support/transcripts';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

/** A reply of some transcript, with the flow it was given in. */
interface Said {
  readonly where: string;
  readonly text: string;
  /** The flow that waited before or after; null when none did. */
  readonly flow: string | null;
}

/** Every reply of every transcript. The transcripts reach every end of every flow, and another test proves that they are true. */
const everySaid: readonly Said[] = transcriptFiles().flatMap((file) =>
  parseAll(transcriptText(file)).flatMap(({ title, turns }) =>
    turns.flatMap((turn, i) =>
      turn.replies.map(({ text }) => ({ where: `${file} · ${title} · ${turn.user}`, text, flow: flowAround(turn, turns[i - 1]) })),
    ),
  ),
);

function flowAround(turn: TranscriptTurn, before: TranscriptTurn | undefined): string | null {
  return turn.flow?.id ?? before?.flow?.id ?? null;
}

const holding = (number: string): readonly Said[] => everySaid.filter(({ text }) => text.includes(number));

/** A reply about the registration on the provincial platform, by its words. */
const ABOUT_REGISTRATION = /注册/;

describe('a contact is named only for what it deals with', () => {
  test.each(['0531-12345', '18663778981'])('%s: only for registration', (number) => {
    const named = holding(number);
    expect(named.length).toBeGreaterThan(0);
    const topicOf = (flow: string | null): string | undefined => desk.dialogs.flows.find(({ id }) => id === flow)?.topic;
    expect(
      named.filter(({ text, flow }) => topicOf(flow) !== 'register' && !ABOUT_REGISTRATION.test(text)).map(({ where }) => where),
    ).toEqual([]);
  });

  test('96005656: only for the missing icon', () => {
    const named = holding('96005656');
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter(({ text }) => !/社保费缴纳/.test(text)).map(({ where }) => where)).toEqual([]);
  });

  test('the business telephone is not named for the registration', () => {
    const register = desk.dialogs.flows.filter(({ topic }) => topic === 'register').map(({ id }) => id);
    expect(
      holding('5502873')
        .filter(({ flow, text }) => register.includes(flow ?? '') && !/编号/.test(text))
        .map(({ where }) => where),
    ).toEqual([]);
  });

  test('the answers of the entries keep to it too', () => {
    const renderer = new Renderer(desk.knowledge);
    const naming = (number: string): string[] =>
      desk.knowledge.entries.filter((entry) => renderer.entry(entry).includes(number)).map(({ id }) => id);
    expect(naming('0531-12345')).toEqual(['register-human-help']);
    expect(naming('18663778981')).toEqual(['register-public-bodies']);
    expect(naming('96005656')).toEqual(['guide-tax-payment']);
  });

  test('a flow leads those who want a person to a contact of its topic', () => {
    const provincial = new Set(['provincial-hotline', 'provincial-chat', 'provincial-wechat']);
    for (const { id, topic, contact } of desk.dialogs.flows) expect([id, provincial.has(contact)]).toEqual([id, topic === 'register']);
  });
});

describe('what is never said', () => {
  test('a place to be filled in, an empty telephone, or a personal number', () => {
    expect(everySaid.filter(({ text }) => /\{[a-z]+[:}]|undefined|：：|：，/.test(text)).map(({ where }) => where)).toEqual([]);
  });
});
