import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { ChatState } from '../client/chat-client';
import type { Lookups } from '../client/lookups';
import { needsTime } from '../model/times';
import type { Message } from '../model/transcript';
import { texts } from '../texts';
import { DeskAvatar } from './icons';
import { MessageItem, type MessageProps } from './message-item';
import { Popular } from './popular';
import { useActions } from './use-client';
import { useScroll } from './use-scroll';

/** The conversation so far, the only part of the page that is read aloud as it changes. */
export function Transcript({ state, lookups }: { readonly state: ChatState; readonly lookups: Lookups }): JSX.Element {
  const { client } = useActions();
  const { messages, status, typing, earlier, loadingEarlier, expired } = state;
  const scroll = useScroll(messages, () => void client.loadEarlier());
  const items = useMemo(() => itemsOf(messages), [messages]);
  const hasOwn = messages.some(({ own }) => own);
  return (
    <div class="transcript">
      <div
        class="log"
        role="log"
        aria-live="polite"
        aria-label={texts.transcript}
        tabIndex={0}
        ref={scroll.frame}
        onScroll={scroll.onScroll}
      >
        <div class="log-content" ref={scroll.content}>
          {earlier !== null && (
            <button type="button" class="tool earlier" aria-live="off" disabled={loadingEarlier} onClick={() => void client.loadEarlier()}>
              {loadingEarlier ? texts.loadingEarlier : texts.earlier}
            </button>
          )}
          {/* What was said before is there to read, not to be read aloud again. */}
          <ol class="messages" aria-live="off">
            {draw(items, false)}
          </ol>
          {expired && <p class="notice">{texts.sessionExpired}</p>}
          <ol class="messages">{draw(items, true)}</ol>
          {status === 'starting' && messages.length === 0 && <p class="notice">{texts.starting}</p>}
          {!hasOwn && status === 'online' && <Popular lookups={lookups} />}
          {typing && <Typing />}
          {status === 'offline' && <p class="notice offline">{texts.offline}</p>}
        </div>
      </div>
      {!scroll.atBottom && (
        <button type="button" class="to-bottom" onClick={scroll.toBottom}>
          {scroll.unread > 0 ? texts.unread(scroll.unread) : texts.toBottom} ↓
        </button>
      )}
    </div>
  );
}

function draw(items: readonly MessageProps[], live: boolean): JSX.Element[] {
  return items.filter(({ message }) => message.live === live).map((props) => <MessageItem key={props.message.key} {...props} />);
}

function itemsOf(messages: readonly Message[]): MessageProps[] {
  const items: MessageProps[] = [];
  let next: Message | null = null;
  for (let i = messages.length - 1; i >= 0; i--) {
    const message = messages[i];
    if (message === undefined) continue;
    items.unshift({ message, next, timed: needsTime(messages[i - 1]?.activity.timestamp, message.activity.timestamp) });
    if (message.own) next = message;
  }
  return items;
}

function Typing(): JSX.Element {
  return (
    <div class="row typing">
      <DeskAvatar />
      <div class="bubble">
        <span class="unseen">
          {texts.desk}
          {texts.typing}
        </span>
        <span class="dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      </div>
    </div>
  );
}
