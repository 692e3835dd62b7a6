import { openDesk } from '../app';
import type { Config } from '../config';
import { assist } from '../staff/group/assist';
import type { AssistQuestion } from '../staff/api/assist';
import { readText } from './files';
import { note, print, UsageError } from './output';

/** Options of `shebao group`. */
export interface GroupOptions {
  readonly json?: boolean;
  readonly mention?: boolean;
}

/** Finds the questions in a copied stretch of chat, from a file or standard input, and prints a draft for each. */
export async function group(config: Config, file: string | undefined, options: GroupOptions): Promise<void> {
  const text = file === undefined ? await readInput() : readText(file);
  if (text.trim() === '' && options.json !== true)
    throw new UsageError('没有聊天记录。用法：shebao group < chat.txt，或 shebao group chat.txt');
  const { knowledge, matcher } = await openDesk(config, note);
  const { messages, questions } = assist(text, { knowledge, matcher }, { mention: options.mention === true });
  if (options.json === true) {
    print(JSON.stringify({ questions: questions.map(contract) }));
    return;
  }
  print(`读到 ${String(messages)} 条消息，找到 ${String(questions.length)} 个问题。`);
  questions.forEach((question, i) => {
    printQuestion(question, i + 1);
  });
}

/** A question as `--json` prints it. */
function contract({ text, wordings, by, decision, answers, draft }: AssistQuestion): Record<string, unknown> {
  return {
    text,
    wordings,
    by,
    decision,
    answers: answers.map(({ id, source, confidence }) => ({ id, source, confidence })),
    draft,
  };
}

const DECISIONS: Readonly<Record<AssistQuestion['decision'], string>> = { answer: '回答', clarify: '反问', decline: '不归我们' };

function printQuestion({ text, wordings, by, decision, answers, draft, reason, runnersUp, screen }: AssistQuestion, number: number): void {
  print(`\n── ${String(number)} ── ${oneLine(text)}`);
  if (by.length > 0) print(`谁问的：${by.join('、')}`);
  for (const wording of wordings) if (wording !== text) print(`也这样问：${oneLine(wording)}`);
  if (screen !== null) print(`屏幕提示：${screen}`);
  const named = answers.map(({ id, title, confidence }) => `${title}（${id} ${confidence.toFixed(2)}）`).join('、');
  print(`判断：${DECISIONS[decision]}${named === '' ? '' : `　${named}`}`);
  print(`依据：${reason.join('；')}`);
  print(`草稿：\n${draft.replace(/^/gmu, '  ')}`);
  runnersUp.forEach(({ id, title, confidence }, i) => {
    print(`备选 ${String(i + 1)}：${title}（${id} ${confidence.toFixed(2)}）`);
  });
}

function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/gu, ' / ');
}

async function readInput(): Promise<string> {
  if (process.stdin.isTTY) return '';
  // Decoded as a whole, so that a character cut by a chunk's end stays whole.
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
