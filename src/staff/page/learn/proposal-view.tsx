import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { EffectView, MeasureState, ProposalItem } from '../../api/learn';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { texts as common } from '../texts';
import { Dialog, Failure, Loading, Notice } from '../view/parts';
import { formatTime } from '../view/time';
import { Effect } from './effect';
import { learnTexts as texts } from './texts';
import { useProposal } from './use-proposal';

/** One proposal with what it would change, and the decision on it. */
export function ProposalView({ id }: { readonly id: string }): JSX.Element {
  const { api } = useDesk();
  const { data, failure, reload } = useProposal(id);
  const [notice, setNotice] = useState<{ readonly kind: 'info' | 'error'; readonly text: string } | null>(null);
  const decide = async (what: 'accept' | 'reject', body: object, done: string): Promise<void> => {
    setNotice(null);
    try {
      await api.post(`learn/proposals/${encodeURIComponent(id)}/${what}`, body);
      setNotice({ kind: 'info', text: done });
    } catch (error) {
      setNotice({ kind: 'error', text: messageOf(error) });
    }
    reload();
  };
  return (
    <>
      <p>
        <a href="./learn?tab=proposals">{texts.back}</a>
      </p>
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && (
        <>
          <Content proposal={data.proposal} />
          {notice !== null && <Notice kind={notice.kind}>{notice.text}</Notice>}
          {(data.proposal.status === 'proposed' || data.proposal.status === 'accepted') && (
            <section class="card" aria-labelledby="effect">
              <h2 id="effect">{texts.effect}</h2>
              <p class="soft">{texts.effectHelp}</p>
              {data.effect === null ? <Measuring state={data.measuring} id={id} onAgain={reload} /> : <Effect effect={data.effect} />}
              <Decision
                proposal={data.proposal}
                effect={data.effect}
                onAccept={(stamp) => void decide('accept', { stamp }, texts.accepted)}
                onReject={() => void decide('reject', {}, texts.rejected)}
              />
            </section>
          )}
        </>
      )}
    </>
  );
}

function Content({ proposal }: { readonly proposal: ProposalItem }): JSX.Element {
  const { kind, target, texts: wordings, entry, status, by, createdAt, decidedBy, decidedAt, fault } = proposal;
  return (
    <section class="card" aria-labelledby="what">
      <h2 id="what">
        {texts.kind[kind]}：{target.title}
      </h2>
      <p class="soft">
        <span class="tag">{texts.status[status]}</span> {texts.by(by, formatTime(createdAt))}
        {decidedBy !== null && decidedAt !== null && <> · {texts.decided(decidedBy, formatTime(decidedAt))}</>}
      </p>
      {fault !== null && <Notice kind="error">{texts.fault(fault)}</Notice>}
      <ul class="bullets">
        {wordings.map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
      {entry !== null && (
        <dl class="entry">
          {(['question', 'audience', 'conclusion', 'steps', 'notes'] as const).map((name) => {
            const value = entry[name];
            const all = typeof value === 'string' ? [value] : value;
            return all.length === 0 ? null : (
              <div key={name}>
                <dt class="soft">{texts.fields[name]}</dt>
                {all.map((line) => (
                  <dd key={line}>{line}</dd>
                ))}
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}

function Measuring({
  state,
  id,
  onAgain,
}: {
  readonly state: MeasureState;
  readonly id: string;
  readonly onAgain: () => void;
}): JSX.Element {
  const { api } = useDesk();
  switch (state.kind) {
    case 'idle':
      return <Loading />;
    case 'waiting':
      return <Notice kind="info">{texts.queued(state.before)}</Notice>;
    case 'running':
      return <Notice kind="info">{texts.running(texts.steps[state.step], state.share)}</Notice>;
    case 'failed':
      return (
        <>
          <Notice kind="error">{texts.failed(state.message)}</Notice>
          <button
            type="button"
            class="button"
            onClick={() => void api.post(`learn/proposals/${encodeURIComponent(id)}/measure`).then(onAgain, onAgain)}
          >
            {texts.again}
          </button>
        </>
      );
  }
}

/** What the buttons need. */
interface DecisionProps {
  readonly proposal: ProposalItem;
  readonly effect: EffectView | null;
  readonly onAccept: (stamp: string) => void;
  readonly onReject: () => void;
}

function Decision({ proposal: { status }, effect, onAccept, onReject }: DecisionProps): JSX.Element {
  const [asking, setAsking] = useState(false);
  const broken = effect?.questions?.changes.filter(({ verdict }) => verdict === 'broken').length ?? 0;
  const acceptable = status === 'proposed' && effect !== null && effect.faults.length === 0;
  return (
    <div class="tools decision">
      {status === 'proposed' && (
        <button
          type="button"
          class="button primary"
          disabled={!acceptable}
          onClick={() => {
            if (broken > 0) setAsking(true);
            else if (effect !== null) onAccept(effect.stamp);
          }}
        >
          {texts.accept}
        </button>
      )}
      <button type="button" class="button danger" onClick={onReject}>
        {status === 'accepted' ? texts.withdraw : texts.reject}
      </button>
      {asking && effect !== null && (
        <Dialog
          title={texts.acceptTitle(broken)}
          onClose={() => {
            setAsking(false);
          }}
        >
          <p>{texts.acceptHelp}</p>
          <div class="tools dialog-tools">
            <button
              type="button"
              class="button danger"
              onClick={() => {
                setAsking(false);
                onAccept(effect.stamp);
              }}
            >
              {texts.acceptAnyway}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => {
                setAsking(false);
              }}
            >
              {common.cancel}
            </button>
          </div>
        </Dialog>
      )}
    </div>
  );
}
