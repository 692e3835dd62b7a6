import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { usePlace } from '../router';
import { texts } from '../texts';
import { Notice, PageHead } from '../view/parts';
import { CaseList } from './case-list';
import { CaseView } from './case-view';
import { addressOf } from './inbox-address';
import { inboxTexts } from './texts';
import { TABS, useCases } from './use-cases';
import { useInboxEvents, useNow } from './use-inbox-events';

/** The inbox: conversations that were handed off, and the one that is open. */
export function InboxPage(): JSX.Element {
  const { query } = usePlace();
  const { version, live } = useInboxEvents();
  const now = useNow();
  const tab = TABS.find((name) => name === query.get('tab')) ?? 'waiting';
  const open = query.get('case');
  const list = useCases(tab, version);
  const { waiting, unread } = list.counts;
  useEffect(() => {
    document.title = inboxTexts.pageTitle(texts.pageTitle(inboxTexts.title), waiting + unread);
  }, [waiting + unread]);
  return (
    <div class={open === null ? 'inbox' : 'inbox opened'}>
      <PageHead title={inboxTexts.title} />
      <p class="unseen" role="status">
        {inboxTexts.news(waiting)}
      </p>
      {!live && <Notice kind="error">{inboxTexts.lost}</Notice>}
      <div class="inbox-panes">
        <CaseList list={list} tab={tab} open={open} now={now} />
        {open === null ? (
          <p class="card soft inbox-pick">{inboxTexts.pick}</p>
        ) : (
          <CaseView key={open} id={open} back={addressOf(tab, null)} version={version} now={now} />
        )}
      </div>
    </div>
  );
}
