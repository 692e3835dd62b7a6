import { prepareTraining } from '../../src/app';
import type { AmbiguousQuestion, ElsewhereTopic, Entry, Knowledge, Lexicon, SmalltalkKind } from '../../src/domain/knowledge';
import { Matcher } from '../../src/matching/matcher';
import { trainModel } from '../../src/matching/model';
import type { FittedWeights } from '../../src/matching/scoring';
import weights from '../../src/matching/weights.json';

/** A hand-made entry: what the matcher looks at, the rest is filled in. */
export interface SmallEntry {
  readonly id: string;
  readonly question: string;
  readonly topic?: string;
  readonly screens?: readonly string[];
  readonly phrasings: readonly string[];
}

/** Hand-made knowledge of a few entries for tests that can be followed by eye. */
export interface SmallKnowledge {
  readonly entries: readonly SmallEntry[];
  readonly ambiguous?: readonly AmbiguousQuestion[];
  readonly elsewhere?: readonly ElsewhereTopic[];
  readonly smalltalk?: readonly SmalltalkKind[];
  readonly handoff?: readonly string[];
  readonly lexicon?: Lexicon;
}

/** Completes hand-made knowledge to a whole one; the source item of an entry is its id in capitals. */
export function completeKnowledge(small: SmallKnowledge): Knowledge {
  return {
    topics: [{ id: 'topic', title: '主题' }],
    entries: small.entries.map(completeEntry),
    contacts: [],
    links: [],
    figures: [],
    forms: [],
    offices: [],
    elsewhere: small.elsewhere ?? [],
    ambiguous: small.ambiguous ?? [],
    smalltalk: small.smalltalk ?? [],
    handoffPhrasings: small.handoff ?? ['转人工', '我要人工'],
    lexicon: small.lexicon ?? { terms: [], fillers: [], latin: [] },
    messages: {},
  };
}

/** A matcher trained on hand-made knowledge with the project's fitted weights. */
export async function trainSmallMatcher(small: SmallKnowledge): Promise<Matcher> {
  const knowledge = completeKnowledge(small);
  const { tools } = await prepareTraining(knowledge);
  return new Matcher(trainModel(knowledge, tools), weights as FittedWeights, knowledge.lexicon, tools);
}

function completeEntry({ id, question, topic, screens, phrasings }: SmallEntry): Entry {
  return {
    id,
    topic: topic ?? 'topic',
    title: question,
    question,
    source: [id.toUpperCase()],
    audience: '所有单位',
    screens: screens ?? [],
    answer: { conclusion: question, steps: [], notes: [], links: [], contacts: [], form: null },
    related: [],
    flow: null,
    phrasings,
  };
}
