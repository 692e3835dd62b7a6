import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../../src/app';
import { replayTranscript, type Transcript, TRANSCRIPT_DAY } from '../../src/conversation/transcript';
import type { Flow } from '../../src/domain/flow';
import { FlowWalker, type Walk } from './flow-walker';
import { engineOfTheDay, formatAll, LEAVES } from './transcripts';

/** Walks all flows anew and writes the conversations that lead to their ends. */
export async function recordLeaves(desk: Desk): Promise<void> {
  rmSync(LEAVES, { recursive: true, force: true });
  mkdirSync(LEAVES, { recursive: true });
  const walker = new FlowWalker({ ...desk, today: () => TRANSCRIPT_DAY });
  const engine = engineOfTheDay(desk);
  for (const flow of desk.dialogs.flows) {
    const transcripts: Transcript[] = [];
    for (const [title, walk] of await titledWalks(walker, flow)) transcripts.push({ title, turns: await replayTranscript(engine, walk) });
    writeFileSync(join(LEAVES, `${flow.id}.txt`), formatAll(transcripts));
  }
}

/** One walk to every end of a flow, and one from every entry that none of them begins with. */
async function titledWalks(walker: FlowWalker, flow: Flow): Promise<[title: string, walk: Walk][]> {
  const { leaves, starts } = await walker.explore(flow);
  const titled = [...leaves].map(([leaf, walk]): [string, Walk] => [`${flow.title}：${leaf}`, walk]);
  for (const [entry, walk] of starts) {
    if (!titled.some(([, known]) => known[0] === walk[0])) titled.push([`${flow.title}：从 ${entry} 开始`, walk]);
  }
  return titled;
}
