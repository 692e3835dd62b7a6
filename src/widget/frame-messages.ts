/** What the chat in a frame says to the page around it. */
export type FrameMessage =
  /** It is there and can be told things. */
  { readonly type: 'shebao:ready' } | { readonly type: 'shebao:minimise' } | { readonly type: 'shebao:unread'; readonly count: number };

/** What the page around says to the chat. */
export interface HostMessage {
  readonly type: 'shebao:shown';
  readonly shown: boolean;
}

/** Whether data from another window is a message of ours with this type. */
export function isMessage<M extends { readonly type: string }>(data: unknown, type: M['type']): data is M {
  return typeof data === 'object' && data !== null && (data as { type?: unknown }).type === type;
}
