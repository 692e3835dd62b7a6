import { createRequire } from 'node:module';
import { printTable, quantile, millis } from './measure.mjs';

const require = createRequire(import.meta.url);
const { openDesk } = require('../dist/app.js');
const { readConfig } = require('../dist/config.js');
const { ConversationEngine } = require('../dist/conversation/engine.js');
const { MemoryStore } = require('../dist/storage/memory-store.js');
const { ConversationState, MemoryStorage, TestAdapter } = require('botbuilder-core');
const { DialogSet, TextPrompt, WaterfallDialog } = require('botbuilder-dialogs');

/** One conversation as it is mostly had: a trouble in free text, answers to the flow's questions, the hand-over, thanks; the first and the last go through the matcher. */
const TURNS = ['检测不到ukey', '亮的', '以前装过', '还是不行', '没有别的电脑', '谢谢老师'];
const CONVERSATIONS = 300;

async function ours() {
  const engine = new ConversationEngine(await openDesk(readConfig()), new MemoryStore());
  return async (conversation, text) => {
    await engine.respond(conversation, text);
  };
}

/** A waterfall that asks two text prompts in turn, over the SDK's own memory storage. */
async function bareWaterfall() {
  const state = new ConversationState(new MemoryStorage());
  const dialogs = new DialogSet(state.createProperty('dialogs'));
  dialogs.add(new TextPrompt('text'));
  dialogs.add(
    new WaterfallDialog('two', [
      (step) => step.prompt('text', 'first question'),
      (step) => step.prompt('text', 'second question'),
      async (step) => {
        await step.context.sendActivity('done');
        return step.endDialog();
      },
    ]),
  );
  const adapter = new TestAdapter(async (context) => {
    const dialogContext = await dialogs.createContext(context);
    await dialogContext.continueDialog();
    if (!context.responded) await dialogContext.beginDialog('two');
    await state.saveChanges(context);
  });
  return async (conversation, text) => {
    await adapter.processActivity({ type: 'message', text, conversation: { id: conversation } });
    adapter.activityBuffer.length = 0;
  };
}

async function run(respond, name) {
  const times = [];
  for (let number = 0; number < CONVERSATIONS; number++) {
    for (const text of TURNS) {
      const start = performance.now();
      await respond(`${name}-${number}`, text);
      times.push(performance.now() - start);
    }
  }
  return times;
}

/** Turns per second through the whole conversation engine beside a bare botbuilder waterfall with two prompts, by turns in one run. */
export async function compareConversation() {
  const systems = [
    { name: 'shebao-desk', respond: await ours(), times: [] },
    { name: 'bare waterfall', respond: await bareWaterfall(), times: [] },
  ];
  for (const { name, respond } of systems) await run(respond, `${name}-warm`);
  for (let round = 0; round < 3; round++)
    for (const system of systems) system.times.push(...(await run(system.respond, `${system.name}-${round}`)));
  const rate = ({ times }) => (times.length / times.reduce((sum, time) => sum + time, 0)) * 1000;
  console.log(`\nCONVERSATION: ${TURNS.length} turns, ${CONVERSATIONS * 3} times, state in memory`);
  printTable([
    ['system', 'turns/s', 'p50 ms', 'p99 ms'],
    ...systems.map((system) => [
      system.name,
      rate(system).toFixed(0),
      millis(quantile(system.times, 0.5)),
      millis(quantile(system.times, 0.99)),
    ]),
  ]);
  const ratio = rate(systems[0]) / rate(systems[1]);
  return [
    {
      what: 'conversation engine at least as fast as a bare waterfall',
      holds: ratio >= 1,
      seen: `${ratio.toFixed(2)} times its turns per second`,
    },
  ];
}
