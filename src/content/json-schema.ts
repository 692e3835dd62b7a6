import { z } from 'zod';
import { type SchemaKind, schemas } from './schema';

/** Folder of the generated schemas, relative to the content root. */
export const SCHEMA_FOLDER = 'knowledge/schema';

/** JSON Schemas of the knowledge files for editors: file name and text by kind. The default of a field is not required. */
export function jsonSchemas(): { readonly file: string; readonly text: string }[] {
  return (Object.keys(schemas) as SchemaKind[]).map((kind) => ({
    file: `${kind}.json`,
    text: `${JSON.stringify(z.toJSONSchema(schemas[kind], { io: 'input' }), null, 2)}\n`,
  }));
}
