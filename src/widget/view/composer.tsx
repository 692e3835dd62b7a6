import type { JSX, TargetedKeyboardEvent } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Lookups } from '../client/lookups';
import { isComposing, sends } from '../model/enter-key';
import { texts } from '../texts';
import { useActions } from './use-client';
import { useSuggestions } from './use-suggestions';

/** Longest message, in characters. */
const MAX_LENGTH = 500;
/** From so many characters left on, they are counted down. */
const COUNT_FROM = 100;

/** Where the user writes, with suggestions above. */
export function Composer({ lookups, onEscape }: { readonly lookups: Lookups; readonly onEscape: () => void }): JSX.Element {
  const { client } = useActions();
  const [text, setText] = useState('');
  const [suggestions, hideSuggestions] = useSuggestions(lookups, text);
  const input = useRef<HTMLTextAreaElement>(null);
  const list = useRef<HTMLUListElement>(null);

  useLayoutEffect(() => {
    const { current } = input;
    if (current === null) return;
    current.style.height = 'auto';
    // The borders are not part of what is measured.
    current.style.height = `${String(current.scrollHeight + current.offsetHeight - current.clientHeight)}px`;
  }, [text]);
  useLayoutEffect(() => {
    // On a phone the keyboard would cover the greeting.
    if (matchMedia('(pointer: fine)').matches) input.current?.focus();
  }, []);

  const send = (what: string): void => {
    input.current?.focus();
    if (what.trim() === '') return;
    client.send(what.trim());
    setText('');
    hideSuggestions();
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLTextAreaElement>): void => {
    if (sends(event)) {
      event.preventDefault();
      send(text);
    } else if (event.key === 'ArrowUp' && suggestions.length > 0 && !isComposing(event)) {
      event.preventDefault();
      focusButton(list.current, -1);
    } else if (event.key === 'Escape' && !isComposing(event)) {
      if (suggestions.length > 0) hideSuggestions();
      else onEscape();
    }
  };
  const onListKeyDown = (event: TargetedKeyboardEvent<HTMLUListElement>): void => {
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (event.key === 'ArrowUp') focusButton(event.currentTarget, Math.max(0, at - 1));
    else if (event.key === 'ArrowDown' && at < buttons.length - 1) focusButton(event.currentTarget, at + 1);
    else if (event.key === 'ArrowDown' || event.key === 'Escape') input.current?.focus();
    else return;
    if (event.key === 'Escape') hideSuggestions();
    event.preventDefault();
  };

  const left = MAX_LENGTH - text.length;
  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send(text);
      }}
    >
      {suggestions.length > 0 && (
        <ul class="suggestions" aria-label={texts.suggestions} ref={list} onKeyDown={onListKeyDown}>
          {suggestions.map(({ id, title }) => (
            <li key={id}>
              <button
                type="button"
                onClick={() => {
                  send(title);
                }}
              >
                {title}
              </button>
            </li>
          ))}
        </ul>
      )}
      {left <= COUNT_FROM && <p class="left">{texts.lengthLeft(left)}</p>}
      <div class="composer-row">
        <textarea
          id="input"
          ref={input}
          rows={1}
          maxLength={MAX_LENGTH}
          enterkeyhint="send"
          autocomplete="off"
          aria-label={texts.inputLabel}
          placeholder={texts.placeholder}
          value={text}
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
          onKeyDown={onKeyDown}
        />
        {/* Taking the focus would close the phone's keyboard. */}
        <button
          type="submit"
          class="send"
          onMouseDown={(event) => {
            event.preventDefault();
          }}
        >
          {texts.send}
        </button>
      </div>
    </form>
  );
}

function focusButton(list: HTMLElement | null, index: number): void {
  const buttons = [...(list?.querySelectorAll('button') ?? [])];
  buttons[index < 0 ? buttons.length - 1 : index]?.focus();
}
