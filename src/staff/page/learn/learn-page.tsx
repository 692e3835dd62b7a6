import type { JSX } from 'preact';
import { usePlace } from '../router';
import { PageHead } from '../view/parts';
import { filterIn, queryOf } from './address';
import { GroupList } from './group-list';
import { GroupView } from './group-view';
import { ProposalList } from './proposal-list';
import { ProposalView } from './proposal-view';
import { learnTexts as texts } from './texts';

/** What users asked in vain, and what is to be taught for it; what is shown stands in the address. */
export function LearnPage(): JSX.Element {
  const { query } = usePlace();
  const filter = filterIn(query);
  const group = query.get('group');
  const proposal = query.get('proposal');
  const proposals = proposal !== null || query.get('tab') === 'proposals';
  return (
    <div class="learn">
      <PageHead title={texts.title} />
      <nav class="tabs" aria-label={texts.tabs}>
        <a href={`./learn?${queryOf(filter)}`} aria-current={proposals ? undefined : 'page'}>
          {texts.questions}
        </a>
        <a href="./learn?tab=proposals" aria-current={proposals ? 'page' : undefined}>
          {texts.proposals}
        </a>
      </nav>
      {proposal !== null ? (
        <ProposalView key={proposal} id={proposal} />
      ) : proposals ? (
        <ProposalList />
      ) : group !== null ? (
        <GroupView key={group} id={group} filter={filter} />
      ) : (
        <GroupList filter={filter} />
      )}
    </div>
  );
}
