import { createContext } from 'preact';
import { useContext, useLayoutEffect, useReducer } from 'preact/hooks';
import type { ChatClient, ChatState } from '../client/chat-client';

/** What a part of the page may cause. */
export interface Actions {
  readonly client: ChatClient;
  /** Shows a picture over the page. */
  readonly openImage: (image: { readonly src: string; readonly name: string }) => void;
}

/** Hands the actions down to every part of the page. */
export const ActionsContext = createContext<Actions | null>(null);

/** The actions of the page. Throws outside of it. */
export function useActions(): Actions {
  const actions = useContext(ActionsContext);
  if (actions === null) throw new Error('used outside of the chat page');
  return actions;
}

/** The state of the conversation; the part is drawn anew whenever it changes. */
export function useChat(client: ChatClient): ChatState {
  const [, redraw] = useReducer<number, undefined>((count) => count + 1, 0);
  // Before the browser paints, and drawn anew at once: an effect after the paint would miss an answer that came meanwhile.
  useLayoutEffect(() => {
    const end = client.subscribe(() => {
      redraw(undefined);
    });
    redraw(undefined);
    return end;
  }, [client]);
  return client.state;
}
