import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { CaseActionResponse, CaseItem, ClaimRequest, SeenRequest } from '../../api/inbox';
import { ApiError, messageOf } from '../api-client';
import { useDesk } from '../desk';
import { go } from '../router';
import { texts } from '../texts';
import { Dialog, Failure, Loading, Notice } from '../view/parts';
import { Standing } from './case-list';
import { addressOf } from './inbox-address';
import { Messages } from './messages';
import { ReplyBox } from './reply-box';
import { inboxTexts } from './texts';
import { lastOf, useCase } from './use-case';

/** What an open conversation is shown with. */
export interface CaseViewProps {
  readonly id: string;
  /** Address of the list, for phones. */
  readonly back: string;
  /** Counts the inbox's changes. */
  readonly version: number;
  readonly now: number;
}

type Action = 'claim' | 'back' | 'close';

/** One conversation: who has it, what was said, and the box to reply. */
export function CaseView({ id, back, version, now }: CaseViewProps): JSX.Element {
  const { api, account } = useDesk();
  const { data, failure, news, reload, loadEarlier } = useCase(id, version);
  const [refusal, setRefusal] = useState('');
  const [asking, setAsking] = useState<'close' | 'take-over' | null>(null);
  const path = `inbox/cases/${encodeURIComponent(id)}`;

  const act = async (action: Action, body: ClaimRequest = {}): Promise<void> => {
    setRefusal('');
    setAsking(null);
    try {
      await api.post<CaseActionResponse>(`${path}/${action}`, body);
      // It is now to be found among one's own.
      if (action === 'claim') go(addressOf('mine', id).slice(2), true);
    } catch (error) {
      setRefusal(messageOf(error));
    }
    reload();
  };

  const item = data?.case ?? null;
  const mine = item?.status === 'claimed' && item.holder === account.name;
  const last = lastOf(data?.messages ?? [])?.sequence ?? 0;
  const unread = item !== null && item.unread > 0 && (mine || item.status === 'waiting');
  useEffect(() => {
    if (!unread) return undefined;
    const mark = (): void => {
      // A refusal shows with the next thing that is done.
      if (document.visibilityState === 'visible')
        void api.post(`${path}/seen`, { sequence: last } satisfies SeenRequest).catch(() => undefined);
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => {
      document.removeEventListener('visibilitychange', mark);
    };
  }, [unread, last]);

  return (
    <section class="card inbox-case" aria-label={inboxTexts.conversation}>
      <div class="inbox-case-head">
        <a class="inbox-back" href={back}>
          ‹ {inboxTexts.back}
        </a>
        {item !== null && (
          <>
            <b class="inbox-case-standing">
              <Standing item={item} now={now} />
            </b>
            <Actions item={item} mine={mine} act={(action) => void act(action)} ask={setAsking} />
          </>
        )}
      </div>
      {news !== '' && <Notice kind="info">{news}</Notice>}
      {refusal !== '' && <Notice kind="error">{refusal}</Notice>}
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && <Messages data={data} now={now} onEarlier={loadEarlier} />}
      {mine && (
        <ReplyBox
          key={id}
          id={id}
          problem={item.problem}
          onSent={reload}
          onRefused={(error) => {
            if (error instanceof ApiError && error.status === 409) reload();
          }}
        />
      )}
      {item?.status === 'waiting' && <p class="soft">{inboxTexts.mayClaim}</p>}
      {asking === 'close' && (
        <Confirm
          title={inboxTexts.closeTitle}
          help={inboxTexts.closeHelp}
          label={inboxTexts.close}
          onConfirm={() => void act('close')}
          onClose={() => {
            setAsking(null);
          }}
        />
      )}
      {asking === 'take-over' && item?.holder != null && (
        <Confirm
          title={inboxTexts.takeOverTitle(item.holder)}
          help={inboxTexts.takeOverHelp}
          label={inboxTexts.takeOver}
          onConfirm={() => void act('claim', { from: item.holder ?? '' })}
          onClose={() => {
            setAsking(null);
          }}
        />
      )}
    </section>
  );
}

/** What one may do with a conversation. */
function Actions({
  item,
  mine,
  act,
  ask,
}: {
  readonly item: CaseItem;
  readonly mine: boolean;
  readonly act: (action: Action) => void;
  readonly ask: (what: 'close' | 'take-over') => void;
}): JSX.Element {
  return (
    <div class="tools">
      {item.status === 'waiting' && (
        <button
          type="button"
          class="button primary"
          onClick={() => {
            act('claim');
          }}
        >
          {inboxTexts.claim}
        </button>
      )}
      {item.status === 'claimed' && !mine && (
        <button
          type="button"
          class="button"
          onClick={() => {
            ask('take-over');
          }}
        >
          {inboxTexts.takeOver}
        </button>
      )}
      {mine && (
        <button
          type="button"
          class="button"
          onClick={() => {
            act('back');
          }}
        >
          {inboxTexts.giveBack}
        </button>
      )}
      {(mine || item.status === 'waiting') && (
        <button
          type="button"
          class="button"
          onClick={() => {
            ask('close');
          }}
        >
          {inboxTexts.close}
        </button>
      )}
    </div>
  );
}

interface ConfirmProps {
  readonly title: string;
  readonly help: string;
  readonly label: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

function Confirm({ title, help, label, onConfirm, onClose }: ConfirmProps): JSX.Element {
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{help}</p>
      <div class="tools inbox-confirm">
        <button type="button" class="button primary" onClick={onConfirm}>
          {label}
        </button>
        <button type="button" class="button" onClick={onClose}>
          {texts.cancel}
        </button>
      </div>
    </Dialog>
  );
}
