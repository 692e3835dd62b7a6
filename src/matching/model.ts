import type { Knowledge } from '../domain/knowledge';
import { type CharacterTable } from '../text/characters';
import { TermExtractor, type Segmenter } from '../text/terms';
import { IntentClassifier, type IntentClassifierData } from './intent-classifier';
import { type Label, type LabelledPhrases, labelsOf } from './labels';
import { PhraseIndex, type PhraseIndexData } from './phrase-index';

/** Everything a matcher needs, as plain data that can be stored and loaded at once. */
export interface MatcherModel {
  readonly labels: readonly Label[];
  /** Phrases in index order, for explanations. */
  readonly phrases: readonly string[];
  readonly lexical: PhraseIndexData;
  readonly sound: PhraseIndexData;
  readonly classifier: IntentClassifierData;
  /** Normalised pieces of screen messages with the number of their label. */
  readonly screens: readonly { readonly text: string; readonly label: number }[];
}

/** The text tools that a model was trained with and must be used with. */
export interface TextTools {
  readonly table: CharacterTable;
  readonly segment: Segmenter;
}

/** Trains a model on all phrases of the knowledge; takes seconds. */
export function trainModel(knowledge: Knowledge, tools: TextTools): MatcherModel {
  return trainOn(knowledge, labelsOf(knowledge), tools);
}

/** Trains a model on given labels, e.g. with some phrases left out. */
export function trainOn(knowledge: Knowledge, labels: readonly LabelledPhrases[], tools: TextTools): MatcherModel {
  const extractor = new TermExtractor(tools.table, knowledge.lexicon, tools.segment);
  const examples = labels.flatMap(({ phrases }, label) => phrases.map((phrase) => ({ phrase, terms: extractor.extract(phrase), label })));
  return {
    labels: labels.map(({ kind, id, source, topic, choices }) => ({ kind, id, source, topic, choices })),
    phrases: examples.map(({ phrase }) => phrase),
    lexical: PhraseIndex.build(examples.map(({ terms, label }) => ({ terms: terms.lexical, group: label }))),
    sound: PhraseIndex.build(examples.map(({ terms, label }) => ({ terms: terms.sound, group: label }))),
    classifier: IntentClassifier.train(examples, labels.length),
    screens: knowledge.entries.flatMap((entry, label) =>
      entry.screens.flatMap((screen) =>
        screen
          .split('…')
          .map((piece) => extractor.normalize(piece).replace(/[^\u4e00-\u9fffa-z0-9]/g, ''))
          .filter((piece) => piece.length >= 3)
          .map((text) => ({ text, label })),
      ),
    ),
  };
}
