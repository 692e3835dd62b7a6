import type { JSX } from 'preact';
import { useMemo, useReducer, useState } from 'preact/hooks';
import type { ChatClient } from '../client/chat-client';
import type { Lookups } from '../client/lookups';
import type { Host } from '../host';
import type { Preferences } from '../preferences';
import { texts } from '../texts';
import { Composer } from './composer';
import { Header } from './header';
import { Sheet } from './sheet';
import { TopicMenu } from './topic-menu';
import { Transcript } from './transcript';
import { type Actions, ActionsContext, useChat } from './use-client';
import { useUnread } from './use-unread';

/** What the page is made of. */
export interface AppProps {
  readonly client: ChatClient;
  readonly lookups: Lookups;
  readonly preferences: Preferences;
  readonly host: Host;
}

/** The chat page. */
export function App({ client, lookups, preferences, host }: AppProps): JSX.Element {
  const state = useChat(client);
  const [menu, setMenu] = useState(false);
  const [image, setImage] = useState<{ readonly src: string; readonly name: string } | null>(null);
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  const actions = useMemo<Actions>(() => ({ client, openImage: setImage }), [client]);
  useUnread(host, state.messages);
  const minimise = (): void => {
    host.minimise();
  };
  return (
    <ActionsContext.Provider value={actions}>
      <div class="app">
        <a class="skip" href="#input">
          {texts.skipToInput}
        </a>
        <Header
          status={state.status}
          preferences={preferences}
          onMenu={() => {
            setMenu(true);
          }}
          onLook={() => {
            redraw(undefined);
          }}
          onMinimise={host.embedded ? minimise : null}
        />
        <main>
          <Transcript state={state} lookups={lookups} />
          <Composer lookups={lookups} onEscape={minimise} />
        </main>
        {menu && (
          <TopicMenu
            lookups={lookups}
            onPick={(question) => {
              setMenu(false);
              client.send(question);
            }}
            onClose={() => {
              setMenu(false);
            }}
          />
        )}
        {image !== null && (
          <Sheet
            label={image.name}
            kind="image"
            onClose={() => {
              setImage(null);
            }}
          >
            <img src={image.src} alt={image.name} />
          </Sheet>
        )}
      </div>
    </ActionsContext.Provider>
  );
}
