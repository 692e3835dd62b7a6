import { type FrameMessage, type HostMessage, isMessage } from './frame-messages';

/** The page around the chat, when the chat is a frame in another site. */
export class Host {
  /** Whether there is one. */
  readonly embedded = window.parent !== window && new URLSearchParams(location.search).has('embed');
  private shown = true;
  private readonly listeners = new Set<() => void>();

  constructor() {
    addEventListener('message', ({ source, data }: MessageEvent<unknown>) => {
      if (!this.embedded || source !== window.parent || !isMessage<HostMessage>(data, 'shebao:shown')) return;
      this.shown = data.shown;
      this.tell();
    });
    document.addEventListener('visibilitychange', () => {
      this.tell();
    });
    this.post({ type: 'shebao:ready' });
  }

  /** Whether the user can see the chat now. */
  get visible(): boolean {
    return this.shown && !document.hidden;
  }

  /** Calls the listener when the chat comes into view or goes out of it; returns what ends that. */
  onVisibility(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks the page around to hide the chat. */
  minimise(): void {
    this.post({ type: 'shebao:minimise' });
  }

  /** Tells the page around how many messages came unseen. */
  unread(count: number): void {
    this.post({ type: 'shebao:unread', count });
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  private post(message: FrameMessage): void {
    // Any site may embed the chat, and nothing in these messages is secret.
    if (this.embedded) window.parent.postMessage(message, '*');
  }
}
