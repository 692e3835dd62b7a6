import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Desk } from '../../src/app';
import { ConversationEngine, type TurnResponse } from '../../src/conversation/engine';
import type { ConversationState } from '../../src/conversation/state';
import { formatTranscript, parseTranscript, replayTranscript, type Transcript, TRANSCRIPT_DAY } from '../../src/conversation/transcript';
import type { Dialogs } from '../../src/domain/flow';
import { MemoryStore } from '../../src/storage/memory-store';

/** Folder of the golden transcripts, written by hand, one conversation a file. */
export const TRANSCRIPTS = join(__dirname, '..', 'transcripts');
/** Folder of the conversations that lead to every end of every flow: made by walking, one file a flow. */
export const LEAVES = join(TRANSCRIPTS, 'leaves');

const BETWEEN = '\n---\n';

/** Paths of all transcript files, relative to {@link TRANSCRIPTS}. */
export function transcriptFiles(): string[] {
  return readdirSync(TRANSCRIPTS, { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && file.name.endsWith('.txt'))
    .map((file) => relative(TRANSCRIPTS, join(file.parentPath, file.name)))
    .sort();
}

/** A transcript file's text. */
export function transcriptText(file: string): string {
  return readFileSync(join(TRANSCRIPTS, file), 'utf8');
}

/** The conversations of a file: one, or several with a line `---` between them. */
export function parseAll(text: string): Transcript[] {
  return text.split(BETWEEN).map(parseTranscript);
}

/** Conversations as the text of a file. */
export function formatAll(transcripts: readonly Transcript[]): string {
  return transcripts.map(formatTranscript).join(BETWEEN.slice(1));
}

/** A conversation engine at the transcripts' day, with an empty memory. */
export function engineOfTheDay(desk: Desk, dialogs: Dialogs = desk.dialogs): ConversationEngine {
  return new ConversationEngine({ ...desk, dialogs, today: () => TRANSCRIPT_DAY }, new MemoryStore<ConversationState>());
}

/** All that the desk said in a turn. */
export function said({ replies }: TurnResponse): string {
  return replies.map(({ text }) => text).join('\n');
}

/** What the desk says now when the user says the same as in a transcript. */
export async function play(engine: ConversationEngine, { title, turns }: Transcript): Promise<Transcript> {
  return {
    title,
    turns: await replayTranscript(
      engine,
      turns.map(({ user }) => user),
    ),
  };
}
