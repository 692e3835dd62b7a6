import { beforeAll, describe, expect, test } from '@jest/globals';
import type { ConversationEngine } from '../src/conversation/engine';
import { openRealDesk, OPENING_TIMEOUT } from './support/desk';
import { recordLeaves } from './support/record-leaves';
import { engineOfTheDay, formatAll, parseAll, play, transcriptFiles, transcriptText } from './support/transcripts';

let engine: ConversationEngine;

// After a wanted change: `shebao flow record --update` plays the written transcripts anew, RECORD_LEAVES=1 this test those of
// the flows' ends. Read the differences before they are kept.
beforeAll(async () => {
  const desk = await openRealDesk();
  if (process.env['RECORD_LEAVES'] === '1') await recordLeaves(desk);
  engine = engineOfTheDay(desk);
}, OPENING_TIMEOUT);

describe('the desk says what it said', () => {
  test.each(transcriptFiles())('%s', async (file) => {
    const text = transcriptText(file);
    const played = [];
    for (const transcript of parseAll(text)) played.push(await play(engine, transcript));
    expect(formatAll(played)).toBe(text);
  });
});
