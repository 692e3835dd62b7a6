import { describe, expect, test } from '@jest/globals';
import {
  formatTranscript,
  formatTranscripts,
  formatTurn,
  parseTranscript,
  parseTranscripts,
  type Transcript,
  type TranscriptTurn,
} from '../../src/conversation/transcript';
import { fc } from '../support/properties';

const TURN: TranscriptTurn = {
  user: '检测不到ukey',
  replies: [
    { text: '先看红灯。', choices: [] },
    { text: '亮不亮？\n\n请看一眼。', choices: ['亮红灯', '不亮'] },
  ],
  flow: { id: 'ukey-trouble', step: 'light' },
  outcome: 'open',
  contacts: [],
};
const LAST: TranscriptTurn = {
  user: '转人工',
  replies: [{ text: '☎ 电话', choices: [] }],
  flow: null,
  outcome: 'escalated',
  contacts: ['hotline', 'qq-group'],
};
const TEXT = `# 检测不到Ukey，转人工

> 检测不到ukey
  先看红灯。
  --
  亮不亮？

  请看一眼。
  [亮红灯] [不亮]
= ukey-trouble/light open

> 转人工
  ☎ 电话
= - escalated contacts: hotline, qq-group
`;

describe('transcripts', () => {
  test('are written with every reply, button, step, outcome and contact', () => {
    expect(formatTranscript({ title: '检测不到Ukey，转人工', turns: [TURN, LAST] })).toBe(TEXT);
  });

  test('are read as they were written', () => {
    expect(parseTranscript(TEXT)).toEqual({ title: '检测不到Ukey，转人工', turns: [TURN, LAST] });
  });

  test('are read with Windows line ends and a byte order mark', () => {
    expect(parseTranscript(`\uFEFF${TEXT.replaceAll('\n', '\r\n')}`)).toEqual(parseTranscript(TEXT));
  });

  test('may be begun by hand with the user’s lines alone', () => {
    const nothing = { replies: [], flow: null, outcome: 'open', contacts: [] };
    expect(parseTranscript('# 手写\n> 检测不到ukey\n\n> 亮的\n>\n')).toEqual({
      title: '手写',
      turns: [
        { user: '检测不到ukey', ...nothing },
        { user: '亮的', ...nothing },
        { user: '', ...nothing },
      ],
    });
  });

  test('stand one after the other in a file, with a rule between them', () => {
    const transcripts = [
      { title: '一', turns: [TURN] },
      { title: '二', turns: [] },
      { title: '三', turns: [LAST] },
    ];
    const text = formatTranscripts(transcripts);
    expect(text.split('\n').filter((line) => line === '---')).toHaveLength(2);
    expect(parseTranscripts(text)).toEqual(transcripts);
    expect(parseTranscripts(TEXT)).toEqual([parseTranscript(TEXT)]);
    expect(() => parseTranscripts('# 一\n> 你好\n---\n二\n')).toThrow('第4行应为标题');
  });

  test('hold silence of the desk', () => {
    expect(formatTurn({ ...TURN, replies: [] })).toBe('> 检测不到ukey\n= ukey-trouble/light open');
  });

  test.each([
    ['> 检测不到ukey\n', '第1行应为标题'],
    ['', '第1行应为标题'],
    ['# 题\n> 你好\n您好\n', '第3行看不懂：“您好”'],
    ['# 题\n  您好\n', '第2行看不懂'],
    ['# 题\n> 你好\n= ukey open\n', '第3行的状态看不懂：“= ukey open”'],
    ['# 题\n> 你好\n= - done\n', '第3行的状态看不懂'],
  ])('%j is refused with its line', (text, message) => {
    expect(() => parseTranscript(text)).toThrow(message);
  });

  test('survive writing and reading', () => {
    const line = fc
      .string({ unit: fc.constantFrom('社', '保', '1', '.', ' ', '☎', '>', '=', '#', '-'), minLength: 1, maxLength: 8 })
      .filter((text) => text !== '--');
    const label = fc.string({ unit: fc.constantFrom('好', '了', '1', '，', ' '), minLength: 1, maxLength: 6 });
    const id = fc.stringMatching(/^[a-z]{1,6}(-[a-z]{1,4})?$/);
    const turn = fc.record({
      user: line.map((text) => text.trimEnd()),
      replies: fc.array(
        fc.record({
          text: fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n')),
          choices: fc.array(label, { maxLength: 3 }),
        }),
        { maxLength: 3 },
      ),
      flow: fc.option(fc.record({ id, step: id })),
      outcome: fc.constantFrom('open' as const, 'resolved' as const, 'escalated' as const),
      contacts: fc.array(id, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 4 }), (turns) => {
        const transcript: Transcript = { title: '题', turns };
        expect(parseTranscript(formatTranscript(transcript))).toEqual(transcript);
      }),
    );
  });
});
