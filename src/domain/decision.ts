/** What kind of signal spoke for a candidate. */
export type EvidenceKind = 'screen' | 'phrasing' | 'pinyin' | 'intent';

/** One reason why a candidate matched. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** The text that matched: a screen message, the nearest phrasing, a term. */
  readonly detail: string;
  /** Strength of the signal, 0 to 1. */
  readonly weight: number;
}

/** A ranked possible answer. */
export interface Candidate {
  readonly id: string;
  readonly source: readonly string[];
  /** Calibrated probability, 0 to 1, that this entry answers the utterance. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
}

/** What the desk does with an utterance, before any dialog flow is considered. */
export type MatchDecision =
  | { readonly kind: 'answer'; readonly answers: readonly Candidate[] }
  | { readonly kind: 'clarify'; readonly choices: readonly Candidate[] }
  | { readonly kind: 'smalltalk'; readonly smalltalk: string }
  | { readonly kind: 'handoff' }
  | { readonly kind: 'decline'; readonly elsewhere: string | null };

/** A decision with the ranked candidates it was made from. */
export interface MatchResult {
  readonly decision: MatchDecision;
  /** Ranked, at most five; for clarify exactly the choices offered. */
  readonly candidates: readonly Candidate[];
}
