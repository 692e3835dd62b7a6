import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { PasswordRequest, SessionResponse } from '../../api/account';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { texts } from '../texts';
import { Dialog, Notice } from './parts';
import { PasswordField } from './password-field';

/** Lets people change their own password. */
export function PasswordDialog({ onClose }: { readonly onClose: () => void }): JSX.Element {
  const { api, account } = useDesk();
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [repeat, setRepeat] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const save = async (): Promise<void> => {
    setFailure(null);
    if (next !== repeat) {
      setFailure(texts.password.different);
      return;
    }
    const request: PasswordRequest = { present, next };
    try {
      const session = await api.post<SessionResponse>('password', request);
      api.csrf = session.account?.csrf ?? '';
      setDone(true);
    } catch (error) {
      setFailure(messageOf(error));
    }
  };
  return (
    <Dialog title={texts.password.title} onClose={onClose}>
      {done ? (
        <Notice kind="info">{texts.password.done}</Notice>
      ) : (
        <form
          class="form"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <input class="unseen" name="username" autocomplete="username" value={account.name} readOnly tabIndex={-1} aria-hidden="true" />
          <PasswordField label={texts.password.present} autocomplete="current-password" value={present} onInput={setPresent} />
          <PasswordField label={texts.password.next} autocomplete="new-password" value={next} onInput={setNext} />
          <PasswordField label={texts.password.repeat} autocomplete="new-password" value={repeat} onInput={setRepeat} />
          {failure !== null && <Notice kind="error">{failure}</Notice>}
          <button type="submit" class="button primary">
            {texts.password.save}
          </button>
        </form>
      )}
    </Dialog>
  );
}
