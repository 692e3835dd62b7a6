import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { AccountChange, AccountItem, AccountsResponse, Role } from '../../api/account';
import { messageOf } from '../api-client';
import { useDesk } from '../desk';
import { texts } from '../texts';
import { Failure, Loading, Notice } from '../view/parts';
import { formatTime } from '../view/time';
import { useLoad } from '../view/use-load';
import { adminTexts } from './texts';

const ROLES = Object.keys(texts.roles) as Role[];

/** Every account, with what an administrator may change of the others. */
export function AccountList(): JSX.Element {
  const { api } = useDesk();
  const { data, failure, reload } = useLoad<AccountsResponse>('accounts');
  const [notice, setNotice] = useState<{ readonly kind: 'info' | 'error'; readonly text: string } | null>(null);
  const [refusals, setRefusals] = useState(0);
  const change = async (name: string, what: AccountChange): Promise<void> => {
    setNotice(null);
    try {
      await api.post(`accounts/${encodeURIComponent(name)}`, what);
      setNotice({ kind: 'info', text: adminTexts.changed(name) });
    } catch (error) {
      setNotice({ kind: 'error', text: messageOf(error) });
      // The list shows what was chosen; it has to show again what is.
      setRefusals((count) => count + 1);
    }
    reload();
  };
  return (
    <section class="card" aria-labelledby="accounts">
      <h2 id="accounts">{adminTexts.accounts}</h2>
      <p class="soft">{adminTexts.roleHelp}</p>
      {notice !== null && <Notice kind={notice.kind}>{notice.text}</Notice>}
      {failure !== null && <Failure message={failure} onRetry={reload} />}
      {data === null && failure === null && <Loading />}
      {data !== null && (
        <ul key={refusals} class="rows">
          {data.accounts.map((account) => (
            <AccountRow key={account.name} account={account} onChange={(what) => void change(account.name, what)} />
          ))}
        </ul>
      )}
      <p class="soft">{adminTexts.adding}</p>
      {adminTexts.commands.map((command) => (
        <p key={command}>
          <code>{command}</code>
        </p>
      ))}
    </section>
  );
}

function AccountRow({
  account,
  onChange,
}: {
  readonly account: AccountItem;
  readonly onChange: (what: AccountChange) => void;
}): JSX.Element {
  const own = useDesk().account.name === account.name;
  const { name, role, disabled, loginAt } = account;
  return (
    <li class="row">
      <span class="row-main">
        <b>
          {name}
          {own && adminTexts.you}
        </b>
        <span class="soft">
          {disabled ? adminTexts.disabled : adminTexts.active} · {adminTexts.login}：
          {loginAt === null ? adminTexts.never : formatTime(loginAt)}
        </span>
      </span>
      {own ? (
        <span>{texts.roles[role]}</span>
      ) : (
        <span class="tools">
          <select
            class="input"
            aria-label={adminTexts.roleOf(name)}
            value={role}
            onChange={(event) => {
              onChange({ role: event.currentTarget.value as Role });
            }}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {texts.roles[each]}
              </option>
            ))}
          </select>
          <button
            type="button"
            class="button"
            aria-label={(disabled ? adminTexts.enableOf : adminTexts.disableOf)(name)}
            onClick={() => {
              onChange({ disabled: !disabled });
            }}
          >
            {disabled ? adminTexts.enable : adminTexts.disable}
          </button>
        </span>
      )}
    </li>
  );
}
