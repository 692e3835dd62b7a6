import type { Label } from './labels';
import type { RankedLabel, Scored, ScoredPart, Thresholds } from './scoring';

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
/** Most terms of a message in which a part may be answered although the whole is not ours. */
const SHORT = 90;
/** Fewest terms of a part that does not ask but may still be a question of its own. */
const MIN_TERMS = 10;
/** Share of a screen message, and characters of it in a row, from which it is quoted rather than touched upon. */
const QUOTED = 0.8;
const QUOTED_RUN = 4;
/** A non-entry label must hold this share to be taken at its word. */
const MAJORITY = 0.5;

/** The one place that turns probabilities into a decision. `parts` are the questions of a compound message, each scored alone. */
export function decide(whole: Scored, parts: readonly ScoredPart[], labels: readonly Label[], thresholds: Thresholds): LabelDecision {
  const compound = decideCompound(whole, parts, labels, thresholds);
  if (compound !== null) return compound;
  const first = whole.ranked[0];
  if (first === undefined) return { kind: 'decline', elsewhere: null };
  const label = labels[first.signals.label]!;
  const certain = first.probability >= MAJORITY;
  if (label.kind === 'ambiguous' && certain && whole.scope >= thresholds.clarify)
    return { kind: 'clarify', choices: ambiguousChoices(label, whole, labels) };
  if (whole.entries[0] !== undefined && whole.confidence >= thresholds.answer && whole.scope >= thresholds.clarify)
    return { kind: 'answer', entries: [whole.entries[0]] };
  const hidden = certain || whole.scope < thresholds.clarify ? hiddenQuestion(whole, parts, label, labels, thresholds) : null;
  if (hidden !== null) return hidden;
  if ((label.kind === 'smalltalk' || label.kind === 'handoff') && certain) return { kind: label.kind, label: first.signals.label };
  if (whole.scope >= thresholds.clarify && whole.entries.length > 0) return { kind: 'clarify', choices: likelyChoices(whole, labels) };
  return { kind: 'decline', elsewhere: label.kind === 'elsewhere' && certain ? first.signals.label : null };
}

function likelyChoices({ entries }: Scored, labels: readonly Label[]): RankedLabel[] {
  const total = entries.reduce((sum, { probability }) => sum + probability, 0) || 1;
  const likely = entries.filter(({ probability }, place) => place < 2 || probability / total >= MIN_CHOICE).slice(0, MAX_CHOICES);
  const [only] = likely;
  if (likely.length !== 1 || only === undefined) return likely;
  const { topic } = labels[only.signals.label]!;
  const sibling = labels.findIndex((label, number) => label.kind === 'entry' && label.topic === topic && number !== only.signals.label);
  return sibling < 0 ? likely : [only, unconsidered(sibling)];
}

/** A question of ours in one part of a message whose whole is small talk, a request for a person or, when it is short, not ours. */
function hiddenQuestion(
  whole: Scored,
  parts: readonly ScoredPart[],
  label: Label,
  labels: readonly Label[],
  thresholds: Thresholds,
): LabelDecision | null {
  const aside = label.kind === 'smalltalk' || label.kind === 'handoff';
  if (!aside && whole.signals.length > SHORT) return null;
  for (const { scored, loose, asks } of parts) {
    const [entry] = scored.ranked;
    if (entry === undefined || labels[entry.signals.label]?.kind !== 'entry' || !asks || (loose && !aside)) continue;
    if (scored.scope < thresholds.clarify) continue;
    if (scored.confidence >= thresholds.answer) return { kind: 'answer', entries: [entry] };
    if (aside) return { kind: 'clarify', choices: likelyChoices(scored, labels) };
  }
  return null;
}

/** The choices the knowledge names for a too general question, and in front of them what the signals clearly prefer. */
function ambiguousChoices(label: Label, { entries }: Scored, labels: readonly Label[]): RankedLabel[] {
  const named = label.choices
    .map((id) => labels.findIndex((other) => other.kind === 'entry' && other.id === id))
    .filter((number) => number >= 0);
  const preferred = entries.filter(({ probability, signals }) => probability >= 0.1 && !named.includes(signals.label)).slice(0, 1);
  const chosen = named.map((number) => entries.find(({ signals }) => signals.label === number) ?? unconsidered(number));
  return [...preferred, ...chosen].slice(0, MAX_CHOICES);
}

function unconsidered(label: number): RankedLabel {
  return { signals: { label, intent: 0, lexical: null, sound: null, screen: null }, probability: 0 };
}

function decideCompound(
  whole: Scored,
  parts: readonly ScoredPart[],
  labels: readonly Label[],
  thresholds: Thresholds,
): LabelDecision | null {
  if (parts.length < 2) return null;
  const certain = parts.map((part) => certainEntry(part, whole, labels, thresholds));
  const topics = certain.flatMap((entry) => (entry === null ? [] : [labels[entry.signals.label]!.topic]));
  const found: RankedLabel[] = [];
  parts.forEach(({ scored, loose }, i) => {
    const entry = certain[i] ?? (loose ? null : generalEntry(scored, whole, topics, labels, thresholds));
    if (entry !== null && !found.some(({ signals }) => signals.label === entry.signals.label)) found.push(entry);
  });
  if (found.length < 2) return null;
  const best = whole.entries[0]?.signals.label;
  return found.some(({ signals }) => signals.label === best) ? { kind: 'answer', entries: found.slice(0, MAX_ANSWERS) } : null;
}

function certainEntry(
  { scored, loose, asks }: ScoredPart,
  whole: Scored,
  labels: readonly Label[],
  thresholds: Thresholds,
): RankedLabel | null {
  const first = scored.ranked[0];
  if (first === undefined || labels[first.signals.label]?.kind !== 'entry') return null;
  if (scored.scope < thresholds.clarify || scored.confidence < thresholds.compound) return null;
  if (!loose) return asks || scored.signals.length >= MIN_TERMS ? first : null;
  return standsAlone(first, asks, whole) ? first : null;
}

/** Half of a sentence counts as a question of its own only when it asks or quotes a whole screen message, and the whole message is about it too. */
function standsAlone({ signals: { label, screen } }: RankedLabel, asks: boolean, whole: Scored): boolean {
  const quotes = screen !== null && screen.completeness >= QUOTED && screen.run >= QUOTED_RUN;
  return (asks || quotes) && whole.entries.slice(0, MAX_CHOICES).some(({ signals }) => signals.label === label);
}

/** A part too general by itself ("密码多少？") is read in the light of the other parts' topics, else of the whole message. */
function generalEntry(
  part: Scored,
  whole: Scored,
  topics: readonly string[],
  labels: readonly Label[],
  thresholds: Thresholds,
): RankedLabel | null {
  const first = part.ranked[0];
  const label = first === undefined ? undefined : labels[first.signals.label];
  if (label?.kind !== 'ambiguous' || part.scope < thresholds.clarify) return null;
  const choices = label.choices
    .map((id) => labels.findIndex((other) => other.kind === 'entry' && other.id === id))
    .filter((number) => number >= 0);
  const sameTopic = choices.find((number) => topics.includes(labels[number]?.topic ?? ''));
  const meant = sameTopic ?? whole.entries.slice(0, MAX_ANSWERS).find(({ signals }) => choices.includes(signals.label))?.signals.label;
  if (meant === undefined || first === undefined) return null;
  const found = part.entries.find(({ signals }) => signals.label === meant) ?? unconsidered(meant);
  return { signals: found.signals, probability: first.probability };
}
