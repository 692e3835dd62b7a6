import { createRandom } from '../matching/random';
import type { Label } from '../matching/labels';
import { answerFeatures, type FittedWeights, labelFeatures, rank, type RankedLabel, scopeFeatures } from '../matching/scoring';
import type { ScoredQuestion } from './curve';
import { fitBinary, fitChoice } from './optimize';
import type { Question } from './questions';
import { type Reading, scoreReading } from './reading';
import { chooseThresholds, type Targets } from './thresholds';

/** A question read once, as written or as a damaged copy. */
export interface FitExample {
  readonly question: Question;
  readonly reading: Reading;
  /** How much it counts in fitting and in choosing thresholds. */
  readonly weight: number;
  /** Number of the question it is, or is a copy of; all copies are held out together. */
  readonly origin: number;
}

/** How many parts the questions are split into for cross-validation. */
export const FOLDS = 5;

/** A held-out question with the number of its fold. */
export interface HeldOut extends ScoredQuestion {
  readonly fold: number;
  readonly example: FitExample;
}

/** A fit with what it did on the questions held out. */
export interface FitResult {
  readonly weights: FittedWeights;
  /** Every example, scored by a model that has not seen its question. */
  readonly heldOut: readonly HeldOut[];
}

/**
 * Fits ranking weights and the two probabilities to all examples, and chooses the thresholds on the same examples scored
 * by models of the other folds.
 */
export function fit(examples: readonly FitExample[], labels: readonly Label[], targets: Targets): FitResult {
  const foldOf = assignFolds(examples);
  const heldOut: HeldOut[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const models = fitModels(
      examples.filter(({ origin }) => foldOf.get(origin) !== fold),
      labels,
    );
    for (const example of examples) {
      if (foldOf.get(example.origin) !== fold) continue;
      heldOut.push({
        question: example.question,
        scored: scoreReading(example.reading, labels, models),
        weight: example.weight,
        fold,
        example,
      });
    }
  }
  return { weights: { ...fitModels(examples, labels), thresholds: chooseThresholds(heldOut, labels, targets) }, heldOut };
}

/** Questions by turns in a shuffled order: files list related questions together. */
function assignFolds(examples: readonly FitExample[]): Map<number, number> {
  const random = createRandom(7);
  const origins = [...new Set(examples.map(({ origin }) => origin))].map((origin) => ({ origin, key: random() }));
  origins.sort((a, b) => a.key - b.key);
  return new Map(origins.map(({ origin }, place) => [origin, place % FOLDS]));
}

function fitModels(examples: readonly FitExample[], labels: readonly Label[]): FittedWeights {
  const weights = fitRank(examples, labels).map(round);
  const rows = examples.map(({ question, reading: { whole }, weight }) => {
    const ranked = rank(whole, weights);
    const entries = ranked.filter(({ signals }) => labels[signals.label]?.kind === 'entry');
    const right = isRight(question, entries[0], labels);
    return { question, weight, right, answer: answerFeatures(entries, ranked, whole), scope: scopeFeatures(ranked, labels, whole) };
  });
  const answer = fitBinary(rows.map(({ answer: features, right, weight }) => ({ features, target: right ? 1 : 0, weight })));
  const scope = fitBinary(
    rows.map(({ scope: features, question, weight }) => ({ features, target: question.gold.length > 0 ? 1 : 0, weight })),
  );
  return {
    rank: weights,
    answer: { bias: round(answer.bias), weights: answer.weights.map(round) },
    scope: { bias: round(scope.bias), weights: scope.weights.map(round) },
    thresholds: { answer: 1, clarify: 1, compound: 1 },
  };
}

/** The labels that fit the question should hold the probability; for one that is not ours, all labels of its sort do. */
function fitRank(examples: readonly FitExample[], labels: readonly Label[]): number[] {
  return fitChoice(
    examples.flatMap(({ question, reading, weight }) => {
      const wanted = reading.whole.labels.map(({ label }) => isWanted(question, labels[label]!));
      if (!wanted.includes(true)) return [];
      return [{ features: reading.whole.labels.map(labelFeatures), wanted, weight }];
    }),
  );
}

function isWanted({ gold, kind }: Question, label: Label): boolean {
  if (gold.length > 0) return label.source.some((id) => gold.includes(id));
  if (kind === 'handoff') return label.kind === 'handoff';
  if (kind === 'chitchat') return label.kind === 'smalltalk';
  return label.kind === 'elsewhere' || label.kind === 'smalltalk' || label.kind === 'handoff';
}

function isRight({ gold }: Question, entry: RankedLabel | undefined, labels: readonly Label[]): boolean {
  return entry !== undefined && labels[entry.signals.label]!.source.some((source) => gold.includes(source));
}

function round(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
