import type { Terms } from '../text/terms';
import { mix, share } from './random';
import { hashTerm, Vocabulary, type VocabularyData } from './vocabulary';

/** One labelled phrase to learn from. */
export interface TrainingExample {
  readonly terms: Pick<Terms, 'lexical' | 'sound'>;
  readonly label: number;
}

/** Plain data of an {@link IntentClassifier}, for storing. */
export interface IntentClassifierData {
  readonly vocabulary: VocabularyData;
  readonly idf: Float32Array;
  /** Weights by feature, then by label, scaled to bytes by `scale`. */
  readonly weights: Int8Array;
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  readonly labels: number;
}

// Looked up once: the inner loops call them millions of times.
const { abs, exp, log, sqrt } = Math;

const EPOCHS = 12;
const RATE = 0.6;
const DECAY = 2e-6;
/** Errors below this are not corrected. */
const NEGLIGIBLE = 1e-4;
const MIN_FREQUENCY = 2;
const SEED = 20210630;

interface Features {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/**
 * Multinomial logistic regression over character n-grams, words, trade terms and pinyin, trained by AdaGrad (Duchi,
 * Hazan and Singer, 2011). Each pass sees every phrase damaged in another way: terms dropped, or only its sound left.
 * Chance is drawn from the phrase itself and not from its place among the others, so that one phrase more changes what is
 * like it and hardly anything else.
 */
export class IntentClassifier {
  private readonly vocabulary: Vocabulary;
  private readonly logits: Float64Array;

  constructor(private readonly data: IntentClassifierData) {
    this.vocabulary = new Vocabulary(data.vocabulary);
    this.logits = new Float64Array(data.labels);
  }

  /** Trains on examples with labels 0 to `labels - 1`; the same examples give the same model. */
  static train(examples: readonly TrainingExample[], labels: number): IntentClassifierData {
    const { vocabulary, idf } = collectFeatures(examples);
    const size = vocabulary.size;
    const weights = new Float32Array(size * labels);
    const squares = new Float32Array(size * labels).fill(1e-3);
    const bias = new Float32Array(labels);
    const prepared = examples.map(({ terms, label }) => ({
      lexical: idsOf(vocabulary, terms.lexical),
      sound: idsOf(vocabulary, terms.sound),
      label,
      hash: hashTerm([...terms.lexical, ...terms.sound].join(' ')),
    }));
    const hashes = hashesOf(examples, vocabulary);
    const state = { weights, squares, bias, probability: new Float64Array(labels), mistaken: new Uint16Array(labels), labels };
    for (let epoch = 0; epoch < EPOCHS; epoch++) {
      const keys = Uint32Array.from(prepared, ({ hash }) => mix(mix(SEED, epoch), hash));
      const order = Uint32Array.from(keys.keys()).sort((a, b) => keys[a]! - keys[b]! || a - b);
      for (const index of order) {
        const example = prepared[index]!;
        const chance = keys[index]!;
        const view = epoch === 0 ? 0.99 : share(mix(chance, 1));
        const keep = epoch === 0 ? 1 : 0.55 + 0.45 * share(mix(chance, 2));
        const thin = (ids: readonly number[]): readonly number[] =>
          keep >= 1 ? ids : ids.filter((id) => share(mix(chance, hashes[id]!)) < keep);
        const features =
          view < 0.2 ? weigh([], thin(example.sound), idf) : weigh(thin(example.lexical), view < 0.3 ? [] : thin(example.sound), idf);
        step(features, example.label, state);
      }
    }
    return { vocabulary: vocabulary.data(), idf, ...quantize(weights, labels), bias, labels };
  }

