import type { JSX } from 'preact';
import { isWorthCopying, partsOf, withoutListedChoices } from '../model/answer-text';
import { timeLabel } from '../model/times';
import type { Message } from '../model/transcript';
import { texts } from '../texts';
import { Attachments } from './attachments';
import { Choices } from './choices';
import { CopyButton } from './copy-button';
import { FeedbackBar } from './feedback';
import { AlertIcon, DeskAvatar, OwnAvatar, StaffAvatar } from './icons';
import { RichText } from './rich-text';
import { useActions } from './use-client';

/** What one message is shown with. */
export interface MessageProps {
  readonly message: Message;
  /** Whether the time stands above it. */
  readonly timed: boolean;
  /** The user's next message; null while there is none. */
  readonly next: Message | null;
}

/** One message with all that belongs to it. */
export function MessageItem(props: MessageProps): JSX.Element {
  const { message, timed } = props;
  const { timestamp } = message.activity;
  return (
    <li class={message.own ? 'message own' : 'message'} data-key={message.key}>
      {timed && timestamp !== undefined && (
        <time class="time" dateTime={timestamp}>
          {timeLabel(timestamp, new Date(), texts)}
        </time>
      )}
      {bodyOf(props)}
    </li>
  );
}

function bodyOf(props: MessageProps): JSX.Element {
  const { message } = props;
  if (message.own) return <OwnMessage message={message} />;
  return message.activity.from.id === 'system' ? <p class="event">{message.activity.text}</p> : <DeskMessage {...props} />;
}

function OwnMessage({ message }: { readonly message: Message }): JSX.Element {
  const { client } = useActions();
  const { delivery, activity, key } = message;
  const reason = activity.channelData?.feedback?.reason ?? '';
  return (
    <div class="row">
      <OwnAvatar />
      <div class="content">
        <Speaker name={texts.me} />
        <p class="bubble" dir="auto">
          <RichText text={reason === '' ? (activity.text ?? '') : `${activity.text ?? ''}（${reason}）`} />
        </p>
        {delivery.state === 'pending' && <span class="spinner" title={texts.sending} />}
        {delivery.state === 'failed' && (
          <p class="failed">
            <AlertIcon />
            <span>
              {texts.failed}：{delivery.said === '' ? texts.failures[delivery.why] : delivery.said}
            </span>
            <button
              type="button"
              class="tool"
              onClick={() => {
                client.retry(key);
              }}
            >
              {texts.retry}
            </button>
          </p>
        )}
      </div>
    </div>
  );
}

function DeskMessage({ message, next }: MessageProps): JSX.Element {
  const { text = '', suggestedActions, attachments, channelData, from, replyToId } = message.activity;
  const offer = channelData?.feedbackOffer;
  const actions = (suggestedActions?.actions ?? []).filter(
    ({ value }) => offer === undefined || (value !== offer.solved && value !== offer.unsolved),
  );
  const shown = withoutListedChoices(text, actions);
  const person = from.id === 'staff';
  return (
    <div class="row">
      {person ? <StaffAvatar /> : <DeskAvatar />}
      <div class="content">
        {person ? <span class="speaker">{texts.staff(from.name ?? '')}</span> : <Speaker name={from.name ?? texts.desk} />}
        {partsOf(shown.text, channelData?.slip).map((part, i) => (
          <div key={i} class={part.kind === 'slip' ? 'bubble slip' : 'bubble'} dir="auto">
            {i === 0 && channelData?.progress !== undefined && <Progress {...channelData.progress} />}
            <RichText text={part.text} />
            {part.kind === 'slip' && <CopyButton text={part.text} label={texts.copySlip} />}
          </div>
        ))}
        {attachments !== undefined && <Attachments attachments={attachments} />}
        {replyToId !== undefined && isWorthCopying(shown.text) && <CopyButton text={text} label={texts.copy} />}
        {actions.length > 0 && (
          <Choices actions={actions} labels={shown.labels} enabled={next === null} said={next?.activity.text ?? null} />
        )}
        {offer !== undefined && <FeedbackBar offer={offer} enabled={next === null} given={next?.activity.channelData?.feedback ?? null} />}
      </div>
    </div>
  );
}

/** Who speaks, for those who do not see the sides. */
function Speaker({ name }: { readonly name: string }): JSX.Element {
  return (
    <span class="unseen">
      {name}
      {texts.says}
    </span>
  );
}

function Progress({ step, total }: { readonly step: number; readonly total: number }): JSX.Element {
  return <progress class="progress" value={step} max={total} aria-label={texts.progress(step, total)} />;
}
