import { randomUUID } from 'node:crypto';
import type { Outcome, Reply } from '../domain/turn';
import type { ConversationEngine, TurnResult } from './engine';

/** The day on which transcripts take place, so that what the desk says of past years stays the same. */
export const TRANSCRIPT_DAY = new Date('2021-07-01T08:00:00+08:00');

/** What the user said and what came of it. */
export interface TranscriptTurn extends TurnResult {
  readonly user: string;
}

/** A recorded conversation. */
export interface Transcript {
  readonly title: string;
  readonly turns: readonly TranscriptTurn[];
}

/** Line between two replies. */
const SEPARATOR = '--';
/** Line between two transcripts of one file. */
const RULE = '---';
const BUTTONS = /^\[[^\]]+\](?: \[[^\]]+\])*$/;
const STATUS = /^= (?:-|([a-z0-9-]+)\/([a-z0-9-]+)) (open|resolved|escalated)(?: contacts: (\S.*))?$/;

/**
 * Says the user's lines to the engine in a new conversation and records what comes back. So that the result does not
 * change with the calendar, the engine must have been made with `today` at {@link TRANSCRIPT_DAY}.
 */
export async function replayTranscript(engine: ConversationEngine, userLines: readonly string[]): Promise<TranscriptTurn[]> {
  const conversation = randomUUID();
  const turns: TranscriptTurn[] = [];
  for (const user of userLines) turns.push({ user, ...(await engine.respond(conversation, user)) });
  return turns;
}

/** A transcript as the text of its file. */
export function formatTranscript({ title, turns }: Transcript): string {
  return [`# ${title}`, ...turns.map((turn) => `\n${formatTurn(turn)}`)].join('\n') + '\n';
}

/** Transcripts as the text of one file. */
export function formatTranscripts(transcripts: readonly Transcript[]): string {
  return transcripts.map(formatTranscript).join(`${RULE}\n`);
}

/** One turn as it stands in a transcript: the user's line, the replies with their buttons, and how the conversation stands. */
export function formatTurn({ user, replies, flow, outcome, contacts }: TranscriptTurn): string {
  const said = replies.map(({ text, choices }) => {
    const lines = text.split('\n');
    if (choices.length > 0) lines.push(choices.map((choice) => `[${choice}]`).join(' '));
    return lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
  });
  const place = flow === null ? '-' : `${flow.id}/${flow.step}`;
  const named = contacts.length === 0 ? '' : ` contacts: ${contacts.join(', ')}`;
  return [`> ${user}`.trimEnd(), ...(said.length === 0 ? [] : [said.join(`\n  ${SEPARATOR}\n`)]), `= ${place} ${outcome}${named}`].join(
    '\n',
  );
}

/**
 * Reads the text of a transcript. User's lines alone, with nothing below them, are turns without replies, so that a
 * transcript can be begun by hand. Throws an error that names the line when the text is not a transcript.
 */
export function parseTranscript(text: string): Transcript {
  return parseLines(linesOf(text), 1);
}

/** Reads the text of a file with one transcript, or several with a line `---` between them; see {@link parseTranscript}. */
export function parseTranscripts(text: string): Transcript[] {
  const transcripts: Transcript[] = [];
  const lines = linesOf(text);
  for (let start = 0; start <= lines.length;) {
    const rule = lines.indexOf(RULE, start);
    const end = rule < 0 ? lines.length : rule;
    transcripts.push(parseLines(lines.slice(start, end), start + 1));
    start = end + 1;
  }
  return transcripts;
}

function linesOf(text: string): string[] {
  return text.replace(/^\uFEFF/, '').split(/\r?\n/);
}

/** Reads a transcript whose first line has the given number in its file, counted from 1. */
function parseLines([first = '', ...lines]: readonly string[], number: number): Transcript {
  const title = /^# +(\S.*)$/.exec(first)?.[1];
  if (title === undefined) throw new Error(`第${String(number)}行应为标题，例如：# 检测不到Ukey，换电脑后好了`);
  const turns: TranscriptTurn[] = [];
  let open: { user: string; said: string[] } | null = null;
  const close = (status: Pick<TranscriptTurn, 'flow' | 'outcome' | 'contacts'>): void => {
    if (open !== null) turns.push({ user: open.user, replies: repliesIn(open.said), ...status });
    open = null;
  };
  const nothing = { flow: null, outcome: 'open', contacts: [] } as const;
  lines.forEach((line, i) => {
    const user = /^>(?: (.*))?$/.exec(line);
    if (user !== null) {
      close(nothing);
      open = { user: user[1] ?? '', said: [] };
    } else if (line.startsWith('= ') && open !== null) close(statusIn(line, number + i + 1));
    else if (open !== null && (line === '' || line.startsWith('  '))) open.said.push(line.slice(2));
    else if (line !== '')
      throw new Error(`第${String(number + i + 1)}行看不懂：“${line}”。用户的话以“> ”开头，机器人的话前面空两格，状态行以“= ”开头。`);
  });
  close(nothing);
  return { title: title.trimEnd(), turns };
}

function statusIn(line: string, number: number): Pick<TranscriptTurn, 'flow' | 'outcome' | 'contacts'> {
  const status = STATUS.exec(line);
  if (status === null) throw new Error(`第${String(number)}行的状态看不懂：“${line}”。例如：= ukey-trouble/light open`);
  const [, id, step, outcome, contacts] = status;
  return {
    flow: id === undefined || step === undefined ? null : { id, step },
    outcome: outcome as Outcome,
    contacts: contacts === undefined ? [] : contacts.split(', '),
  };
}

function repliesIn(said: readonly string[]): Reply[] {
  if (said.every((line) => line === '')) return [];
  const groups: string[][] = [[]];
  for (const line of said) {
    if (line === SEPARATOR) groups.push([]);
    else groups.at(-1)?.push(line);
  }
  return groups.map((group) => {
    const last = group.at(-1) ?? '';
    if (!BUTTONS.test(last)) return { text: group.join('\n'), choices: [] };
    return { text: group.slice(0, -1).join('\n'), choices: last.slice(1, -1).split('] [') };
  });
}
