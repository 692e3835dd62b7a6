import { createInterface } from 'node:readline';
import { type Desk, openDesk } from '../app';
import type { Config } from '../config';
import { ConversationEngine, type TurnResult } from '../conversation/engine';
import { Renderer } from '../conversation/render';
import type { ConversationState } from '../conversation/state';
import { MemoryStore } from '../storage/memory-store';
import { displayWidth } from './diagnostics';
import { inputLines, parseLine } from './lines';
import { note, print } from './output';

/** Converses in the terminal, or with `jsonl` for a program: many conversations may interleave on standard input. */
export async function chat(config: Config, options: { jsonl?: boolean }): Promise<void> {
  const desk = await openDesk(config, note);
  const engine = new ConversationEngine(desk, new MemoryStore<ConversationState>());
  if (options.jsonl === true) await chatLines(engine);
  else await chatTerminal(engine, desk);
}

async function chatLines(engine: ConversationEngine): Promise<void> {
  for await (const line of inputLines()) {
    const parsed = parseLine(line, 'text');
    if ('error' in parsed) {
      print(JSON.stringify(parsed));
      continue;
    }
    const { conversation } = parsed.value;
    if (typeof conversation !== 'string' || conversation === '') {
      print(JSON.stringify({ error: '缺少文字项“conversation”。' }));
      continue;
    }
    const { replies, flow, outcome, contacts } = await engine.respond(conversation, parsed.text);
    print(JSON.stringify({ conversation, replies: replies.map(({ text, choices }) => ({ text, choices })), flow, outcome, contacts }));
  }
}

async function chatTerminal(engine: ConversationEngine, desk: Desk): Promise<void> {
  const paint = process.stdout.isTTY && process.env['NO_COLOR'] === undefined ? colour : (text: string): string => text;
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: paint('您：', '36') });
  print(bubble(new Renderer(desk.knowledge).message('greeting'), paint));
  print(paint('（回复序号可以选择；“转人工”找人，“退出”停下当前步骤，Ctrl-C 或 exit 离开）', '2'));
  let choices: readonly string[] = [];
  terminal.prompt();
  terminal.on('SIGINT', () => {
    terminal.close();
  });
  for await (const line of terminal) {
    if (/^\s*(?:exit|quit|bye)\s*$/i.test(line)) break;
    const result = await engine.respond('terminal', pickNumber(line, choices));
    choices = result.replies.at(-1)?.choices ?? [];
    show(result, paint);
    terminal.prompt();
  }
  terminal.close();
  print(paint('\n再见。', '2'));
}

type Paint = (text: string, code: string) => string;

function colour(text: string, code: string): string {
  return `\u001b[${code}m${text}\u001b[0m`;
}

/** A number chosen from the buttons shown stands for the button's text. */
function pickNumber(line: string, choices: readonly string[]): string {
  const number = /^\s*(\d{1,2})\s*$/.exec(line);
  return (number === null ? undefined : choices[Number(number[1]) - 1]) ?? line;
}

function show({ replies, outcome }: TurnResult, paint: Paint): void {
  for (const { text, choices } of replies) {
    print(bubble(text, paint));
    const marks = choices.map((choice, i) => {
      const number = String(i + 1);
      return text.includes(`${number}. ${choice}`) ? `[${number}]` : `[${number}] ${choice}`;
    });
    if (marks.length > 0) print(paint(`   ${marks.join('  ')}`, '33'));
  }
  if (outcome === 'resolved') print(paint('   ✓ 已解决', '32'));
}

const WIDTH = 76;

function bubble(text: string, paint: Paint): string {
  return text
    .split('\n')
    .flatMap((line) => wrap(line))
    .map((line, i) => `${i === 0 ? paint('社保助手 ', '32') : '         '}${line}`)
    .join('\n');
}

function wrap(line: string): string[] {
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (displayWidth(current + character) > WIDTH - 9) {
      lines.push(current);
      current = '';
    }
    current += character;
  }
  return [...lines, current];
}
