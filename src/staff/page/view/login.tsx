import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LoginRequest, SessionResponse } from '../../api/account';
import { type ApiClient, messageOf } from '../api-client';
import { texts } from '../texts';
import { Dialog, Notice } from './parts';
import { PasswordField } from './password-field';

interface LoginProps {
  readonly api: ApiClient;
  readonly onLogin: (session: SessionResponse) => void;
}

/** The page of those who are not signed in. */
export function LoginPage({ api, ready, onLogin }: LoginProps & { readonly ready: boolean }): JSX.Element {
  useEffect(() => {
    document.title = texts.pageTitle(texts.login.title);
  }, []);
  return (
    <main class="alone">
      <h1>{texts.product}</h1>
      {!ready && <Notice kind="info">{texts.login.noAccounts}</Notice>}
      <LoginForm api={api} name="" onLogin={onLogin} />
    </main>
  );
}

/** Asks for the password again without losing what the page holds. */
export function LoginAgain({ api, name, onLogin }: LoginProps & { readonly name: string }): JSX.Element {
  return (
    <Dialog title={texts.login.again}>
      <p class="soft">{texts.login.againHelp}</p>
      <LoginForm api={api} name={name} onLogin={onLogin} />
    </Dialog>
  );
}

function LoginForm({ api, name: before, onLogin }: LoginProps & { readonly name: string }): JSX.Element {
  const [name, setName] = useState(before);
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const second = useRef<HTMLInputElement>(null);
  useEffect(() => {
    (before === '' ? first : second).current?.focus();
  }, []);
  const submit = async (): Promise<void> => {
    const request: LoginRequest = { name, password };
    setBusy(true);
    setFailure(null);
    try {
      onLogin(await api.post<SessionResponse>('login', request));
    } catch (error) {
      setFailure(messageOf(error));
      setPassword('');
      second.current?.focus();
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void submit();
      }}
    >
      <label>
        <span>{texts.login.name}</span>
        <input
          ref={first}
          class="input"
          name="username"
          autocomplete="username"
          autocapitalize="none"
          spellcheck={false}
          required
          value={name}
          onInput={(event) => {
            setName(event.currentTarget.value);
          }}
        />
      </label>
      <PasswordField input={second} label={texts.login.password} autocomplete="current-password" value={password} onInput={setPassword} />
      {failure !== null && <Notice kind="error">{failure}</Notice>}
      <button type="submit" class="button primary" aria-disabled={busy}>
        {busy ? texts.login.busy : texts.login.submit}
      </button>
    </form>
  );
}
