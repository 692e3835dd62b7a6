import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import type { CardAction } from '../../channels/web/protocol';
import { texts } from '../texts';
import { useActions } from './use-client';

/** What quick replies show. */
export interface ChoicesProps {
  readonly actions: readonly CardAction[];
  /** What the buttons say, in the order of the actions. */
  readonly labels: readonly string[];
  /** False once the user has gone on. */
  readonly enabled: boolean;
  /** What the user said next; marks the button it came from. */
  readonly said: string | null;
}

/** Quick replies: real buttons, which can be used once. */
export function Choices({ actions, labels, enabled, said }: ChoicesProps): JSX.Element {
  const { client } = useActions();
  const group = useRef<HTMLDivElement>(null);
  const choose = (value: string): void => {
    client.send(value);
    // A button that is disabled loses the focus; from here the next Tab leads to what comes.
    group.current?.focus({ preventScroll: true });
  };
  return (
    <div class="choices" role="group" aria-label={texts.choices} tabIndex={-1} ref={group}>
      {actions.map(({ type, value }, i) => {
        const label = labels[i] ?? value;
        const href = linkOf(type, value);
        if (href !== null) {
          return (
            <a key={i} class="choice" href={href} target="_blank" rel="noopener noreferrer nofollow">
              {label}
            </a>
          );
        }
        const chosen = said === value;
        return (
          <button
            key={i}
            type="button"
            class={chosen ? 'choice chosen' : 'choice'}
            disabled={!enabled}
            onClick={() => {
              choose(value);
            }}
          >
            {label}
            {chosen && <span class="unseen">{texts.chosen}</span>}
          </button>
        );
      })}
    </div>
  );
}

/** The address of a reply that opens or dials something; null for one that is said, and for addresses that are neither. */
function linkOf(type: CardAction['type'], value: string): string | null {
  switch (type) {
    case 'imBack':
      return null;
    case 'openUrl':
      return /^https?:\/\//i.test(value) ? value : null;
    case 'call':
      return /^(?:tel:)?[\d+-]+$/.test(value) ? `tel:${value.replace(/^tel:/, '')}` : null;
  }
}
