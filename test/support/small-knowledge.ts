import { prepareTraining } from '../../src/app';
import type { AmbiguousQuestion, ElsewhereTopic, Entry, Knowledge, Lexicon, SmalltalkKind } from '../../src/domain/knowledge';
import { Matcher } from '../../src/matching/matcher';
import { trainModel } from '../../src/matching/model';
import type { FittedWeights } from '../../src/matching/scoring';

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
    hours: { weekly: [], holidays: [], workdays: [] },
  };
}

/** Plain weights for tests on hand-made knowledge, so that they hold whatever the project's weights are fitted to. */
export const PLAIN_WEIGHTS: FittedWeights = {
  rank: [1, 1, 2, 1, 1, 1],
  answer: { bias: -7, weights: [0.3, 1, 0.3, 1.3, 2.4, -1.3, 3, 1, 2] },
  scope: { bias: -6, weights: [0.5, 0.5, 2, 4, 3.5, 0.2] },
  thresholds: { answer: 0.8, clarify: 0.5, compound: 0.8 },
};

/** A matcher trained on hand-made knowledge with {@link PLAIN_WEIGHTS}. */
export async function trainSmallMatcher(small: SmallKnowledge): Promise<Matcher> {
  const knowledge = completeKnowledge(small);
  const { tools } = await prepareTraining(knowledge);
  return new Matcher(trainModel(knowledge, tools), PLAIN_WEIGHTS, knowledge.lexicon, tools);
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
    estimate: false,
    phrasings,
  };
}
