import type { TeachingEffect } from '../../src/domain/teaching';
import type { TeachingTools } from '../../src/staff/learn/tools';
import { personalDetailIn } from '../../src/text/wording';

/** An effect of nothing at all. */
export const NO_EFFECT: TeachingEffect = {
  faults: [],
  own: [],
  learned: [],
  questions: { count: 0, right: { before: 0, after: 0 }, changes: [] },
  turns: { asked: 0, texts: 0, changes: [] },
};

/** Means of learning that neither learn nor write anything, but for those given. */
export function idleTools(tools: Partial<TeachingTools> = {}): TeachingTools {
  return {
    stamp: () => 'content-1',
    measure: () => Promise.resolve(NO_EFFECT),
    apply: () => Promise.reject(new Error('not to be written')),
    writable: () => false,
    personalDetailIn,
    newId: () => 'new-entry',
    ...tools,
  };
}
