import { Kysely, PostgresDialect } from 'kysely';
import { type ClientConfig, Pool, types } from 'pg';
import type { Tables } from './schema';

/** Connections of one process. */
const MAX_CONNECTIONS = 10;

/** Connection settings for an address like `postgres://user:password@host:5432/name`; counts and times come as numbers. */
export function connectionConfig(url: string): ClientConfig {
  const numbers: NonNullable<ClientConfig['types']> = {
    getTypeParser: (type, format): unknown => (type === types.builtins.INT8 ? Number : types.getTypeParser(type, format)),
  };
  return { connectionString: url, connectionTimeoutMillis: 10_000, application_name: 'shebao-desk', types: numbers };
}

/** A pool and the database on it. Idle connections that break are replaced; `onError` hears of them. */
export function openPostgres(config: ClientConfig, onError: (error: Error) => void): { pool: Pool; db: Kysely<Tables> } {
  const pool = new Pool({ ...config, max: MAX_CONNECTIONS });
  pool.on('error', onError);
  return { pool, db: new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) }) };
}
