import { type Desk, openDesk } from '../app';
import type { Config } from '../config';
import { Renderer } from '../conversation/render';
import { replyTo } from '../conversation/reply';
import type { Candidate, MatchResult } from '../domain/decision';
import { inputLines, parseLine } from './lines';
import { note, print, UsageError } from './output';

/** What `ask --json` prints. */
interface AskResult {
  readonly decision: MatchResult['decision']['kind'];
  readonly answers: readonly Pick<Candidate, 'id' | 'source' | 'confidence'>[];
  readonly candidates: readonly Candidate[];
  readonly text: string;
  /** Time to match and word the reply, in microseconds. */
  readonly micros: number;
}

/** Answers one question, or with `jsonl` one for each line of standard input. */
export async function ask(
  config: Config,
  question: string,
  options: { json?: boolean; jsonl?: boolean; explain?: boolean },
): Promise<void> {
  if (options.jsonl === true) {
    const desk = await openDesk(config, note);
    const renderer = new Renderer(desk.knowledge);
    for await (const line of inputLines()) {
      const parsed = parseLine(line, 'q');
      print(JSON.stringify('error' in parsed ? parsed : answer(desk, renderer, parsed.text).result));
    }
    return;
  }
  const text = question === '' ? await readAll() : question;
  if (text.trim() === '' && options.json !== true) throw new UsageError('没有问题。用法：shebao ask "登录出现502怎么办"');
  const desk = await openDesk(config, note);
  const { result, match } = answer(desk, new Renderer(desk.knowledge), text);
  if (options.json === true) print(JSON.stringify(result));
  else {
    print(result.text);
    if (options.explain === true) explain(desk, match);
  }
}

function answer(desk: Desk, renderer: Renderer, question: string): { result: AskResult; match: MatchResult } {
  const start = process.hrtime.bigint();
  const match = desk.matcher.match(question);
  const { text } = replyTo(match, question, desk.knowledge, renderer);
  const micros = Number((process.hrtime.bigint() - start) / 1000n);
  const answers =
    match.decision.kind === 'answer' ? match.decision.answers.map(({ id, source, confidence }) => ({ id, source, confidence })) : [];
  return { result: { decision: match.decision.kind, answers, candidates: match.candidates, text, micros }, match };
}

function explain(desk: Desk, { decision, candidates }: MatchResult): void {
  note(`\n判断：${decision.kind}`);
  for (const { id, source, confidence, evidence } of candidates) {
    const title = desk.knowledge.entries.find((entry) => entry.id === id)?.title ?? id;
    note(`  ${confidence.toFixed(3)}  ${id}（${source.join('、')} ${title}）`);
    for (const { kind, detail, weight } of evidence) note(`         ${kind} ${weight.toFixed(2)} ${detail}`);
  }
}

async function readAll(): Promise<string> {
  if (process.stdin.isTTY) return '';
  let text = '';
  for await (const chunk of process.stdin) text += String(chunk);
  return text;
}
