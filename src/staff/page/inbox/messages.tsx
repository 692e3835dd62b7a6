import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { CaseMessage, CaseResponse } from '../../api/inbox';
import { useDesk } from '../desk';
import { Background } from './background';
import { inboxTexts } from './texts';
import { shortTime } from './times';
import { lastOf } from './use-case';

/** What the messages are drawn from. */
export interface MessagesProps {
  readonly data: CaseResponse;
  readonly now: number;
  readonly onEarlier: () => void;
}

/** Pixels from the end within which the reader counts as being there. */
const NEAR = 60;

/** What was said, oldest first; it stays at the end when the reader is there, and where he is when he is not. */
export function Messages({ data, now, onEarlier }: MessagesProps): JSX.Element {
  const { messages, earlier } = data;
  const frame = useRef<HTMLDivElement>(null);
  const place = useRef({ atEnd: true, fromEnd: 0, first: 0 });
  const first = messages[0]?.sequence ?? 0;
  const last = lastOf(messages)?.sequence ?? 0;
  useLayoutEffect(() => {
    const { current: element } = frame;
    if (element === null) return;
    if (place.current.atEnd) element.scrollTop = element.scrollHeight;
    else if (first < place.current.first) element.scrollTop = element.scrollHeight - place.current.fromEnd;
    place.current.first = first;
  }, [first, last]);
  return (
    <div
      class="inbox-messages"
      role="log"
      aria-label={inboxTexts.conversation}
      tabIndex={0}
      ref={frame}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        place.current = { ...place.current, atEnd: scrollHeight - scrollTop - clientHeight < NEAR, fromEnd: scrollHeight - scrollTop };
      }}
    >
      <Background data={data} />
      {earlier && (
        <button type="button" class="button plain" onClick={onEarlier}>
          {inboxTexts.earlier}
        </button>
      )}
      <ol>
        {messages.map((message) => (
          <Line key={message.sequence} message={message} now={now} />
        ))}
      </ol>
    </div>
  );
}

function Line({ message, now }: { readonly message: CaseMessage; readonly now: number }): JSX.Element {
  const { account } = useDesk();
  const { author, by, text, choices, pictures, at } = message;
  if (author === 'system') return <li class="inbox-event soft">{text}</li>;
  const name = author === 'staff' && by !== null ? (by === account.name ? inboxTexts.you : by) : inboxTexts.authors[author];
  return (
    <li class={`inbox-line ${author}`}>
      <span class="soft">
        {name} {shortTime(at, now)}
      </span>
      {text !== '' && (
        <p class="inbox-bubble" dir="auto">
          {text}
        </p>
      )}
      {pictures.map((address) => (
        <a key={address} class="inbox-picture" href={`../${address}`} target="_blank" rel="noreferrer">
          <img src={`../${address}`} alt={inboxTexts.picture} loading="lazy" />
        </a>
      ))}
      {choices.length > 0 && (
        <span class="soft">
          {inboxTexts.choices}
          {choices.join(' / ')}
        </span>
      )}
    </li>
  );
}
