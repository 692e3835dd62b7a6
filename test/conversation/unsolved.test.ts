import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import type { ConversationEngine } from '../../src/conversation/engine';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { engineOfTheDay } from '../support/transcripts';

let desk: Desk;
let engine: ConversationEngine;

beforeAll(async () => {
  desk = await openRealDesk();
  engine = engineOfTheDay(desk);
}, OPENING_TIMEOUT);

/** How often the user says that it did not help before the desk must have sent him to somebody. */
const PATIENCE = 12;

test('“没解决” never brings the same text again, and leads to a person', async () => {
  const faults: string[] = [];
  for (const { id, question, title } of desk.knowledge.entries) {
    const said = new Set<string>();
    let result = await engine.respond(id, question);
    if (result.replies.at(-1)?.choices.includes(title) === true) result = await engine.respond(id, title);
    for (const { text } of result.replies) said.add(text);
    let complaints = 0;
    while (result.outcome !== 'escalated' && complaints < PATIENCE) {
      result = await engine.respond(id, '没解决');
      complaints++;
      const again = result.replies.filter(({ text }) => said.has(text));
      if (again.length > 0) faults.push(`${id}: said again at complaint ${String(complaints)}: ${again[0]?.text.slice(0, 60) ?? ''}`);
      for (const { text } of result.replies) said.add(text);
    }
    if (result.outcome !== 'escalated') faults.push(`${id}: nobody named after ${String(PATIENCE)} complaints`);
  }
  expect(faults).toEqual([]);
});

describe('after the desk has sent the user to somebody', () => {
  test.each(['检测不到Ukey', '提示存在未提交信息', '注册时提示核验失败，请核实法人信息'])(
    '%s: a second “还是不行” names another way',
    async (question) => {
      const key = `again ${question}`;
      let result = await engine.respond(key, question);
      for (let i = 0; i < PATIENCE && result.outcome !== 'escalated'; i++) result = await engine.respond(key, '还是不行');
      const first = result.contacts;
      const second = await engine.respond(key, '还是不行');
      expect(first.length).toBeGreaterThan(0);
      expect(second.replies.length).toBeGreaterThan(0);
      expect(second.replies.map(({ text }) => text)).not.toEqual(result.replies.map(({ text }) => text));
    },
  );
});
