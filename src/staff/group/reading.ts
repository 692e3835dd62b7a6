import type { Knowledge } from '../../domain/knowledge';
import type { Candidate, MatchDecision, MatchResult } from '../../domain/decision';
import type { Matcher } from '../../matching/matcher';
import { asks, complains, namesSubject } from './speech';

/** What the matcher makes of a text, and what of that counts in a group. */
export interface Reading {
  readonly text: string;
  /** Its canonical form, by which the form of the sentence is told. */
  readonly plain: string;
  readonly decision: MatchDecision;
  readonly candidates: readonly Candidate[];
  /** Probability that it is ours, 0 to 1. */
  readonly scope: number;
  /** Probability that the first entry is right, 0 to 1. */
  readonly confidence: number;
  /** The entry that the draft would answer with; null when there is none. */
  readonly top: string | null;
  /** The too general question it is; null when it is none. */
  readonly general: string | null;
  /** The subject that others deal with; null when it is none, or one of daily life. */
  readonly elsewhere: string | null;
  /** The screen message it quotes; null when none. */
  readonly screen: string | null;
  readonly asks: boolean;
  readonly complains: boolean;
}

/** What is needed of the matcher. */
export type GroupMatcher = Pick<Matcher, 'match' | 'score' | 'normalize' | 'labels'>;

/** A label other than an entry must hold this share to be taken at its word. */
const MAJORITY = 0.5;
/** Share of a screen message that must be found for it to be quoted, and for it to settle what is meant. */
const QUOTED = 0.7;
const SETTLING = 0.9;
/** Most readings that are kept; chats repeat themselves. */
const KEPT = 2000;

/** Reads texts by the matcher, each once. */
export class Reader {
  private readonly kept = new Map<string, Reading>();
  private readonly official: ReadonlySet<string>;

  constructor(
    private readonly matcher: GroupMatcher,
    knowledge: Pick<Knowledge, 'elsewhere'>,
  ) {
    // A subject that no office deals with is chat among people, not a question for the desk.
    this.official = new Set(knowledge.elsewhere.filter(({ where }) => where !== '').map(({ id }) => id));
  }

  read(text: string): Reading {
    const before = this.kept.get(text);
    if (before !== undefined) return before;
    if (this.kept.size >= KEPT) this.kept.clear();
    const reading = this.make(text);
    this.kept.set(text, reading);
    return reading;
  }

  private make(text: string): Reading {
    const plain = this.matcher.normalize(text);
    const result = this.matcher.match(text);
    const { ranked, scope, confidence } = this.matcher.score(text);
    const first = ranked[0];
    const label = first === undefined ? undefined : this.matcher.labels[first.signals.label];
    const certain = first !== undefined && first.probability >= MAJORITY ? label : undefined;
    const screen = quotedScreen(result);
    const settled = screen !== null && screen.weight >= SETTLING;
    const elsewhere = result.decision.kind === 'decline' ? result.decision.elsewhere : null;
    return {
      text,
      plain,
      decision: result.decision,
      candidates: result.candidates,
      scope,
      confidence: result.decision.kind === 'answer' ? Math.max(confidence, result.candidates[0]?.confidence ?? 0) : confidence,
      top: (settled ? screen.id : undefined) ?? result.candidates[0]?.id ?? null,
      general: certain?.kind === 'ambiguous' && result.decision.kind === 'clarify' && !settled ? certain.id : null,
      elsewhere: elsewhere !== null && this.official.has(elsewhere) && namesSubject(plain) ? elsewhere : null,
      screen: screen?.text ?? null,
      asks: asks(plain) || (result.decision.kind === 'answer' && isSpelt(plain)),
      complains: complains(plain),
    };
  }
}

/** True for a text typed in letters only; nobody chats in them by the way. */
function isSpelt(plain: string): boolean {
  return /^[a-z][a-z0-9 ,.?!'-]{7,}$/.test(plain) && plain.includes(' ');
}

function quotedScreen({ candidates, decision }: MatchResult): { id: string; text: string; weight: number } | null {
  // The second or third candidate counts only where the desk is in doubt, for then the message shown tells.
  const looked = decision.kind === 'answer' ? candidates.slice(0, 1) : candidates;
  let best: { id: string; text: string; weight: number } | null = null;
  for (const { id, evidence } of looked) {
    for (const { kind, detail, weight } of evidence) {
      if (kind === 'screen' && weight >= QUOTED && weight > (best?.weight ?? 0)) best = { id, text: detail, weight };
    }
  }
  return best;
}
