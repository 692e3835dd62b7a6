import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { openDesk } from '../app';
import type { Config } from '../config';
import { ConversationEngine } from '../conversation/engine';
import type { ConversationState } from '../conversation/state';
import {
  formatTranscript,
  formatTranscripts,
  formatTurn,
  parseTranscripts,
  replayTranscript,
  type Transcript,
  TRANSCRIPT_DAY,
  type TranscriptTurn,
} from '../conversation/transcript';
import { MemoryStore } from '../storage/memory-store';
import { note, print, UsageError } from './output';

/** Where transcripts are when none are named, below the folder the command is called in. */
const FOLDER = join('test', 'transcripts');

/**
 * Records a conversation held in the terminal, or read line by line from standard input, as a transcript test; with
 * `update`, replays what the users said in transcripts and rewrites what the desk says.
 */
export async function recordFlow(config: Config, files: readonly string[], options: { update?: boolean; title?: string }): Promise<void> {
  if (options.update === true) {
    if (options.title !== undefined) throw new UsageError('--update 不改标题，不要和 --title 一起用。');
    await update(config, files.length > 0 ? files : transcriptsIn(FOLDER));
    return;
  }
  const [file, ...more] = files;
  if (file === undefined || more.length > 0)
    throw new UsageError('请写一个要保存的文件名，例如：shebao flow record test/transcripts/ukey-换电脑.txt');
  if (existsSync(file)) throw new Error(`${file} 已经有了。换一个文件名；想按现在的内容重放它：shebao flow record --update ${file}`);
  await record(config, file, options.title);
}

async function record(config: Config, file: string, title: string | undefined): Promise<void> {
  const engine = await openEngine(config);
  const turns: TranscriptTurn[] = [];
  const interactive = process.stdin.isTTY;
  const terminal = createInterface({
    input: process.stdin,
    terminal: interactive,
    output: process.stderr,
    prompt: '> ',
    crlfDelay: Infinity,
  });
  const prompt = (): void => {
    if (interactive) terminal.prompt();
  };
  const abandoned = new AbortController();
  terminal.on('SIGINT', () => {
    abandoned.abort();
    terminal.close();
  });
  if (interactive) note('像用户一样说话，机器人的回答会记下来。说完输入 exit 保存；Ctrl-C 放弃。');
  prompt();
  for await (const line of terminal) {
    const user = line.trim();
    if (/^exit$/i.test(user)) break;
    if (user !== '') {
      const turn = { user, ...(await engine.respond('recording', user)) };
      turns.push(turn);
      print(formatTurn(turn).split('\n').slice(1).join('\n'));
    }
    prompt();
  }
  terminal.close();
  if (abandoned.signal.aborted) {
    note('放弃了，没有保存。');
    return;
  }
  if (turns.length === 0) throw new Error('一句话也没说，没有保存。');
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, formatTranscript({ title: title ?? turns[0]?.user ?? '', turns }));
  note(`已保存 ${file}（${String(turns.length)}轮）。第一行是标题，可以改得更清楚。`);
}

async function update(config: Config, files: readonly string[]): Promise<void> {
  const read = files.map((file) => readTranscripts(file));
  const engine = await openEngine(config);
  let changed = 0;
  for (const { file, text, transcripts } of read) {
    const replayed: Transcript[] = [];
    for (const { title, turns } of transcripts) {
      const said = turns.map(({ user }) => user);
      replayed.push({ title, turns: await replayTranscript(engine, said) });
    }
    const now = formatTranscripts(replayed);
    if (now === text) continue;
    writeFileSync(file, now);
    changed++;
    print(`已更新 ${file}`);
  }
  note(`重放了${String(read.length)}个文件，${String(changed)}个有变化${changed === 0 ? '' : '，请逐个看过再提交'}。`);
}

async function openEngine(config: Config): Promise<ConversationEngine> {
  const desk = await openDesk(config, note);
  return new ConversationEngine({ ...desk, today: () => TRANSCRIPT_DAY }, new MemoryStore<ConversationState>());
}

function transcriptsIn(folder: string): string[] {
  const names = existsSync(folder) ? readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = names.filter((name) => name.endsWith('.txt'));
  if (files.length === 0) throw new Error(`${folder} 里没有对话记录（.txt）。请在项目文件夹里运行，或者写出文件名。`);
  return files.sort().map((name) => join(folder, name));
}

function readTranscripts(file: string): { readonly file: string; readonly text: string; readonly transcripts: readonly Transcript[] } {
  if (!existsSync(file)) throw new Error(`没有 ${file} 这个文件。`);
  const text = readFileSync(file, 'utf8');
  try {
    return { file, text, transcripts: parseTranscripts(text) };
  } catch (error) {
    throw new Error(`${file} 不是对话记录。${(error as Error).message}`);
  }
}
