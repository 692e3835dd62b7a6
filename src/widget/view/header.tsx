import type { JSX } from 'preact';
import type { Status } from '../client/connection';
import type { Preferences } from '../preferences';
import { texts } from '../texts';

/** What the header shows and does. */
export interface HeaderProps {
  readonly status: Status;
  readonly preferences: Preferences;
  readonly onMenu: () => void;
  /** Called after the look was changed. */
  readonly onLook: () => void;
  /** Hides the chat in the page around it; null when there is none. */
  readonly onMinimise: (() => void) | null;
}

/** Title, menu and how the page looks. */
export function Header({ status, preferences, onMenu, onLook, onMinimise }: HeaderProps): JSX.Element {
  return (
    <header class="head">
      <button type="button" aria-haspopup="dialog" onClick={onMenu}>
        {texts.menu}
      </button>
      <h1>
        {texts.title}
        {status === 'offline' && texts.subtitleOffline}
      </h1>
      <div role="group" aria-label={texts.controls}>
        <button
          type="button"
          aria-pressed={preferences.care}
          onClick={() => {
            preferences.toggleCare();
            onLook();
          }}
        >
          {texts.care}
        </button>
        <button
          type="button"
          aria-pressed={preferences.dark}
          onClick={() => {
            preferences.toggleDark();
            onLook();
          }}
        >
          {texts.dark}
        </button>
        {onMinimise !== null && (
          <button type="button" onClick={onMinimise}>
            {texts.minimise}
          </button>
        )}
      </div>
    </header>
  );
}
