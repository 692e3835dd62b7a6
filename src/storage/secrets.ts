import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Tables } from './schema';

/** A random key of 256 bits in base64url; of several processes that ask first, all get the same. */
export async function readSecret(db: Kysely<Tables>, name: string, now: number): Promise<string> {
  await db
    .insertInto('secrets')
    .values({ name, value: newSecret(), created_at: now })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await db.selectFrom('secrets').select('value').where('name', '=', name).executeTakeFirstOrThrow();
  return value;
}

/** Makes a new key. */
export function newSecret(): string {
  return randomBytes(32).toString('base64url');
}
