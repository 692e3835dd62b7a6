import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { jsonSchemas, SCHEMA_FOLDER } from '../../src/content/json-schema';
import { schemas } from '../../src/content/schema';

const ROOT = join(__dirname, '..', '..');
const HINT = /^# yaml-language-server: \$schema=(\S+)\n/;

describe('JSON Schemas for editors', () => {
  test('the committed files are in step; after a change run: shebao kb schema', () => {
    const committed = readdirSync(join(ROOT, SCHEMA_FOLDER)).sort();
    expect(committed).toEqual(
      jsonSchemas()
        .map(({ file }) => file)
        .sort(),
    );
    for (const { file, text } of jsonSchemas()) expect(readFileSync(join(ROOT, SCHEMA_FOLDER, file), 'utf8')).toBe(text);
  });

  test('a field with a default may be left out, an unknown one may not be written', () => {
    const entries = jsonSchemas().find(({ file }) => file === 'entries.json');
    expect(JSON.parse(entries?.text ?? '')).toMatchObject({
      properties: {
        entries: { items: { required: ['id', 'title', 'question', 'source', 'audience', 'answer'], additionalProperties: false } },
      },
    });
  });

  test('every file of the knowledge but the phrasings names its schema', () => {
    for (const folder of ['knowledge', 'knowledge/entries']) {
      for (const name of readdirSync(join(ROOT, folder)).filter((file) => file.endsWith('.yaml'))) {
        const named = HINT.exec(readFileSync(join(ROOT, folder, name), 'utf8'))?.[1] ?? '';
        const wanted = folder === 'knowledge' ? name.replace('.yaml', '.json') : 'entries.json';
        expect({ name, schema: resolve(ROOT, folder, named) }).toEqual({ name, schema: join(ROOT, SCHEMA_FOLDER, wanted) });
      }
    }
    expect(dirname(SCHEMA_FOLDER)).toBe('knowledge');
  });

  test('the entry shown in knowledge/README.md has the right form', () => {
    const readme = readFileSync(join(ROOT, 'knowledge', 'README.md'), 'utf8');
    const example = /```yaml\n([\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(schemas.entries.safeParse({ entries: parse(example) as unknown }).error).toBeUndefined();
  });
});
