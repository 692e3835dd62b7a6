import { createNoiseTools, NOISE_KINDS, type NoiseKind } from '../evaluation/noise';
import { MIXED_NOISE, noisyQuestions } from '../evaluation/noisy-questions';
import type { Question } from '../evaluation/questions';
import type { TextTools } from '../matching/model';
import { UsageError } from './output';

/** Damages questions as the command line asks, or leaves them. */
export type Damage = (tools: TextTools, questions: readonly Question[]) => Promise<readonly Question[]>;

/** Reads the options `--noise` and `--seed`. Throws {@link UsageError} when one is not to be understood. */
export function damageOf({ noise, seed = '1' }: { readonly noise?: string; readonly seed?: string }): Damage {
  if (!/^\d{1,9}$/.test(seed)) throw new UsageError(`--seed 要写整数，不能写“${seed}”。`);
  if (noise === undefined) return (_, questions) => Promise.resolve(questions);
  const kinds: readonly string[] = [...NOISE_KINDS, MIXED_NOISE];
  if (!kinds.includes(noise)) throw new UsageError(`没有“${noise}”这种噪声。可以写：${kinds.join('、')}。`);
  return async (tools, questions) =>
    noisyQuestions(await createNoiseTools(tools.table, tools.segment), questions, noise as NoiseKind | typeof MIXED_NOISE, Number(seed));
}
