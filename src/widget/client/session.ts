import type { ConversationResponse, TokenResponse } from '../../channels/web/protocol';
import type { DirectLine } from './direct-line';
import { randomId } from './ids';
import { keep, recall } from './keep';

/** The conversation of this browser and what opens it. */
export interface Session {
  readonly user: string;
  readonly conversation: string;
  readonly token: string;
  /** When the token was given and when it ends, in milliseconds since 1970. */
  readonly since: number;
  readonly until: number;
}

const KEY = 'shebao-desk-session';

/** Keeps the session over reloads and its token fresh. */
export class Sessions {
  private session = recall('localStorage', KEY) as Session | null;

  constructor(private readonly api: DirectLine) {}

  /** The session; null before the first and after one was forgotten. */
  get current(): Session | null {
    return this.session;
  }

  /** Starts a new conversation. Rejects with `RequestFailed`. */
  async begin(): Promise<ConversationResponse> {
    const user = this.session?.user ?? `dl_${randomId()}`;
    const { token } = await this.api.generate(user);
    const started = await this.api.start(token);
    this.store(user, started);
    return started;
  }

  /** Renews the token when half of its life is over. Rejects with `RequestFailed`. */
  async refresh(): Promise<void> {
    const { session } = this;
    if (session === null || Date.now() < (session.since + session.until) / 2) return;
    this.store(session.user, await this.api.refresh(session.token));
  }

  /** Takes over a token that came with another answer. */
  take(answer: Partial<TokenResponse>): void {
    const { session } = this;
    if (session === null || answer.token === undefined || answer.expires_in === undefined || answer.token === session.token) return;
    this.store(session.user, { conversationId: session.conversation, token: answer.token, expires_in: answer.expires_in });
  }

  /** Gives up the conversation; the next one is new. */
  forget(): void {
    this.session = null;
    keep('localStorage', KEY, null);
  }

  private store(user: string, { conversationId, token, expires_in: seconds }: TokenResponse): void {
    const since = Date.now();
    this.session = { user, conversation: conversationId, token, since, until: since + seconds * 1000 };
    keep('localStorage', KEY, this.session);
  }
}
