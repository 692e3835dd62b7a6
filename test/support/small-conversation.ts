import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { prepareTraining } from '../../src/app';
import type { ConversationParts } from '../../src/conversation/engine';
import type { Flow, FlowOption } from '../../src/domain/flow';
import type { Entry, Knowledge, Messages } from '../../src/domain/knowledge';
import { Matcher } from '../../src/matching/matcher';
import { trainModel } from '../../src/matching/model';
import weights from '../../src/matching/weights.json';
import { readCommandWords } from './command-words';
import { completeKnowledge } from './small-knowledge';

/** Steps of the small desk's guide. */
export const GUIDE_STEPS = 55;

const answer = (conclusion: string, steps: readonly string[] = []): Entry['answer'] => ({
  conclusion,
  steps,
  notes: [],
  links: [],
  contacts: [],
  form: null,
});

/** Knowledge of three entries: a lamp that does not shine (flow `lamp`), a long guide (flow `tour`), and opening hours (no flow). */
export function smallConversationKnowledge(): Knowledge {
  const knowledge = completeKnowledge({
    entries: [
      { id: 'lamp-dark', question: '台灯不亮怎么办', phrasings: ['台灯不亮', '灯泡坏了', '台灯打不开', '灯不亮了', '台灯开不了'] },
      { id: 'museum-tour', question: '参观路线怎么走', phrasings: ['参观路线', '怎么参观', '带我参观', '逛馆路线', '参观顺序'] },
      { id: 'opening-hours', question: '几点开门', phrasings: ['开门时间', '什么时候开门', '早上几点开', '营业时间'] },
    ],
  });
  const messages = parse(readFileSync(join(__dirname, '..', '..', 'dialogs', 'messages.yaml'), 'utf8')) as Messages;
  const flows: Readonly<Record<string, string>> = { 'lamp-dark': 'lamp', 'museum-tour': 'tour' };
  const steps = Array.from({ length: GUIDE_STEPS }, (_, i) => `走到第${String(i + 1)}号展柜。`);
  return {
    ...knowledge,
    messages,
    contacts: [
      {
        id: 'workshop',
        name: '修理铺',
        kind: 'phone',
        value: '600700',
        scope: '修台灯',
        notFor: '',
        how: '',
        topics: ['topic'],
        then: null,
      },
    ],
    entries: knowledge.entries.map((entry) => ({
      ...entry,
      title: entry.question,
      flow: flows[entry.id] ?? null,
      estimate: false,
      answer: entry.id === 'museum-tour' ? answer('按展柜顺序走。', steps) : answer(`${entry.question}：这样办。`),
    })),
  };
}

const option = (label: string, to: string, more: Partial<FlowOption> = {}): FlowOption => ({
  label,
  to,
  say: [],
  polarity: null,
  note: '',
  ...more,
});

/** The small desk's flow for the lamp, as of a version; `steps` replaces some of its steps. */
export function lampFlow(hash = 'v1', steps: Flow['steps'] = {}): Flow {
  return {
    id: 'lamp',
    title: '台灯不亮',
    topic: 'topic',
    direct: ['lamp-dark'],
    contact: 'workshop',
    start: 'plug',
    starts: { 'lamp-dark': 'plug' },
    stuck: 'workshop',
    hash,
    steps: {
      plug: {
        kind: 'ask',
        ask: '插头插好了吗？',
        again: '请看墙上的插座：插头插紧了没有？',
        options: [option('插好了', 'bulb', { polarity: 'yes' }), option('没插', 'done', { polarity: 'no' })],
      },
      bulb: {
        kind: 'ask',
        ask: '灯泡换过了吗？',
        again: '换过新灯泡没有？',
        options: [option('换过了', 'workshop', { polarity: 'yes', note: '换过灯泡' }), option('没换', 'done', { polarity: 'no' })],
      },
      done: { kind: 'end', end: 'resolved', say: '好的，亮了。' },
      workshop: { kind: 'escalate', contacts: ['workshop'], say: '请送去修。' },
      ...steps,
    },
  };
}

/** The small desk's flow that goes through a guide of {@link GUIDE_STEPS} steps. */
export function tourFlow(): Flow {
  return {
    id: 'tour',
    title: '参观',
    topic: 'topic',
    direct: ['museum-tour'],
    contact: 'workshop',
    start: 'walk',
    starts: { 'museum-tour': 'walk' },
    stuck: null,
    hash: 'v1',
    steps: { walk: { kind: 'guide', entry: 'museum-tour', to: 'done' }, done: { kind: 'end', end: 'resolved', say: '参观完了。' } },
  };
}

/** The small desk, trained; its flows can be exchanged without training anew. */
export async function smallConversation(): Promise<(flows: readonly Flow[]) => ConversationParts> {
  const knowledge = smallConversationKnowledge();
  const { tools } = await prepareTraining(knowledge);
  const matcher = new Matcher(trainModel(knowledge, tools), weights, knowledge.lexicon, tools);
  const commands = readCommandWords();
  return (flows) => ({ knowledge, dialogs: { flows, commands }, matcher });
}
