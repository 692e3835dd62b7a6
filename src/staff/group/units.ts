import type { Reading } from './reading';
import {
  addressesYou,
  advises,
  consults,
  doubts,
  leadsUp,
  namesBusiness,
  namesSubject,
  namesThing,
  reports,
  tellsStory,
  turns,
  wishes,
} from './speech';
import type { Stamp } from './timestamps';

/** A line of a message that may be a question or part of one. */
export interface Piece {
  readonly reading: Reading;
  /** Number of its message in the chat. */
  readonly message: number;
  readonly stamp: Stamp | null;
  /** A question by itself. */
  readonly solid: boolean;
}

/** Pieces of one person that belong together. */
export interface Unit {
  readonly by: string | null;
  readonly pieces: Piece[];
  /** Others who said that they have the same question. */
  readonly supporters: string[];
  /** Other words for it: what others added, and what was asked again after an answer. */
  readonly added: string[];
  /** Somebody has replied to it. */
  answered: boolean;
}

/** From this confidence on a question stands by itself. */
const STANDS = 0.6;
/** The same for a question in plain form that names its subject; whether the first entry is right is another matter. */
const PLAINLY = 0.3;
const MIN_PLAIN = 5;
/** The same where it is doubtful whether it is ours. */
const DOUBTFUL = 0.5;
/** The same for a complaint. */
const COMPLAINT = 0.7;
/** From this confidence on it stands beside another of the same person. */
const SEPARATE = 0.85;
/** The same behind an answer, where most of what is asked is about the answer. */
const SEPARATE_AFTER = 0.9;
/** The same for a question in plain form beside another such, and how long it must be. */
const PLAINLY_SEPARATE = 0.7;
const MIN_APART = 7;
const IN_SCOPE = 0.5;

/** The scope that is enough for words such as 请问 and 怎么办 with a subject. */
const CONSULTED = 0.3;
/** Confidence and length from which a text that names no subject is believed to have one. */
const SUBJECTLESS = 0.93;
const MIN_SUBJECTLESS = 6;
/** From this confidence on a statement that neither asks nor complains may be a question. */
const CERTAIN = 0.95;

/** True when a text is a question by itself: it asks for, or complains of, something the desk or another office deals with. */
export function isSolid(reading: Reading): boolean {
  const { plain, decision, confidence, scope, general, elsewhere, screen } = reading;
  // Without a subject ("网址发一下") it hangs on what was said before, and the matcher's guess is worth less.
  if (!namesSubject(plain) && screen === null && general === null && (confidence < SUBJECTLESS || plain.length < MIN_SUBJECTLESS))
    return false;
  if (reading.asks && (screen !== null || (consults(plain) && scope >= CONSULTED))) return true;
  if (reading.asks && namesBusiness(plain) && !addressesYou(plain) && !advises(plain)) return true;
  const plainly = namesSubject(plain) && plain.length >= MIN_PLAIN;
  if (reading.asks) {
    if (elsewhere !== null || general !== null || decision.kind === 'answer') return true;
    return scope >= IN_SCOPE ? confidence >= (plainly ? PLAINLY : STANDS) : plainly && confidence >= DOUBTFUL;
  }
  if (advises(plain)) return false;
  if (screen !== null && scope >= IN_SCOPE) return true;
  if (leadsUp(plain)) return false;
  if (reading.complains && (!reports(plain) || wishes(plain)))
    return general !== null || decision.kind === 'answer' || (confidence >= COMPLAINT && scope >= IN_SCOPE);
  if (decision.kind !== 'answer') return false;
  return namesThing(plain) || (confidence >= CERTAIN && tellsStory(plain));
}

/** True for what is a question where nothing but questions is to be expected, as in a list without names. */
export function isKeyword(reading: Reading): boolean {
  const { plain, decision, confidence } = reading;
  return decision.kind === 'answer' && confidence >= CERTAIN && !advises(plain) && !reports(plain);
}

/** True when two readings are about the same thing. */
export function isSameSubject(a: Reading, b: Reading): boolean {
  if (a.elsewhere !== null || b.elsewhere !== null) return a.elsewhere === b.elsewhere;
  if (a.general !== null || b.general !== null) return a.general === b.general;
  return a.top === b.top;
}

/** True when a solid piece is a question of its own beside those that its sender has put before. */
export function isSeparate(piece: Piece, unit: Unit): boolean {
  const { reading } = piece;
  if (unit.answered && doubts(reading.plain)) return false;
  const before = unit.pieces.filter(({ solid }) => solid);
  if (before.length === 0 || before.some((one) => isSameSubject(one.reading, reading))) return false;
  if (reading.elsewhere !== null) return true;
  // "登不进去", and then the message shown: the second tells what the first is about.
  if (!reading.asks && !unit.answered && before.every((one) => one.reading.general !== null)) return false;
  if (!reading.asks && reading.decision.kind !== 'answer') return false;
  if (reading.asks && turns(reading.plain)) return true;
  if (reading.general !== null) return false;
  const asksPlainly = reading.asks && reading.plain.length >= MIN_APART && namesSubject(reading.plain);
  // Without names the sender may be another one at every line.
  if (asksPlainly && unit.by === null) return true;
  const plainly = asksPlainly && !unit.answered && before.some((one) => one.reading.asks);
  return reading.confidence >= (plainly ? PLAINLY_SEPARATE : unit.answered ? SEPARATE_AFTER : SEPARATE);
}

/** True when a unit holds a question by itself. */
export function isBegun(unit: Unit): boolean {
  return unit.pieces.some(({ solid }) => solid);
}

/** The text of a unit's pieces in one. */
export function joinPieces(pieces: readonly Piece[]): string {
  return joinTexts(pieces.map(({ reading }) => reading.text));
}

/** Texts put behind one another with a comma where none of them ends in a mark. */
function joinTexts(texts: readonly string[]): string {
  return texts.reduce((all, text) => (all === '' ? text : /[,，。:：;；!！?？…~]$/u.test(all) ? all + text : `${all}，${text}`), '');
}
