import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { LearnGroup, LearnGroupsResponse, UnansweredKind } from '../../api/learn';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { go } from '../router';
import { Failure, Loading, Notice } from '../view/parts';
import { useLoad } from '../view/use-load';
import { type Filter, KINDS, queryOf } from './address';
import { learnTexts as texts, saying } from './texts';

/** The groups of unanswered questions, most frequent first. */
export function GroupList({ filter }: { readonly filter: Filter }): JSX.Element {
  const query = queryOf(filter);
  const { data, failure, reload } = useLoad<LearnGroupsResponse>(`learn/groups?${query}`);
  return (
    <>
      <FilterForm filter={filter} />
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && <Groups key={query} query={query} first={data} />}
    </>
  );
}

function FilterForm({ filter }: { readonly filter: Filter }): JSX.Element {
  const choose = (next: Filter): void => {
    go(`learn?${queryOf(next)}`, true);
  };
  const toggled = (kind: UnansweredKind): UnansweredKind[] =>
    KINDS.filter((one) => (one === kind ? !filter.kinds.includes(kind) : filter.kinds.includes(one)));
  return (
    <div class="filter">
      <label>
        <span>{texts.days}</span>{' '}
        <select
          class="input"
          value={String(filter.days)}
          onChange={(event) => {
            choose({ ...filter, days: Number(event.currentTarget.value) });
          }}
        >
          {Object.entries(texts.periods).map(([days, name]) => (
            <option key={days} value={days}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <div class="tools" role="group" aria-label={texts.kindsLabel}>
        {KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            aria-pressed={filter.kinds.includes(kind)}
            onClick={() => {
              choose({ ...filter, kinds: toggled(kind) });
            }}
          >
            {texts.kinds[kind]}
          </button>
        ))}
      </div>
    </div>
  );
}

function Groups({ query, first }: { readonly query: string; readonly first: LearnGroupsResponse }): JSX.Element {
  const { api } = useDesk();
  const [more, setMore] = useState<{ readonly groups: readonly LearnGroup[]; readonly next: number | null }>({
    groups: [],
    next: first.next,
  });
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => {
    setMore({ groups: [], next: first.next });
  }, [first]);
  const loadMore = async (from: number): Promise<void> => {
    setFailure(null);
    try {
      const { groups, next } = await api.get<LearnGroupsResponse>(`learn/groups?${query}&from=${String(from)}`);
      setMore((before) => ({ groups: [...before.groups, ...groups], next }));
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  if (first.groups.length === 0) return <p>{texts.none}</p>;
  const { next } = more;
  return (
    <>
      <p class="soft">
        {texts.summary(first.total, first.asked, first.earlier)}
        {first.cut && texts.cut}
      </p>
      <ul class="rows groups">
        {[...first.groups, ...more.groups].map((group) => (
          <GroupRow key={group.id} group={group} query={query} />
        ))}
      </ul>
      {failure !== null && <Notice kind="error">{failure}</Notice>}
      {next !== null && (
        <button type="button" class="button" onClick={() => void loadMore(next)}>
          {texts.more}
        </button>
      )}
    </>
  );
}

function GroupRow({ group, query }: { readonly group: LearnGroup; readonly query: string }): JSX.Element {
  return (
    <li class="row">
      <span class="row-main">
        <a href={`./learn?${query}&group=${group.id}`}>{group.text}</a>
        {group.samples.length > 0 && (
          <span class="soft">
            {texts.also}
            {group.samples.join('；')}
          </span>
        )}
        <span class="soft">
          {texts.today}
          {saying(group.now)}
        </span>
      </span>
      <span class="learn-figures">
        <b>{texts.count(group.count)}</b>
        <span class="soft">{texts.trend(group.count, group.earlier)}</span>
        <KindTags kinds={group.kinds} />
      </span>
    </li>
  );
}

/** The kinds that occur, with how often. */
export function KindTags({ kinds }: { readonly kinds: LearnGroup['kinds'] }): JSX.Element {
  return (
    <span class="tags">
      {KINDS.filter((kind) => kinds[kind] > 0).map((kind) => (
        <span key={kind} class="tag">
          {texts.kinds[kind]} {kinds[kind]}
        </span>
      ))}
    </span>
  );
}
