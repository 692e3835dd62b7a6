import type { JSX } from 'preact';
import type { ProposalItem, ProposalsResponse } from '../../api/learn';
import { Failure, Loading } from '../view/parts';
import { formatTime } from '../view/time';
import { useLoad } from '../view/use-load';
import { ApplyBox } from './apply-box';
import { learnTexts as texts } from './texts';

/** Every proposal: those that wait for a decision, those that wait for being written, and the latest others. */
export function ProposalList(): JSX.Element {
  const { data, failure, reload } = useLoad<ProposalsResponse>('learn/proposals');
  if (failure !== null) return <Failure message={failure} onRetry={reload} />;
  if (data === null) return <Loading />;
  const { proposals, writable } = data;
  const open = proposals.filter(({ status }) => status === 'proposed');
  const accepted = proposals.filter(({ status }) => status === 'accepted');
  const past = proposals.filter(({ status }) => status === 'applied' || status === 'rejected');
  return (
    <>
      {proposals.length === 0 && <p>{texts.noProposals}</p>}
      <Section id="waiting" title={texts.waiting} proposals={open} />
      <ApplyBox waiting={accepted.length} writable={writable} onApplied={reload}>
        <Rows proposals={accepted} />
      </ApplyBox>
      <Section id="past" title={texts.past} proposals={past} />
    </>
  );
}

function Section({
  id,
  title,
  proposals,
}: {
  readonly id: string;
  readonly title: string;
  readonly proposals: readonly ProposalItem[];
}): JSX.Element | null {
  if (proposals.length === 0) return null;
  return (
    <section class="card" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      <Rows proposals={proposals} />
    </section>
  );
}

function Rows({ proposals }: { readonly proposals: readonly ProposalItem[] }): JSX.Element {
  return (
    <ul class="rows">
      {proposals.map((proposal) => (
        <Row key={proposal.id} proposal={proposal} />
      ))}
    </ul>
  );
}

function Row({ proposal }: { readonly proposal: ProposalItem }): JSX.Element {
  const { id, kind, target, texts: wordings, status, by, createdAt, broken, fault } = proposal;
  return (
    <li class="row">
      <span class="row-main">
        <a href={`./learn?proposal=${id}`}>
          {texts.kind[kind]}：{target.title}
        </a>
        <span>{wordings.join('；')}</span>
        <span class="soft">{texts.by(by, formatTime(createdAt))}</span>
        {fault !== null && <span class="bad">{texts.fault(fault)}</span>}
      </span>
      <span class="tags">
        {broken !== null && broken > 0 && status !== 'applied' && <span class="tag bad">{texts.brokenTag(broken)}</span>}
        <span class="tag">{texts.status[status]}</span>
      </span>
    </li>
  );
}
