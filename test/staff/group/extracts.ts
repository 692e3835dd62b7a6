import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A question that an extract holds. */
export interface ExpectedQuestion {
  /** Pieces of its wordings, any of which shows that it was found. */
  readonly says: readonly string[];
  readonly by: readonly string[];
  /** Entries that answer it; empty when the desk has to decline. */
  readonly gold: readonly string[];
}

/** What an extract of a chat should be read as. */
export interface Expectation {
  readonly format: string;
  /** Written before the rules were tuned, and never looked at while tuning. */
  readonly heldOut: boolean;
  readonly questions: readonly ExpectedQuestion[];
  /** Pieces of what may or may not be reported. */
  readonly optional?: readonly string[];
}

/** One copied stretch of chat with what it should be read as. */
export interface Extract extends Expectation {
  readonly name: string;
  readonly text: string;
  /** Sender, day and time, and text of every message. */
  readonly messages: readonly (readonly [by: string | null, when: string | null, text: string])[];
}

const FOLDER = join(__dirname, 'extracts');

/** Every extract, by name. */
export function readExtracts(): Extract[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => {
      const name = file.slice(0, -'.txt'.length);
      const read = (ending: string): string => readFileSync(join(FOLDER, name + ending), 'utf8');
      return {
        name,
        text: read('.txt'),
        messages: JSON.parse(read('.parse.json')) as Extract['messages'],
        ...(JSON.parse(read('.json')) as Expectation),
      };
    });
}
