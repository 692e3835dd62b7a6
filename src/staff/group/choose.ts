import type { Candidate } from '../../domain/decision';
import type { Reader, Reading } from './reading';
import { advertises, announces, consults, isCloser, isOpener, namesSubject, settles } from './speech';
import { isSolid, joinPieces, type Piece, type Unit } from './units';

/** A question with what the desk thinks it means. */
export interface Found {
  readonly text: string;
  readonly wordings: readonly string[];
  readonly by: readonly string[];
  readonly reading: Reading;
  readonly decision: 'answer' | 'clarify' | 'decline';
  /** What to answer with, or the choices to offer, best first. */
  readonly chosen: readonly Candidate[];
}

/**
 * From this confidence on the draft answers instead of asking back. It is lower than in a conversation, because a person
 * reads the draft before it is sent and has the runners-up beside it.
 */
const DRAFT_FROM = 0.25;
const IN_SCOPE = 0.5;
const LEAST_SCOPE = 0.3;
/** From this confidence on parts that are no question by themselves are one together. */
const CLEAR = 0.6;

/** The question that a unit is; null when it is none. */
export function chooseQuestion(unit: Unit, reader: Reader): Found | null {
  const pieces = telling(unit.pieces, reader);
  const text = joinPieces(pieces);
  const joint = reader.read(text);
  const solid = pieces.filter((piece) => piece.solid).map(({ reading }) => reading);
  const parts = pieces.map((piece) => piece.reading);
  if (solid.length === 0 && !isQuestion(joint, parts)) return null;
  const reading = best(joint, solid);
  const { decision, chosen } = decide(reading);
  return {
    text,
    wordings: [text, ...unit.added],
    by: [...(unit.by === null ? [] : [unit.by]), ...unit.supporters],
    reading,
    decision,
    chosen,
  };
}

/** The pieces that say what is asked; what merely stands around it only where it makes that clearer. */
function telling(pieces: readonly Piece[], reader: Reader): readonly Piece[] {
  const lean = pieces.filter(({ solid, reading }) => solid || reading.asks || reading.complains || isCloser(reading.plain));
  if (lean.length === 0 || lean.length === pieces.length) return pieces;
  return strength(reader.read(joinPieces(lean))) > strength(reader.read(joinPieces(pieces))) ? lean : pieces;
}

/** What a text that is pasted alone asks; null when it is small talk. Whoever pastes one message holds it for a question. */
export function chooseAlone(text: string, by: string | null, reader: Reader): Found | null {
  const reading = reader.read(text);
  const { kind } = reading.decision;
  if (
    kind === 'smalltalk' ||
    kind === 'handoff' ||
    isOpener(reading.plain) ||
    settles(reading.plain) ||
    announces(text) ||
    advertises(text)
  )
    return null;
  if (kind === 'decline' && reading.decision.elsewhere === null && !reading.asks) return null;
  return { text, wordings: [text], by: by === null ? [] : [by], reading, ...decide(reading) };
}

/** Pieces none of which is a question by itself may be one together, and one about a subject of ours that the desk does not know. */
function isQuestion(joint: Reading, pieces: readonly Reading[]): boolean {
  // One of them must ask or complain of something; two scraps of chat may well sound like an entry.
  if (!pieces.some((piece) => (piece.asks || piece.complains) && (piece.scope >= LEAST_SCOPE || namesSubject(piece.plain)))) return false;
  if (isSolid(joint)) return true;
  if (!pieces.some((piece) => piece.asks)) return false;
  if (pieces.length > 1 && joint.confidence < CLEAR && !consults(joint.plain)) return false;
  if (joint.scope >= IN_SCOPE && joint.confidence >= CLEAR) return true;
  return namesSubject(joint.plain) && (joint.scope >= IN_SCOPE || joint.decision.kind === 'decline' || consults(joint.plain));
}

/** The whole says most, unless words around the question hide it. */
function best(joint: Reading, solid: readonly Reading[]): Reading {
  if (joint.decision.kind === 'answer' || solid.length === 0) return joint;
  const clearest = solid.reduce((before, one) => (strength(one) > strength(before) ? one : before));
  return strength(clearest) > strength(joint) ? clearest : joint;
}

function strength({ decision, confidence, general, elsewhere }: Reading): number {
  if (decision.kind === 'answer') return 1 + confidence;
  if (elsewhere !== null) return 0.95;
  return general === null ? confidence : Math.max(confidence, DRAFT_FROM);
}

function decide(reading: Reading): Pick<Found, 'decision' | 'chosen'> {
  const { decision, candidates, confidence, top, general, screen } = reading;
  if (decision.kind === 'answer') return { decision: 'answer', chosen: decision.answers };
  if (decision.kind === 'decline' || decision.kind === 'smalltalk' || decision.kind === 'handoff')
    return { decision: 'decline', chosen: [] };
  const first = candidates.find(({ id }) => id === top);
  if (first !== undefined && ((general === null && confidence >= DRAFT_FROM) || (screen !== null && first.id !== candidates[0]?.id)))
    return { decision: 'answer', chosen: [first] };
  if (first !== undefined && general === null && screen !== null) return { decision: 'answer', chosen: [first] };
  return { decision: 'clarify', chosen: candidates };
}
