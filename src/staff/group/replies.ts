import { isStaffName } from './people';
import type { Reading } from './reading';
import { addressesYou, advises, asksBack, asksWhich, joinsOthers, namesSubject, wishes } from './speech';
import { isSameSubject, type Unit } from './units';

/** Messages within which a reply, a "+1" or a question back is about the last question. */
export const REPLY_MESSAGES = 6;
/** Confidence from which a question of its own is believed where a question back would be as likely. */
const SURE = 0.88;

/** Most characters of a subject's bare name. */
const MAX_TOPIC = 6;

/** A line with the circumstances in which it was said. */
export interface Said {
  readonly reading: Reading;
  readonly by: string | null;
  readonly mentions: readonly string[];
  /** It quotes another message. */
  readonly quotes: boolean;
  /** It speaks to those who answer for the office. */
  readonly toOffice: boolean;
}

/** True when a message speaks to the office rather than to a colleague. */
export function addressesOffice(text: string, mentions: readonly string[], staff: ReadonlySet<string>): boolean {
  return mentions.some((name) => staff.has(name) || isStaffName(name)) || /老师|主任|科长|您/u.test(text);
}

/** True for words by which somebody says to have the question of another. */
export function joinsUnit({ reading }: Said, unit: Unit): boolean {
  const { plain } = reading;
  if (!joinsOthers(plain) || advises(plain) || !(reading.complains || reading.asks)) return false;
  return reading.confidence < SURE || isSame(unit, reading);
}

/** True for what answers the question of another, or asks back; `last` is the last question of another nearby. */
export function isReply({ reading, by, mentions, quotes, toOffice }: Said, last: Unit | null): boolean {
  if (by === null) return false;
  const { plain } = reading;
  if (reading.asks && !toOffice && addressesYou(plain)) return true;
  if (asksWhich(plain) && !toOffice) return true;
  if (last === null && !quotes) return false;
  const toAsker = last !== null && last.by !== null && mentions.includes(last.by);
  if (!reading.asks) {
    if (advises(plain) || quotes || toAsker) return true;
    if (/[吧呗]$/u.test(plain) && !wishes(plain)) return true;
    // A plain statement after a question, by somebody who neither complains nor wishes, is an answer to it.
    // The name of a subject alone, once that question is answered, opens another.
    if (last?.answered === true && plain.length <= MAX_TOPIC && namesSubject(plain) && !reading.complains) return false;
    if (!reading.complains) return true;
    // Trouble told without a word of oneself, on the very subject, is a colleague's account of how things are.
    return last !== null && isSame(last, reading) && !wishes(plain) && !/我|俺|咱|这边|也|又|还/u.test(plain);
  }
  if (toOffice) return false;
  if (advises(plain) && !wishes(plain) && !/[?？]$/u.test(plain)) return true;
  return asksBack(plain) && (toAsker || quotes || reading.confidence < SURE || (last !== null && isSame(last, reading)));
}

function isSame(unit: Unit, reading: Reading): boolean {
  return unit.pieces.some((piece) => piece.solid && isSameSubject(piece.reading, reading));
}
