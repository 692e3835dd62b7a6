import type { JSX } from 'preact';
import type { CaseItem } from '../../api/inbox';
import { useDesk } from '../desk';
import { Loading, Notice } from '../view/parts';
import { addressOf } from './inbox-address';
import { inboxTexts } from './texts';
import { minutesSince, shortTime } from './times';
import { type CaseList as Cases, type Tab, TABS } from './use-cases';

/** What the list is drawn from. */
export interface CaseListProps {
  readonly list: Cases;
  readonly tab: Tab;
  /** The conversation that is open; null when none is. */
  readonly open: string | null;
  readonly now: number;
}

/** The conversations of one tab. */
export function CaseList({ list, tab, open, now }: CaseListProps): JSX.Element {
  const { cases, counts, failure, more } = list;
  const count: Readonly<Record<Tab, number | null>> = { ...counts, closed: null };
  return (
    <section class="inbox-list" aria-label={inboxTexts.list}>
      <nav aria-label={inboxTexts.filters}>
        <ul class="inbox-tabs">
          {TABS.map((name) => (
            <li key={name}>
              <a href={addressOf(name, open)} {...(name === tab ? { 'aria-current': 'true' as const } : {})}>
                {inboxTexts.tabs[name]}
                {(count[name] ?? 0) > 0 && <span class="inbox-count">{count[name]}</span>}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {failure !== null && <Notice kind="error">{failure}</Notice>}
      {cases === null && failure === null && <Loading />}
      {cases?.length === 0 && <p class="soft inbox-empty">{inboxTexts.empty[tab]}</p>}
      <ul class="inbox-rows">
        {cases?.map((item) => (
          <li key={item.conversation}>
            <Row item={item} href={addressOf(tab, item.conversation)} open={item.conversation === open} now={now} />
          </li>
        ))}
      </ul>
      {more !== null && (
        <button type="button" class="button" onClick={more}>
          {inboxTexts.more}
        </button>
      )}
    </section>
  );
}

function Row({
  item,
  href,
  open,
  now,
}: {
  readonly item: CaseItem;
  readonly href: string;
  readonly open: boolean;
  readonly now: number;
}): JSX.Element {
  const { problem, last, updatedAt, unread, channel } = item;
  return (
    <a class="inbox-row" href={href} {...(open ? { 'aria-current': 'true' as const } : {})}>
      <span class="inbox-row-head">
        <b>{problem === '' ? (last?.text ?? '') : problem}</b>
        {unread > 0 && (
          <span class="inbox-unread">
            {unread}
            <span class="unseen">{inboxTexts.unread(unread).replace(/^\d+/, '')}</span>
          </span>
        )}
      </span>
      <span class="soft inbox-row-last">{last?.text ?? ''}</span>
      <span class="soft">
        <Standing item={item} now={now} /> · {inboxTexts.channels[channel] ?? channel} · {shortTime(updatedAt, now)}
      </span>
    </a>
  );
}

/** Where a conversation stands, in a few words. */
export function Standing({ item, now }: { readonly item: CaseItem; readonly now: number }): JSX.Element {
  const { account } = useDesk();
  const { status, holder, ending, openedAt, heardAt } = item;
  switch (status) {
    case 'waiting':
      return <>{inboxTexts.waitingFor(minutesSince(openedAt, now))}</>;
    case 'claimed':
      if (holder !== account.name) return <>{inboxTexts.heldBy(holder ?? '')}</>;
      return <>{heardAt === null ? inboxTexts.mine : inboxTexts.owed(minutesSince(heardAt, now))}</>;
    case 'closed':
      return (
        <>
          {ending === null ? '' : inboxTexts.endings[ending]}
          {holder === null ? '' : inboxTexts.endedBy(holder)}
        </>
      );
  }
}
