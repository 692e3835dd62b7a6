import type { Label } from './labels';
import type { RankedLabel, Scored, Thresholds } from './scoring';

/** A decision in terms of label numbers. */
export type LabelDecision =
  | { readonly kind: 'answer'; readonly entries: readonly RankedLabel[] }
  | { readonly kind: 'clarify'; readonly choices: readonly RankedLabel[] }
  | { readonly kind: 'smalltalk' | 'handoff'; readonly label: number }
  | { readonly kind: 'decline'; readonly elsewhere: number | null };

/** Most choices that are offered, and most candidates that are reported. */
export const MAX_CHOICES = 5;
/** Most questions of one message that are answered at once. */
const MAX_ANSWERS = 3;
/** A choice is worth showing from this share of the probability on. */
const MIN_CHOICE = 0.004;
/** A non-entry label must hold this share to be taken at its word. */
const MAJORITY = 0.5;

/** The one place that turns probabilities into a decision. `parts` are the questions of a compound message, each scored alone. */
export function decide(whole: Scored, parts: readonly Scored[], labels: readonly Label[], thresholds: Thresholds): LabelDecision {
  const compound = decideCompound(whole, parts, labels, thresholds);
  if (compound !== null) return compound;
  const first = whole.ranked[0];
  if (first === undefined) return { kind: 'decline', elsewhere: null };
  const label = labels[first.signals.label]!;
  const certain = first.probability >= MAJORITY;
  if (label.kind === 'ambiguous' && certain && whole.scope >= thresholds.clarify) return { kind: 'clarify', choices: ambiguousChoices(label, whole, labels) };
  if (whole.entries[0] !== undefined && whole.confidence >= thresholds.answer && whole.scope >= thresholds.clarify) return { kind: 'answer', entries: [whole.entries[0]] };
  if ((label.kind === 'smalltalk' || label.kind === 'handoff') && certain) return { kind: label.kind, label: first.signals.label };
  if (whole.scope >= thresholds.clarify && whole.entries.length > 0) return { kind: 'clarify', choices: likelyChoices(whole) };
  return { kind: 'decline', elsewhere: label.kind === 'elsewhere' && certain ? first.signals.label : null };
}

function likelyChoices({ entries }: Scored): RankedLabel[] {
  const total = entries.reduce((sum, { probability }) => sum + probability, 0) || 1;
  return entries.filter(({ probability }, place) => place < 2 || probability / total >= MIN_CHOICE).slice(0, MAX_CHOICES);
}

/** The choices the knowledge names for a too general question, and in front of them what the signals clearly prefer. */
function ambiguousChoices(label: Label, { entries }: Scored, labels: readonly Label[]): RankedLabel[] {
  const named = label.choices.map((id) => labels.findIndex((other) => other.kind === 'entry' && other.id === id));
  const preferred = entries.filter(({ probability, signals }) => probability >= 0.1 && !named.includes(signals.label)).slice(0, 1);
  const chosen = named.map((number) => entries.find(({ signals }) => signals.label === number) ?? unconsidered(number));
  return [...preferred, ...chosen].slice(0, MAX_CHOICES);
}

function unconsidered(label: number): RankedLabel {
  return { signals: { label, intent: 0, lexical: null, sound: null, screen: null }, probability: 0 };
}

function decideCompound(whole: Scored, parts: readonly Scored[], labels: readonly Label[], thresholds: Thresholds): LabelDecision | null {
  if (parts.length < 2) return null;
  const found: RankedLabel[] = [];
  for (const part of parts) {
    const entry = partAnswer(part, whole, labels, thresholds);
    if (entry !== null && !found.some(({ signals }) => signals.label === entry.signals.label)) found.push(entry);
  }
  if (found.length < 2) return null;
  const best = whole.entries[0]?.signals.label;
  return found.some(({ signals }) => signals.label === best) ? { kind: 'answer', entries: found.slice(0, MAX_ANSWERS) } : null;
}

/** The entry that a part asks for; a part too general by itself ("密码多少？") is read in the light of the whole message. */
function partAnswer(part: Scored, whole: Scored, labels: readonly Label[], thresholds: Thresholds): RankedLabel | null {
  const first = part.ranked[0];
  if (first === undefined || part.scope < thresholds.clarify) return null;
  const entry = part.entries[0];
  const kind = labels[first.signals.label]?.kind;
  if (kind === 'entry' && entry !== undefined && part.confidence >= thresholds.compound) return entry;
  if (kind !== 'ambiguous') return null;
  const choices = labels[first.signals.label]!.choices;
  const inWhole = whole.entries.find(({ signals }) => choices.includes(labels[signals.label]!.id));
  return inWhole !== undefined && whole.entries.indexOf(inWhole) < 3 ? inWhole : null;
}
