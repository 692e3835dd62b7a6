import type { Teaching, TeachingEffect } from '../../domain/teaching';
import type { LearningStore, Proposal } from '../../storage/learning-store';

/** How far the measuring of an effect has got. */
export interface EffectProgress {
  readonly step: 'reading' | 'learning' | 'questions' | 'turns';
  /** Share of the step that is done, 0 to 1. */
  readonly share: number;
}

/** A file that a proposal has changed. */
export interface WrittenFile {
  /** Relative to the content folder. */
  readonly path: string;
  readonly created: boolean;
  /** Phrasings or entries added. */
  readonly added: number;
}

/** What came of writing the accepted proposals into the files. */
export type ApplyOutcome =
  | {
      readonly kind: 'applied';
      /** Ids of the proposals that stand in the files now. */
      readonly proposals: readonly string[];
      /** Empty when everything stood there already. */
      readonly files: readonly WrittenFile[];
      /** Proposed message for the commit. */
      readonly commit: string;
    }
  | {
      readonly kind: 'refused';
      /** Why nothing was changed; `proposal` is null when it is no single one's fault. */
      readonly faults: readonly { readonly proposal: string | null; readonly message: string }[];
    };

/** What learning needs of the rest of the program: the content files, and the making of new knowledge of them. */
export interface TeachingTools {
  /** Changes when the content does, in whatever way. */
  stamp(): string;
  /** Learns the content with something more taught to it, beside this thread, and compares. Takes about half a minute of a processor. */
  measure(teaching: Teaching, onProgress: (progress: EffectProgress) => void): Promise<TeachingEffect>;
  /** Writes accepted proposals into the files: all, or on any fault none. */
  apply(proposals: readonly Proposal[]): Promise<ApplyOutcome>;
  /** Whether the content files can be written from here. */
  writable(): boolean;
  /** What in a text tells of one person or company, for people; null when nothing does. */
  personalDetailIn(text: string): string | null;
  /** An id for a new entry of this title that none of the given ids is. */
  newId(title: string, taken: ReadonlySet<string>): string;
}

/** What a proposal teaches. */
export function teachingOf({ kind, target, texts, entry }: Pick<Proposal, 'kind' | 'target' | 'texts' | 'entry'>): Teaching {
  if (kind === 'entry' && entry !== null) return { kind, entry, texts };
  return { kind: kind === 'elsewhere' ? 'elsewhere' : 'phrasing', target, texts };
}

/** Notes with the proposals what came of them. */
export async function noteOutcome(learning: Pick<LearningStore, 'markApplied' | 'noteFault'>, outcome: ApplyOutcome): Promise<void> {
  switch (outcome.kind) {
    case 'applied':
      await learning.markApplied(outcome.proposals);
      break;
    case 'refused':
      for (const { proposal, message } of outcome.faults) if (proposal !== null) await learning.noteFault(proposal, message);
  }
}