  /** Probability of each label; the array is overwritten by the next call. */
  predict(terms: Pick<Terms, 'lexical' | 'sound'>): Float64Array {
    const { data, logits } = this;
    const { ids, values } = weigh(idsOf(this.vocabulary, terms.lexical), idsOf(this.vocabulary, terms.sound), data.idf);
    const labels = data.labels;
    for (let label = 0; label < labels; label++) logits[label] = data.bias[label]!;
    for (let i = 0; i < ids.length; i++) {
      const offset = ids[i]! * labels;
      const value = values[i]! * data.scale[ids[i]!]!;
      for (let label = 0; label < labels; label++) logits[label] = logits[label]! + data.weights[offset + label]! * value;
    }
    softmax(logits);
    return logits;
  }
}

interface State {
  readonly weights: Float32Array;
  readonly squares: Float32Array;
  readonly bias: Float32Array;
  readonly probability: Float64Array;
  /** Room for the labels to be corrected. */
  readonly mistaken: Uint16Array;
  readonly labels: number;
}

function step({ ids, values }: Features, target: number, state: State): void {
  const { weights, squares, bias, probability, mistaken, labels } = state;
  for (let label = 0; label < labels; label++) probability[label] = bias[label]!;
  let i = 0;
  // Four at a time, because storing the sums takes longer than adding to them.
  for (; i + 3 < ids.length; i += 4) {
    const a = ids[i]! * labels;
    const b = ids[i + 1]! * labels;
    const c = ids[i + 2]! * labels;
    const d = ids[i + 3]! * labels;
    const va = values[i]!;
    const vb = values[i + 1]!;
    const vc = values[i + 2]!;
    const vd = values[i + 3]!;
    for (let label = 0; label < labels; label++) {
      probability[label] =
        probability[label]! + weights[a + label]! * va + weights[b + label]! * vb + weights[c + label]! * vc + weights[d + label]! * vd;
    }
  }
  for (; i < ids.length; i++) {
    const offset = ids[i]! * labels;
    const value = values[i]!;
    for (let label = 0; label < labels; label++) probability[label] = probability[label]! + weights[offset + label]! * value;
  }
  softmax(probability);
  probability[target] = probability[target]! - 1;
  let wrong = 0;
  for (let label = 0; label < labels; label++) if (abs(probability[label]!) >= NEGLIGIBLE) mistaken[wrong++] = label;
  for (i = 0; i < ids.length; i++) {
    const offset = ids[i]! * labels;
    const value = values[i]!;
    for (let m = 0; m < wrong; m++) {
      const label = mistaken[m]!;
      const at = offset + label;
      const gradient = probability[label]! * value + DECAY * weights[at]!;
      const square = squares[at]! + gradient * gradient;
      squares[at] = square;
      weights[at] = weights[at]! - (RATE * gradient) / sqrt(square);
    }
  }
  for (let label = 0; label < labels; label++) bias[label] = bias[label]! - 0.002 * probability[label]!;
}

function softmax(logits: Float64Array): void {
  let max = -Infinity;
  for (const logit of logits) if (logit > max) max = logit;
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const value = exp(logits[i]! - max);
    logits[i] = value;
    sum += value;
  }
  for (let i = 0; i < logits.length; i++) logits[i] = logits[i]! / sum;
}

function collectFeatures(examples: readonly TrainingExample[]): { vocabulary: Vocabulary; idf: Float32Array } {
  const frequency = new Map<string, number>();
  for (const { terms } of examples) {
    for (const term of terms.lexical) frequency.set(term, (frequency.get(term) ?? 0) + 1);
    for (const term of terms.sound) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  }
  const vocabulary = new Vocabulary();
  const idf: number[] = [];
  for (const [term, count] of frequency) {
    if (count < MIN_FREQUENCY) continue;
    idf[vocabulary.add(term)] = log(1 + examples.length / count);
  }
  return { vocabulary, idf: Float32Array.from(idf) };
}

function idsOf(vocabulary: Vocabulary, terms: readonly string[]): number[] {
  const ids: number[] = [];
  for (const term of terms) {
    const id = vocabulary.find(term);
    if (id >= 0) ids.push(id);
  }
  return ids;
}

/** The hash of every feature's term. */
function hashesOf(examples: readonly TrainingExample[], vocabulary: Vocabulary): Uint32Array {
  const hashes = new Uint32Array(vocabulary.size);
  for (const { terms } of examples) {
    for (const term of [...terms.lexical, ...terms.sound]) {
      const id = vocabulary.find(term);
      if (id >= 0) hashes[id] = hashTerm(term);
    }
  }
  return hashes;
}

/** Inverse-document-frequency weights; each of the two views has the same length, together they have length one. */
function weigh(lexical: readonly number[], sound: readonly number[], idf: Float32Array): Features {
  const ids = Int32Array.from([...lexical, ...sound]);
  const values = new Float32Array(ids.length);
  const share = lexical.length > 0 && sound.length > 0 ? Math.SQRT1_2 : 1;
  scale(lexical, 0, share, idf, values);
  scale(sound, lexical.length, share, idf, values);
  return { ids, values };
}

function scale(ids: readonly number[], start: number, share: number, idf: Float32Array, out: Float32Array): void {
  let sum = 0;
  for (const id of ids) sum += idf[id]! ** 2;
  const factor = share / sqrt(sum || 1);
  ids.forEach((id, i) => {
    out[start + i] = idf[id]! * factor;
  });
}

function quantize(weights: Float32Array, labels: number): { weights: Int8Array; scale: Float32Array } {
  const out = new Int8Array(weights.length);
  const scales = new Float32Array(weights.length / labels);
  for (let feature = 0; feature < scales.length; feature++) {
    let max = 0;
    for (let i = feature * labels; i < (feature + 1) * labels; i++) max = Math.max(max, abs(weights[i]!));
    const unit = max / 127 || 1;
    scales[feature] = unit;
    for (let i = feature * labels; i < (feature + 1) * labels; i++) out[i] = Math.round(weights[i]! / unit);
  }
  return { weights: out, scale: scales };
}
