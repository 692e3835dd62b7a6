import type { Compilable, CompiledQuery, DialectAdapter, Kysely, QueryResult } from 'kysely';
import type { Tables } from './schema';

/** Stands for a value that is given at each call. */
class Placeholder<Values> {
  constructor(readonly read: (values: Values) => unknown) {}
}

/** A query to be run with values. */
export type Prepared<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>>;

/**
 * A query that is put together once and not at each call, which takes longer than running it. `value` marks the places of the
 * values, telling how each is read; they may stand wherever the query takes a plain value.
 */
export function prepare<Values, Row>(
  build: (db: Kysely<Tables>, value: <V>(read: (values: Values) => V) => V) => Compilable<Row>,
): Prepared<Values, Row> {
  const known = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  return (db, values) => {
    const { adapter } = db.getExecutor();
    const query = known.get(adapter) ?? build(db, (read) => new Placeholder(read) as never).compile();
    known.set(adapter, query);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? (parameter as Placeholder<Values>).read(values) : parameter,
    );
    return db.executeQuery({ ...query, parameters });
  };
}
