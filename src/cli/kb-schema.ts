import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config';
import { jsonSchemas, SCHEMA_FOLDER } from '../content/json-schema';
import { print } from './output';

/** Writes the JSON Schemas of the knowledge files into the configured content folder. */
export function writeSchemas(config: Config): void {
  const folder = join(config.contentRoot, SCHEMA_FOLDER);
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of jsonSchemas()) {
    writeFileSync(join(folder, file), text);
    print(`${SCHEMA_FOLDER}/${file}`);
  }
}
