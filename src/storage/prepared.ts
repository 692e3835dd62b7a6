import type { Compilable, CompiledQuery, DialectAdapter, Kysely, QueryResult } from 'kysely';
import type { Tables } from './schema';

/** Stands for a value that is given at each call. */
class Placeholder {
  constructor(readonly name: PropertyKey) {}
}

/** A query to be run with values. */
export type Prepared<Values, Row> = (db: Kysely<Tables>, values: Values) => Promise<QueryResult<Row>>;

/**
 * A query that is put together once and not at each call, which takes longer than running it. `value` names the places
 * of the values; they may stand wherever the query takes a plain value.
 */
export function prepare<Values extends object, Row>(
  build: (db: Kysely<Tables>, value: <K extends keyof Values>(name: K) => Values[K]) => Compilable<Row>,
): Prepared<Values, Row> {
  const known = new WeakMap<DialectAdapter, CompiledQuery<Row>>();
  return (db, values) => {
    const { adapter } = db.getExecutor();
    const query = known.get(adapter) ?? build(db, (name) => new Placeholder(name) as never).compile();
    known.set(adapter, query);
    const parameters = query.parameters.map((parameter) =>
      parameter instanceof Placeholder ? values[parameter.name as keyof Values] : parameter,
    );
    return db.executeQuery({ ...query, parameters });
  };
}
