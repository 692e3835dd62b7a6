import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { commandsSchema } from '../../src/content/flow-schema';
import type { CommandWords } from '../../src/domain/flow';
import { buildCharacterTable } from '../../src/text/characters';
import { normalize } from '../../src/text/normalize';

/** The project's command words, read without opening the desk. */
export function readCommandWords(): CommandWords {
  return commandsSchema.parse(parse(readFileSync(join(__dirname, '..', '..', 'dialogs', 'commands.yaml'), 'utf8')));
}

/** The desk's canonical form of a text, without opening the desk. */
export async function createNormalizer(): Promise<(text: string) => string> {
  const table = await buildCharacterTable();
  return (text) => normalize(table, text);
}
