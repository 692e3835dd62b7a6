import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../src/app';
import type { Flow } from '../src/domain/flow';
import { openRealDesk, OPENING_TIMEOUT } from './support/desk';
import { leavesOf, traceDialogs } from './support/traced-dialogs';
import { engineOfTheDay, parseAll, play, transcriptFiles, transcriptText } from './support/transcripts';

let desk: Desk;
/** Steps that the engine came to while all transcripts were played. */
let seen: ReadonlySet<string>;

beforeAll(async () => {
  desk = await openRealDesk();
  const traced = traceDialogs(desk.dialogs);
  const engine = engineOfTheDay(desk, traced.dialogs);
  for (const file of transcriptFiles()) for (const transcript of parseAll(transcriptText(file))) await play(engine, transcript);
  seen = traced.seen;
}, OPENING_TIMEOUT);

describe('all transcripts, played', () => {
  test('reach every end, escalation and goto of every flow', () => {
    expect(leavesOf(desk.dialogs.flows).filter((leaf) => !seen.has(leaf))).toEqual([]);
  });

  test('a flow’s end that none reaches would be missed', () => {
    const [flow] = desk.dialogs.flows as [Flow];
    const longer: Flow = { ...flow, steps: { ...flow.steps, nowhere: { kind: 'end', end: 'open', say: '……' } } };
    expect(leavesOf([longer]).filter((leaf) => !seen.has(leaf))).toEqual([`${flow.id}/nowhere`]);
  });

  test('those written by hand are two dozen at least, most of them longer than three exchanges', () => {
    const written = transcriptFiles()
      .filter((file) => !file.includes('leaves'))
      .flatMap((file) => parseAll(transcriptText(file)));
    expect(written.length).toBeGreaterThanOrEqual(24);
    expect(written.filter(({ turns }) => turns.length > 3).length).toBeGreaterThanOrEqual(16);
  });
});
