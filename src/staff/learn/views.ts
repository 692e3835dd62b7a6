import { type Proposal } from '../../storage/learning-store';
import type { EffectView, LearnGroup, ProposalItem } from '../api/learn';
import type { Group } from './groups';
import type { Names } from './names';

/** Wordings shown beside the first one. */
const SAMPLES = 3;

/** A group as the list shows it. */
export function toGroupView({ id, wordings, count, earlier, kinds, at }: Group, names: Names): LearnGroup {
  const texts = wordings.map(({ text }) => text);
  const text = texts[0] ?? '';
  return { id, text, count, earlier, kinds, wordings: texts.length, samples: texts.slice(1, 1 + SAMPLES), at, now: names.now(text) };
}

/** A proposal as the lists show it; `stamp` names the present content. */
export function toProposalItem(proposal: Proposal, names: Names, stamp: string): ProposalItem {
  const { kind, target, entry, effect } = proposal;
  const { id, texts, status, by, createdAt, decidedBy, decidedAt, appliedAt, fault } = proposal;
  const name =
    kind === 'elsewhere'
      ? names.subject(target)
      : kind === 'entry' && entry !== null
        ? { id: target, title: entry.title }
        : names.entry(target);
  return {
    ...{ id, kind, target: name, texts, entry, status, by, createdAt, decidedBy, decidedAt, appliedAt, fault },
    broken: effect === null || effect.stamp !== stamp ? null : brokenOf(effect.found),
  };
}

/** What was measured, in words; null when it was not, or on other content. */
export function toEffectView({ effect, target, entry }: Proposal, names: Names, stamp: string): EffectView | null {
  if (effect === null || effect.stamp !== stamp) return null;
  const { faults, own, learned, questions, turns } = effect.found;
  // The new entry is in no knowledge yet.
  const named = (decision: (typeof own)[number]['after']): EffectView['own'][number]['after'] => {
    const { kind, names: found } = names.decision(decision);
    return { kind, names: found.map((name) => (entry !== null && name.id === target ? { id: target, title: entry.title } : name)) };
  };
  const change = ({ text, before, after }: (typeof own)[number]): EffectView['own'][number] => ({
    ...{ text, before: named(before), after: named(after) },
  });
  return {
    stamp,
    faults,
    own: own.map(change),
    learned,
    questions:
      questions === null
        ? null
        : {
            count: questions.count,
            rightBefore: questions.right.before,
            rightAfter: questions.right.after,
            changes: questions.changes.map((one) => ({ ...change(one), right: names.ofSources(one.gold), verdict: one.verdict })),
          },
    turns: { ...turns, changes: turns.changes.map((one) => ({ ...change(one), count: one.count })) },
  };
}

function brokenOf({ questions }: NonNullable<Proposal['effect']>['found']): number {
  return questions?.changes.filter(({ verdict }) => verdict === 'broken').length ?? 0;
}
