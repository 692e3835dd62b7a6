import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jsonSchemas } from '../../src/content/json-schema';
import { shebao } from '../support/cli';

describe('shebao kb schema', () => {
  test('writes a schema for every kind of file into the content folder', async () => {
    const root = mkdtempSync(join(tmpdir(), 'kb-schema-'));
    try {
      const { code, stdout } = await shebao(['kb', 'schema'], { env: { SHEBAO_CONTENT_DIR: root } });
      expect(code).toBe(0);
      expect(stdout.trim().split('\n')).toEqual(jsonSchemas().map(({ file }) => `knowledge/schema/${file}`));
      for (const { file, text } of jsonSchemas()) expect(readFileSync(join(root, 'knowledge/schema', file), 'utf8')).toBe(text);
    } finally {
      rmSync(root, { recursive: true });
    }
  });
});
