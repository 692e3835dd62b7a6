import type { Kysely } from 'kysely';
import type { MatchDecision, MatchResult } from '../domain/decision';
import type { TurnSummary } from '../domain/turn';
import type { UnansweredKind } from './learning-store';
import { prepare } from './prepared';
import type { Tables, UnansweredRow } from './schema';

/** Characters that are kept of a wording, and of its key; an index holds both, which takes only so much. */
const MAX_TEXT_LENGTH = 300;
const MAX_KEY_LENGTH = 200;

const insertRow = prepare<UnansweredRow, never>((db, value) =>
  db
    .insertInto('unanswered')
    .values({
      conversation: value((v) => v.conversation),
      turn: value((v) => v.turn),
      kind: value((v) => v.kind),
      key: value((v) => v.key),
      text: value((v) => v.text),
      created_at: value((v) => v.created_at),
    })
    .onConflict((conflict) => conflict.columns(['conversation', 'turn']).doUpdateSet({ kind: value((v) => v.kind) })),
);

/** A wording without case, space and punctuation, by which wordings are told apart; empty when nothing is left. */
export function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, MAX_KEY_LENGTH)
    .toWellFormed();
}

/** A turn that may have left its question unanswered. */
interface Asked {
  readonly conversation: string;
  readonly turn: number;
  /** What the user wrote, masked. */
  readonly text: string;
}

/** Keeps the question of a turn when the desk did not know it or asked back; to be called in the turn's transaction. */
export async function recordUnanswered(
  db: Kysely<Tables>,
  asked: Asked,
  match: MatchResult | null,
  summary: TurnSummary | undefined,
  now: number,
): Promise<void> {
  // What is said inside a flow, and is neither an option nor a question, teaches nothing.
  const kind = match === null || summary?.kind === 'step' ? null : kindOf(match.decision);
  if (kind !== null) await record(db, asked, kind, now);
}

/** Keeps the question of a turn that the user judged as no help; a good judgement takes that back. */
export async function recordUnsolved(db: Kysely<Tables>, asked: Asked & { readonly solved: boolean }, at: number): Promise<void> {
  const { conversation, turn, solved } = asked;
  if (!solved) {
    await record(db, asked, 'unsolved', at);
    return;
  }
  await db
    .deleteFrom('unanswered')
    .where('conversation', '=', conversation)
    .where('turn', '=', turn)
    .where('kind', '=', 'unsolved')
    .execute();
}

async function record(db: Kysely<Tables>, { conversation, turn, text }: Asked, kind: UnansweredKind, at: number): Promise<void> {
  const key = keyOf(text);
  if (key === '') return;
  await insertRow(db, { conversation, turn, kind, key, text: text.slice(0, MAX_TEXT_LENGTH).toWellFormed(), created_at: at });
}

function kindOf(decision: MatchDecision): UnansweredKind | null {
  switch (decision.kind) {
    case 'decline':
      return decision.elsewhere === null ? 'decline' : 'elsewhere';
    case 'clarify':
      return 'clarify';
    case 'answer':
    case 'smalltalk':
    case 'handoff':
      return null;
  }
}
