import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Feedback, FeedbackOffer } from '../../channels/web/protocol';
import { texts } from '../texts';
import { useActions } from './use-client';

/** What the question about an answer needs. */
export interface FeedbackProps {
  readonly offer: FeedbackOffer;
  readonly enabled: boolean;
  /** The judgement given with the user's next message; null when none was. */
  readonly given: Feedback | null;
}

/** Longest reason, in characters. */
const MAX_REASON = 200;

/** Asks whether an answer helped, and if not, why. */
export function FeedbackBar({ offer, enabled, given }: FeedbackProps): JSX.Element | null {
  const { client } = useActions();
  const [asking, setAsking] = useState(false);
  const group = useRef<HTMLDivElement>(null);
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (asking) first.current?.focus();
  }, [asking]);
  if (given?.turn === offer.turn) {
    return (
      <div class="feedback" tabIndex={-1} ref={group}>
        {texts.thanks}
      </div>
    );
  }
  if (!enabled) return null;
  const say = (solved: boolean, reason: string): void => {
    client.send(solved ? offer.solved : offer.unsolved, { turn: offer.turn, solved, reason });
    group.current?.focus({ preventScroll: true });
  };
  return (
    <div class="feedback" role="group" aria-label={texts.feedbackQuestion} tabIndex={-1} ref={group}>
      {asking ? (
        <Reasons
          first={first}
          onReason={(reason) => {
            say(false, reason);
          }}
        />
      ) : (
        <>
          <span>{texts.feedbackQuestion}</span>
          <button
            type="button"
            class="choice"
            onClick={() => {
              say(true, '');
            }}
          >
            {offer.solved}
          </button>
          <button
            type="button"
            class="choice"
            aria-expanded={false}
            onClick={() => {
              setAsking(true);
            }}
          >
            {offer.unsolved}
          </button>
        </>
      )}
    </div>
  );
}

function Reasons({
  first,
  onReason,
}: {
  readonly first: { current: HTMLButtonElement | null };
  readonly onReason: (reason: string) => void;
}): JSX.Element {
  const [other, setOther] = useState('');
  return (
    <form
      class="reasons"
      onSubmit={(event) => {
        event.preventDefault();
        onReason(other.trim());
      }}
    >
      <span>{texts.reasonQuestion}</span>
      {texts.reasons.map((reason, i) => (
        <button
          key={reason}
          type="button"
          class="choice"
          ref={i === 0 ? first : null}
          onClick={() => {
            onReason(reason);
          }}
        >
          {reason}
        </button>
      ))}
      <span class="reason-other">
        <input
          type="text"
          maxLength={MAX_REASON}
          aria-label={texts.reasonOther}
          placeholder={texts.reasonOther}
          value={other}
          onInput={({ currentTarget }) => {
            setOther(currentTarget.value);
          }}
        />
        <button type="submit" class="choice">
          {texts.reasonSend}
        </button>
      </span>
    </form>
  );
}
