import { readContent } from './message-content';
import type { ChatMessage } from './parse-chat';
import { staffOf } from './people';
import type { Reader, Reading } from './reading';
import { advertises, advises, announces, isCloser, isOpener, namesSubject, sameAsBefore, settles, thanks, turningParts } from './speech';
import { addressesOffice, isReply, joinsUnit, REPLY_MESSAGES, type Said } from './replies';
import { minutesBetween } from './timestamps';
import { isBegun, isKeyword, isSameSubject, isSeparate, isSolid, joinPieces, type Piece, type Unit } from './units';

/** Messages, and minutes, within which what one person writes may belong together. */
const NEAR_MESSAGES = 8;
const NEAR_MINUTES = 10;
/** The same for words that are no question yet, or say nothing of their own. */
const CLOSE_MESSAGES = 3;
const CLOSE_MINUTES = 3;
/** Confidence from which the parts of a line are questions of their own. */
const APART = 0.6;
/** Most parts of one question. */
const MAX_PIECES = 8;
/** Confidence from which words behind a "+1" are a question of their own. */
const SURE = 0.88;

/** Goes through a chat message by message and collects what may be questions, part by part. */
export class Collector {
  private readonly units: Unit[] = [];
  private readonly open = new Map<string, Unit>();
  private readonly names: readonly string[];
  private readonly staff: ReadonlySet<string>;

  constructor(
    private readonly messages: readonly ChatMessage[],
    private readonly reader: Reader,
    staff: readonly string[],
  ) {
    this.names = [...new Set(messages.flatMap(({ by }) => (by === null ? [] : [by])))].sort((a, b) => b.length - a.length);
    this.staff = new Set([...staff, ...staffOf(messages, this.names)]);
  }

  collect(): readonly Unit[] {
    this.messages.forEach((message, i) => {
      this.message(message, i);
    });
    return this.units;
  }

  private message(message: ChatMessage, at: number): void {
    const { by } = message;
    if (by !== null && this.staff.has(by)) {
      this.answered(by, at);
      return;
    }
    const { text, quoted, mentions } = readContent(message.text, this.addressed(message.text));
    if (text === '' || announces(text) || advertises(text)) return;
    const rest = sameAsBefore(text);
    if (rest !== null && this.support(by, at, [...(quoted === null ? [] : [quoted.by]), ...mentions], rest)) return;
    const toOffice = addressesOffice(text, mentions, this.staff);
    let replied = false;
    for (const line of text.split('\n').flatMap((whole) => this.matters(whole))) {
      const said: Said = { reading: this.reader.read(line), by, mentions, quotes: quoted !== null, toOffice };
      const last = this.lastOf(by, at);
      if (last !== null && joinsUnit(said, last)) addSupporter(last, by, line);
      else if (isReply(said, last)) replied = true;
      else this.piece(this.clearest(said.reading), message, at);
    }
    if (replied) this.answered(by, at);
  }

  /** Names with spaces worth looking for behind an @, for a chat may have hundreds. */
  private addressed(text: string): readonly string[] {
    return text.includes('@') ? this.names.filter((name) => name.includes(' ') && text.includes(`@${name}`)) : [];
  }

  /** The questions of a line, where it puts several that are clear by themselves; the line itself otherwise. */
  private matters(line: string): readonly string[] {
    const parts = turningParts(line);
    if (parts.length < 2) return [line];
    const whole = this.reader.read(line).decision;
    // One draft that answers all is better than two.
    if (whole.kind === 'answer' && whole.answers.length > 1) return [line];
    const readings = parts.map((part) => this.reader.read(part));
    const apart = readings.every(
      (one, i) =>
        one.asks && isSolid(one) && one.confidence >= APART && readings.every((other, k) => k === i || !isSameSubject(one, other)),
    );
    return apart ? parts : [line];
  }

  /** A line's reading, or where chat around it hides the question that of the clause that asks it. */
  private clearest(reading: Reading): Reading {
    if (!(reading.asks || reading.complains) || isSolid(reading) || reading.decision.kind === 'clarify') return reading;
    for (const clause of reading.text.split(/[,，。!！?？;；\s]+/u)) {
      if (clause.length < 4 || clause.length === reading.text.length) continue;
      const own = this.reader.read(clause);
      if (own.asks && isSolid(own)) return { ...own, text: reading.text };
    }
    return reading;
  }

