import { addNoise, NOISE_KINDS, type NoiseKind, type NoiseTools } from './noise';
import type { Question } from './questions';

/** Every kind of noise in turn. */
export const MIXED_NOISE = 'mixed';

/** Questions damaged by one kind of noise, or by each kind in turn; the same for the same seed. */
export function noisyQuestions(
  tools: NoiseTools,
  questions: readonly Question[],
  kind: NoiseKind | typeof MIXED_NOISE,
  seed: number,
): Question[] {
  return questions.map((question, i) => {
    const chosen = kind === MIXED_NOISE ? NOISE_KINDS[(i + seed) % NOISE_KINDS.length]! : kind;
    return { ...question, q: addNoise(tools, question.q, chosen, seed) };
  });
}
