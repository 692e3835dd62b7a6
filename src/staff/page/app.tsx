import type { JSX } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Preferences } from '../../widget/preferences';
import type { SessionResponse, SignedIn } from '../api/account';
import { type ApiClient, messageOf } from './api-client';
import { DeskContext, may } from './desk';
import { PAGES } from './pages';
import { go, usePlace } from './router';
import { texts } from './texts';
import { Layout } from './view/layout';
import { LoginAgain, LoginPage } from './view/login';
import { Loading, Notice, PageHead } from './view/parts';

/** Everything: the login, or the page of the address within the frame of all pages. */
export function App({ api, preferences }: { readonly api: ApiClient; readonly preferences: Preferences }): JSX.Element {
  const place = usePlace();
  const [session, setSession] = useState<SessionResponse | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [expired, setExpired] = useState(false);
  const account = session?.account ?? null;

  const enter = (found: SessionResponse): void => {
    api.csrf = found.account?.csrf ?? '';
    setSession(found);
    setExpired(false);
  };
  const load = (): void => {
    setFailure(null);
    api.get<SessionResponse>('session').then(enter, (error: unknown) => {
      setFailure(messageOf(error));
    });
  };
  useEffect(() => {
    api.onSignedOut = () => {
      setExpired(true);
    };
    load();
  }, []);

  const desk = useMemo(() => (account === null ? null : { api, account, may: may.bind(null, account) }), [account]);
  const pages = desk === null ? [] : PAGES.filter(({ role }) => desk.may(role));
  const first = pages[0]?.id;
  const elsewhere = desk !== null && (place.page === '' || place.page === 'login') && first !== undefined;
  useEffect(() => {
    if (elsewhere) go(first, true);
  }, [elsewhere]);

  if (failure !== null) {
    return (
      <main class="alone">
        <Notice kind="error">{failure}</Notice>
        <button type="button" class="button" onClick={load}>
          {texts.retry}
        </button>
      </main>
    );
  }
  if (session === null) {
    return (
      <main class="alone">
        <Loading />
      </main>
    );
  }
  if (desk === null) return <LoginPage api={api} ready={session.ready} onLogin={enter} />;

  const signOut = async (): Promise<void> => {
    // When it fails the session has ended already, or the notice says why not.
    await api.post('logout').then(
      () => {
        location.reload();
      },
      (error: unknown) => {
        setFailure(messageOf(error));
      },
    );
  };
  const again = (found: SessionResponse): void => {
    // What another account sees must not stand in what this one has open.
    if (found.account?.name === desk.account.name) enter(found);
    else location.reload();
  };
  return (
    <DeskContext.Provider value={desk}>
      <Layout pages={pages} current={place.page} account={desk.account} preferences={preferences} onSignOut={() => void signOut()}>
        <CurrentPage key={place.page} id={place.page} account={desk.account} />
      </Layout>
      {expired && <LoginAgain api={api} name={desk.account.name} onLogin={again} />}
    </DeskContext.Provider>
  );
}

function CurrentPage({ id, account }: { readonly id: string; readonly account: SignedIn }): JSX.Element {
  const page = PAGES.find((entry) => entry.id === id);
  const allowed = page !== undefined && may(account, page.role);
  const title = page === undefined ? texts.noPage : allowed ? page.title : texts.wrongRole;
  useEffect(() => {
    document.title = texts.pageTitle(title);
  }, [title]);
  if (allowed) return <page.component />;
  return (
    <>
      <PageHead title={title} />
      <p>{page === undefined ? texts.noPageHelp : texts.wrongRoleHelp}</p>
    </>
  );
}
