import { type Kysely, sql } from 'kysely';
import type { TurnKind } from '../domain/turn';
import {
  type ContactCount,
  type ConversationCount,
  type DayRange,
  type EntryCount,
  type FlowEndCount,
  type JudgementCount,
  type ReportCounts,
  type ReportStore,
  startOfDay,
  type TurnCount,
  type UnansweredCount,
} from './report-store';
import type { Tables } from './schema';

/** A user who has not written for so long, in milliseconds, has left the flow. */
const LEFT_AFTER = 30 * 60_000;

/** Kinds of turns that no report tells of, which are half of them. */
const UNCOUNTED: readonly TurnKind[] = ['step', 'other'];

const COUNT = sql<number>`count(*)`.as('count');

/** Counts from SQLite or PostgreSQL; every query reads only the range's part of an index made for it. */
export class SqlReports implements ReportStore {
  constructor(private readonly db: Kysely<Tables>) {}

  async counts(range: DayRange, now: number): Promise<ReportCounts> {
    const times = { from: startOfDay(range.first), to: startOfDay(range.last + 1) };
    const [turns, entries, conversations, judgements, ended, silent, contacts] = await Promise.all([
      this.turns(range),
      this.entries(range),
      this.conversations(range),
      this.judgements(times),
      this.ended(times),
      this.silent({ from: times.from, to: Math.min(times.to, now - LEFT_AFTER) }),
      this.contacts(range),
    ]);
    return { turns, entries, conversations, judgements, flowEnds: [...ended, ...silent], contacts };
  }

  async unanswered({ first, last }: DayRange, limit: number): Promise<UnansweredCount[]> {
    const rows = await this.db
      .selectFrom('unanswered as u')
      .leftJoin('settled as s', 's.key', 'u.key')
      .select((eb) => [
        eb.fn.min('u.text').as('text'),
        COUNT,
        sql<number>`count(case when u.kind = 'clarify' then 1 end)`.as('clarified'),
        sql<number>`count(case when u.kind = 'unsolved' then 1 end)`.as('unsolved'),
        sql<number>`count(s.key)`.as('settled'),
      ])
      .where('u.created_at', '>=', startOfDay(first))
      .where('u.created_at', '<', startOfDay(last + 1))
      .where('u.kind', '!=', 'elsewhere')
      .groupBy('u.key')
      .orderBy('count', 'desc')
      .orderBy('u.key')
      .limit(limit)
      .execute();
    return rows.map(({ settled, ...row }) => ({ ...row, settled: settled > 0 }));
  }

  private turns({ first, last }: DayRange): Promise<TurnCount[]> {
    return this.db
      .selectFrom('turns')
      .select(['day', 'channel', 'kind', COUNT])
      .where('day', '>=', first)
      .where('day', '<=', last)
      .where('kind', 'not in', UNCOUNTED)
      .groupBy(['day', 'channel', 'kind'])
      .execute();
  }

  private entries({ first, last }: DayRange): Promise<EntryCount[]> {
    // In the order of the index first, which takes no sorting and leaves little to sort.
    const groups = this.db
      .selectFrom('turns')
      .select(['day', 'channel', 'kind', 'entry', COUNT])
      .where('day', '>=', first)
      .where('day', '<=', last)
      .where('kind', 'not in', UNCOUNTED)
      .groupBy(['day', 'channel', 'kind', 'entry']);
    return this.db
      .selectFrom(groups.as('g'))
      .select(['g.kind', 'g.entry', sql<number>`cast(sum(g.count) as bigint)`.as('count')])
      .groupBy(['g.kind', 'g.entry'])
      .execute();
  }

  private conversations({ first, last }: DayRange): Promise<ConversationCount[]> {
    return (
      this.db
        .selectFrom('turns')
        .select(['day', 'channel', COUNT])
        // Written out, not as a parameter, so that the index of first turns is known to serve.
        .where(sql<boolean>`number = 1`)
        .where('day', '>=', first)
        .where('day', '<=', last)
        .groupBy(['day', 'channel'])
        .execute()
    );
  }

  private judgements({ from, to }: Times): Promise<JudgementCount[]> {
    return this.db
      .selectFrom('feedback')
      .select([
        'entry',
        sql<number>`count(case when solved = 1 then 1 end)`.as('solved'),
        sql<number>`count(case when solved = 0 then 1 end)`.as('unsolved'),
      ])
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .groupBy('entry')
      .execute();
  }

  private ended({ from, to }: Times): Promise<FlowEndCount[]> {
    return this.db
      .selectFrom('flow_ends')
      .select(['flow', 'step', 'way', COUNT])
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .groupBy(['flow', 'step', 'way'])
      .execute();
  }

  private async silent({ from, to }: Times): Promise<FlowEndCount[]> {
    const rows = await this.db
      .selectFrom('conversations')
      .select(['flow_id', 'flow_step', COUNT])
      .where('flow_at', '>=', from)
      .where('flow_at', '<', to)
      .groupBy(['flow_id', 'flow_step'])
      .execute();
    return rows.map(({ flow_id, flow_step, count }) => ({ flow: flow_id ?? '', step: flow_step ?? '', way: 'silent', count }));
  }

  private async contacts({ first, last }: DayRange): Promise<ContactCount[]> {
    const rows = await this.db
      .selectFrom('turns')
      .select(['contacts_json', COUNT])
      .where(sql<boolean>`contacts_json <> '[]'`)
      .where('day', '>=', first)
      .where('day', '<=', last)
      .groupBy(['day', 'contacts_json'])
      .execute();
    const counts = new Map<string, number>();
    for (const { contacts_json, count } of rows)
      for (const contact of JSON.parse(contacts_json) as string[]) counts.set(contact, (counts.get(contact) ?? 0) + count);
    return [...counts]
      .map(([contact, count]) => ({ contact, count }))
      .sort((a, b) => b.count - a.count || (a.contact < b.contact ? -1 : 1));
  }
}

/** From a time up to and without another, in milliseconds since 1970. */
interface Times {
  readonly from: number;
  readonly to: number;
}