  private piece(reading: Reading, { by, stamp, close }: ChatMessage, at: number): void {
    const { plain } = reading;
    const key = by ?? '';
    const piece: Piece = { reading, message: at, stamp, solid: isSolid(reading) || (by === null && isKeyword(reading)) };
    const open = by === null && !close ? null : near(this.open.get(key), piece);
    if (isCloser(plain)) {
      if (open !== null && !open.answered) open.pieces.push({ ...piece, solid: false });
      return;
    }
    if (isOpener(plain) || reading.decision.kind === 'handoff' || (reading.decision.kind === 'smalltalk' && !reading.asks)) return;
    if (!reading.asks && (settles(plain) || (thanks(plain) && !piece.solid))) return;
    if (open !== null && !(piece.solid && isSeparate(piece, open))) {
      extend(open, piece);
      if (open.answered && this.isAbout(piece, open)) open.added.push(reading.text);
      return;
    }
    const unit: Unit = { by, pieces: [piece], supporters: [], added: [], answered: false };
    this.units.push(unit);
    this.open.set(key, unit);
  }

  /** True for a question that is put behind an answer and only means something with what was asked before. */
  private isAbout(piece: Piece, unit: Unit): boolean {
    const { text, plain, asks } = piece.reading;
    if (!asks || unit.pieces.includes(piece) || unit.added.includes(text) || !namesSubject(plain)) return false;
    const joint = this.reader.read(joinPieces([...unit.pieces, piece]));
    return joint.top !== null && unit.pieces.some(({ solid, reading }) => solid && reading.top === joint.top);
  }

  /** The last question of somebody else, when it is near. */
  private lastOf(by: string | null, at: number): Unit | null {
    for (const unit of this.recent()) {
      const last = unit.pieces.at(-1);
      if (last === undefined || (unit.by === by && by !== null) || !isBegun(unit)) continue;
      if (by === null && last.message === at) continue;
      if (at - last.message <= REPLY_MESSAGES + unit.supporters.length) return unit;
    }
    return null;
  }

  /** The latest units, newest first. */
  private recent(): Unit[] {
    return this.units.slice(-REPLY_MESSAGES).reverse();
  }

  /** Takes "+1" for the question it is said to; false when it has a question of its own to go with it. */
  private support(by: string | null, at: number, named: readonly string[], rest: string): boolean {
    const unit = this.units.findLast((one) => one.by !== null && named.includes(one.by)) ?? this.lastOf(by, at);
    if (unit === null || (unit.by === by && by !== null)) return rest === '';
    if (rest !== '') {
      const own = this.reader.read(rest);
      if (own.confidence >= SURE && isSolid(own) && !unit.pieces.some(({ reading }) => isSameSubject(reading, own))) return false;
      if (!own.asks && advises(own.plain)) return false;
    }
    addSupporter(unit, by, rest);
    return true;
  }

  private answered(by: string | null, at: number): void {
    for (const unit of this.recent()) {
      const last = unit.pieces.at(-1);
      if (last !== undefined && (unit.by !== by || by === null) && at - last.message <= NEAR_MESSAGES) unit.answered = true;
    }
  }
}

/** The unit that a piece may belong to: what its sender wrote shortly before. */
function near(unit: Unit | undefined, piece: Piece): Unit | null {
  const last = unit?.pieces.at(-1);
  if (unit === undefined || last === undefined || unit.pieces.length >= MAX_PIECES) return null;
  const loose = isBegun(unit) && (piece.solid || piece.reading.asks || piece.reading.complains);
  const minutes = minutesBetween(last.stamp, piece.stamp) ?? 0;
  if (piece.message - last.message > (loose ? NEAR_MESSAGES : CLOSE_MESSAGES)) return null;
  return minutes > (loose ? NEAR_MINUTES : CLOSE_MINUTES) ? null : unit;
}

function extend(unit: Unit, piece: Piece): void {
  const { reading, solid } = piece;
  const begun = isBegun(unit);
  // A reply that asks back is answered by what is wrong: while the question is unclear, that belongs to it.
  const unclear = unit.pieces.every((one) => one.reading.decision.kind !== 'answer' && one.reading.elsewhere === null);
  if (unit.answered && begun && unclear && reading.complains && !advises(reading.plain)) {
    unit.pieces.push(piece);
    return;
  }
  if (unit.answered && begun) {
    // What follows an answer is about the answer, unless it puts the question again.
    if ((solid || reading.asks) && unit.pieces.some((one) => one.solid && isSameSubject(one.reading, reading)))
      unit.added.push(reading.text);
    return;
  }
  if (unit.by === null && begun && !solid && !reading.asks) return;
  unit.pieces.push(piece);
}

function addSupporter(unit: Unit, by: string | null, words: string): void {
  if (by !== null && !unit.supporters.includes(by)) unit.supporters.push(by);
  if (words.length > 1 && !settles(words) && !unit.added.includes(words)) unit.added.push(words);
}
