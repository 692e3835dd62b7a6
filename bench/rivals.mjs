// Each system is built on the same labelled phrases, [{ text, label }], and returns for a question the labels it ranks,
// best first, as [{ label, score }]. Ours is the matcher itself; the others are libraries used alone.
import { createRequire } from 'node:module';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';

const require = createRequire(import.meta.url);
// The root of `natural` loads database drivers; this file is the classifier alone.
const BayesClassifier = require('natural/lib/natural/classifiers/bayes_classifier');

const jieba = Jieba.withDict(dict);

/** Words for a search engine: jieba's search mode, which also yields the words inside long words. */
export function words(text) {
  return jieba.cutForSearch(text.toLowerCase(), true).filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** MiniSearch with jieba as its tokenizer, one document a phrase; a label ranks by its best phrase. */
export function buildMiniSearch(phrases) {
  const index = new MiniSearch({ fields: ['text'], tokenize: words });
  index.addAll(phrases.map(({ text }, id) => ({ id, text })));
  return (question) => bestByLabel(index.search(question).map(({ id, score }) => ({ label: phrases[id].label, score })));
}

/**
 * fuse.js with the settings that work for Chinese: the place of a match is ignored, since the default looks at the first
 * sixty characters only, and the threshold is 0.8 (of 0.4, 0.6, 0.7, 0.8 the best on a sample of the questions).
 */
export function buildFuse(phrases) {
  const fuse = new Fuse(phrases, { keys: ['text'], ignoreLocation: true, threshold: 0.8, includeScore: true });
  return (question) =>
    bestByLabel(fuse.search(question, { limit: 300 }).map(({ item, score }) => ({ label: item.label, score: 1 - score })));
}

/**
 * natural's naive Bayes classifier over pairs of characters. To train it on so many phrases takes minutes, nearly all of it
 * for looking up which features a phrase has; here that is done by a map, which gives the same model. Queries are natural's own.
 */
export function buildBayes(phrases) {
  const classifier = new BayesClassifier();
  for (const { text, label } of phrases) classifier.addDocument(pairs(text), `label ${label}`);
  const places = new Map(Object.keys(classifier.features).map((feature, place) => [feature, place]));
  classifier.textToFeatures = (tokens) => {
    const features = new Array(places.size).fill(0);
    for (const token of tokens) features[places.get(token)] = 1;
    return features;
  };
  classifier.train();
  delete classifier.textToFeatures;
  return (question) => {
    const ranked = classifier
      .getClassifications(pairs(question))
      .map(({ label, value }) => ({ label: Number(label.slice(6)), score: Math.log(value) }));
    // Logarithms of the odds of the first: the values themselves shrink with every character of the question.
    return ranked.map(({ label, score }) => ({ label, score: score - (ranked[label === ranked[0].label ? 1 : 0]?.score ?? 0) }));
  };
}

function pairs(text) {
  const clean = text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
  return [...new Set(Array.from({ length: Math.max(1, clean.length - 1) }, (_, i) => clean.slice(i, i + 2)))];
}

function bestByLabel(hits) {
  const best = new Map();
  for (const { label, score } of hits) if (!best.has(label) || best.get(label) < score) best.set(label, score);
  return [...best].map(([label, score]) => ({ label, score })).sort((a, b) => b.score - a.score);
}
