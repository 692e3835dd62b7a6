import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import type { TurnResponse } from '../../src/conversation/engine';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';
import { engineOfTheDay, said } from '../support/transcripts';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

/** Says all of it in one conversation; what the last turn brought. */
async function talk(...texts: readonly string[]): Promise<TurnResponse> {
  const engine = engineOfTheDay(desk);
  let result: TurnResponse | undefined;
  for (const text of texts) result = await engine.respond('guess', text);
  if (result === undefined) throw new Error('nothing was said');
  return result;
}

describe('the desk puts nothing in the user’s mouth', () => {
  test('“next” at a question about facts asks it again', async () => {
    expect((await talk('增员步骤', '一步一步带我做', '下一步')).flow).toEqual({ id: 'add-staff', step: 'bill-state' });
    expect((await talk('一步一步教我减员', '下一步', '下一步', '下一步', '然后呢')).outcome).toBe('open');
  });

  test('“next” at a question about work that was to be done goes on', async () => {
    expect((await talk('基数申报表怎么填', '一步一步带我做')).replies).not.toEqual([]);
    expect((await talk('一步一步教我注册', '注册步骤', '一步一步带我做', '下一步')).flow?.step).toBe('walk');
  });

  test('“好了” answers what was asked before it ends everything', async () => {
    const { flow, outcome } = await talk('减员步骤', '一步一步带我做', '好了');
    expect(outcome).toBe('open');
    expect(flow).toEqual({ id: 'remove-staff', step: 'walk' });
  });

  test('a step on the way is not the end', async () => {
    expect((await talk('怎么在电子税务局缴费', '一步一步带我做', '登上了')).outcome).toBe('open');
  });

  test('how it ended counts, not how it began', async () => {
    const result = await talk('提示法人已经注册', '账号也忘了', '找回来了 可还是进不去');
    expect(result.outcome).not.toBe('resolved');
  });

  test('a word out of a later step of a guide does not skip to it', async () => {
    expect((await talk('一步一步教我减员', '下一步', 'jpg')).flow?.step).toBe('walk');
  });

  test('words that only describe a failure do not answer a question that was not asked yet', async () => {
    expect(said(await talk('我们是律所 注册平台老不通过'))).not.toContain('您说了');
  });

  test('misses in a row offer a person and do not send to one', async () => {
    const result = await talk('想加人', '新员工', '这个月', '那个');
    expect(result.outcome).toBe('open');
    expect(said(result)).not.toContain('帮您找人');
  });
});

describe('numbers', () => {
  test('the last one is “none of these”, and one beyond it says so', async () => {
    const offered = await talk('增员');
    const total = offered.replies.at(-1)?.choices.length ?? 0;
    expect(total).toBeGreaterThan(1);
    expect(said(await talk('增员', String(total)))).toContain('没听懂');
    const beyond = await talk('增员', String(total + 1));
    expect(said(beyond)).toContain('没有这个序号');
    expect(beyond.replies.at(-1)?.choices).toEqual(offered.replies.at(-1)?.choices);
    expect((await talk('增员', '99', '1')).match).toBeNull();
  });

  test('one that answers nothing is not taken for a question', async () => {
    expect(said(await talk('2'))).toContain('没有等您选序号');
  });
});

test.each(['明早几点能开门办事', '你们礼拜天有人值班吗'])(
  'no opening hours are invented, the desk says how to find out: %s',
  async (text) => {
    const reply = said(await talk(text));
    expect(reply).toContain('先打电话问清楚');
    expect(reply).not.toMatch(/\d/);
  },
);
