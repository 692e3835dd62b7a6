import { CompiledQuery, type Kysely } from 'kysely';
import type { Tables } from './schema';
import type { StoredTurn, TurnCommit } from './store';
import { insertTurn } from './turns';

interface Job {
  readonly commit: TurnCommit<unknown>;
  readonly now: number;
  readonly resolve: (stored: StoredTurn) => void;
  readonly reject: (reason: unknown) => void;
}

/** Turns that are written in one transaction at most, so that reads do not wait long. */
const MAX_BATCH = 64;
const BEGIN_TURN = CompiledQuery.raw('savepoint turn');
const KEEP_TURN = CompiledQuery.raw('release turn');
const UNDO_TURN = CompiledQuery.raw('rollback to turn');

/**
 * Writes the turns of different conversations that come at the same time in one transaction: for SQLite the end of a transaction
 * costs more than what is written in it. Each turn is still written as a whole or not at all, and fails alone.
 */
export class TurnBatch {
  private waiting: Job[] = [];
  private running = false;

  constructor(private readonly db: Kysely<Tables>) {}

  /** Writes one cleaned turn; rejects as {@link insertTurn} does. */
  write(commit: TurnCommit<unknown>, now: number): Promise<StoredTurn> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ commit, now, resolve, reject });
      if (this.running) return;
      this.running = true;
      // What else has come with the same look at the network joins in.
      setImmediate(() => void this.run());
    });
  }

  private async run(): Promise<void> {
    while (this.waiting.length > 0) {
      const jobs = this.waiting.splice(0, MAX_BATCH);
      try {
        // Nearly always all can be written; only when not, each is tried by itself.
        const ends = await this.writeAll(jobs, writePlainly).catch(() => this.writeAll(jobs, writeOne));
        for (const end of ends) end();
      } catch (error) {
        for (const { reject } of jobs) reject(error);
      }
    }
    this.running = false;
  }

  /** Writes jobs in one transaction; resolves with what tells their callers. */
  private writeAll(jobs: readonly Job[], write: (db: Kysely<Tables>, job: Job) => Promise<() => void>): Promise<(() => void)[]> {
    return this.db.transaction().execute(async (transaction) => {
      const done: (() => void)[] = [];
      for (const job of jobs) done.push(await write(transaction, job));
      return done;
    });
  }
}

/** Writes a turn that is expected to be taken; rejects, spoiling the transaction, when it is not. */
async function writePlainly(db: Kysely<Tables>, { commit, now, resolve }: Job): Promise<() => void> {
  const stored = await insertTurn(db, commit, now);
  return () => {
    resolve(stored);
  };
}

/** Writes one turn of a batch, whatever becomes of the others; returns what tells its caller, to be called once the batch is written. */
async function writeOne(db: Kysely<Tables>, { commit, now, resolve, reject }: Job): Promise<() => void> {
  await db.executeQuery(BEGIN_TURN);
  try {
    const stored = await insertTurn(db, commit, now);
    await db.executeQuery(KEEP_TURN);
    return () => {
      resolve(stored);
    };
  } catch (error) {
    await db.executeQuery(UNDO_TURN);
    await db.executeQuery(KEEP_TURN);
    return () => {
      reject(error);
    };
  }
}
