import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Preferences } from '../../../widget/preferences';
import type { SignedIn } from '../../api/account';
import type { PageEntry } from '../pages';
import { texts } from '../texts';
import { PasswordDialog } from './password-dialog';

/** What stands around every page. */
export interface LayoutProps {
  /** The pages that this account may open. */
  readonly pages: readonly PageEntry[];
  /** Id of the page that is open. */
  readonly current: string;
  readonly account: SignedIn;
  readonly preferences: Preferences;
  readonly onSignOut: () => void;
  readonly children: ComponentChildren;
}

/** Name, menu and who is signed in, above the page; on a phone the menu is behind a button. */
export function Layout({ pages, current, account, preferences, onSignOut, children }: LayoutProps): JSX.Element {
  const [open, setOpen] = useState(false);
  const [changing, setChanging] = useState(false);
  const [, setLook] = useState(0);
  useEffect(() => {
    setOpen(false);
  }, [current]);
  return (
    <>
      <a class="skip" href="#main">
        {texts.skip}
      </a>
      <header
        class="top"
        onKeyDown={(event) => {
          if (event.key === 'Escape') setOpen(false);
        }}
      >
        <strong class="product">{texts.product}</strong>
        <button
          type="button"
          class="button plain menu-button"
          aria-expanded={open}
          aria-controls="menu"
          onClick={() => {
            setOpen(!open);
          }}
        >
          {texts.menu}
        </button>
        <div id="menu" class={open ? 'menu open' : 'menu'}>
          <nav aria-label={texts.navigation}>
            <ul>
              {pages.map(({ id, title }) => (
                <li key={id}>
                  <a href={`./${id}`} {...(id === current ? { 'aria-current': 'page' as const } : {})}>
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <div class="who">
            <button
              type="button"
              class="button plain"
              aria-pressed={preferences.dark}
              onClick={() => {
                preferences.toggleDark();
                setLook((count) => count + 1);
              }}
            >
              {texts.dark}
            </button>
            <span class="name">
              {account.name}
              <span class="soft">（{texts.roles[account.role]}）</span>
            </span>
            <button
              type="button"
              class="button plain"
              aria-haspopup="dialog"
              onClick={() => {
                setChanging(true);
              }}
            >
              {texts.password.title}
            </button>
            <button type="button" class="button plain" onClick={onSignOut}>
              {texts.signOut}
            </button>
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      {changing && (
        <PasswordDialog
          onClose={() => {
            setChanging(false);
          }}
        />
      )}
    </>
  );
}
