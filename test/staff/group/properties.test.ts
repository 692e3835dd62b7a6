import { beforeAll, expect, test } from '@jest/globals';
import type { Desk } from '../../../src/app';
import { MAX_MESSAGE_LENGTH } from '../../../src/conversation/render';
import { assist } from '../../../src/staff/group/assist';
import { parseChat } from '../../../src/staff/group/parse-chat';
import { openRealDesk, OPENING_TIMEOUT } from '../../support/desk';
import { HOSTILE_TEXTS } from '../../support/hostile-texts';
import { readExtracts } from './extracts';
import { fc, randomText } from '../../support/properties';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

const lines = readExtracts().flatMap(({ text }) => text.split('\n'));
const line = fc.oneof(
  fc.constantFrom(...lines),
  randomText(60),
  fc.constantFrom(
    '「甲：',
    '」',
    '- - - - - - -',
    '9:31',
    '25:99 AM',
    '—— 2021-06-20 ——',
    '甲:',
    '：',
    '@',
    '[',
    '1.',
    '+1',
    ...Object.values(HOSTILE_TEXTS).map((text) => text.slice(0, 500)),
  ),
);
const chat = fc.array(line, { maxLength: 40 }).map((some) => some.join('\n'));

test('any text gives messages and drafts that fit, and plain JSON', () => {
  fc.assert(
    fc.property(chat, fc.boolean(), (text, mention) => {
      const result = assist(text, desk, { mention });
      expect(JSON.parse(JSON.stringify(result))).toEqual(result);
      for (const { draft, runnersUp, wordings, text: first, decision, answers } of result.questions) {
        expect(draft.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
        expect(draft).not.toBe('');
        expect(wordings).toContain(first);
        expect(answers.length > 0).toBe(decision !== 'decline');
        expect(runnersUp.length).toBeLessThanOrEqual(2);
        for (const runnerUp of runnersUp) expect(runnerUp.draft.length).toBeLessThanOrEqual(MAX_MESSAGE_LENGTH);
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('no message holds more than was pasted', () => {
  fc.assert(
    fc.property(chat, (text) => {
      const sum = parseChat(text).reduce((all, message) => all + message.text.length, 0);
      expect(sum).toBeLessThanOrEqual(text.length);
    }),
  );
});

test('the same text gives the same result', () => {
  const { text } = readExtracts()[0]!;
  expect(assist(text, desk)).toEqual(assist(text, desk));
});

test('1,200 lines are read, sorted and drafted', () => {
  const text = Array.from({ length: 600 }, (_, i) => {
    const said = [`第${String(i)}次登录报502怎么办`, '收到', `我们${String(i)}号增员提示证件重复`, `吃饭${String(i)}`][i % 4] ?? '';
    return `单位${String(i % 97)}-王 2021/6/20 ${String(8 + (i % 10))}:${String(i % 60).padStart(2, '0')}\n${said}`;
  }).join('\n');
  expect(assist(text, desk).messages).toBe(600);
}, 60_000);

test.each([
  ['one endless line', '又'.repeat(200_000), 1],
  ['endless colons', '甲：'.repeat(50_000), 1],
  ['endless mentions', '@甲 '.repeat(20_000), 1],
  ['endless rules', '—————\n'.repeat(20_000), 0],
  ['endless quotations', '「甲：乙」\n'.repeat(5_000), 5_000],
  ['endless digits', '1:11 '.repeat(20_000), 1],
])('%s comes to an end', (_, text, messages) => {
  expect(assist(text, desk).messages).toBe(messages);
});
