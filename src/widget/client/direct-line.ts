import {
  type Activity,
  type ActivitySet,
  type ConversationResponse,
  DIRECT_LINE_PATH,
  type ErrorResponse,
  type ResourceResponse,
  type TokenResponse,
} from '../../channels/web/protocol';

/** Longest time a request may take, in milliseconds; a turn is over long before. */
const TIMEOUT = 20_000;

/** A request that brought no success; `status` 0 means that no answer came at all. */
export class RequestFailed extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds after which the server wants to be asked again; null when it did not say. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }
}

/** Asks the server and reads its JSON. Rejects with {@link RequestFailed}. */
export async function request<T>(
  url: URL,
  options: { readonly method?: 'POST'; readonly token?: string; readonly body?: unknown; readonly signal?: AbortSignal } = {},
): Promise<T> {
  const { method = 'GET', token, body, signal } = options;
  const controller = new AbortController();
  const timer = setTimeout(() => {
    controller.abort();
  }, TIMEOUT);
  signal?.addEventListener('abort', () => {
    controller.abort();
  });
  const headers: Record<string, string> = { accept: 'application/json' };
  if (token !== undefined) headers['authorization'] = `Bearer ${token}`;
  if (body !== undefined) headers['content-type'] = 'application/json';
  try {
    const response = await fetch(url.href, {
      method,
      headers,
      signal: controller.signal,
      credentials: 'omit',
      cache: 'no-store',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (response.ok) return (await response.json()) as T;
    const wait = Number(response.headers.get('retry-after') ?? NaN);
    throw new RequestFailed(response.status, await errorText(response), Number.isFinite(wait) ? wait : null);
  } catch (error) {
    throw error instanceof RequestFailed ? error : new RequestFailed(0, String(error));
  } finally {
    clearTimeout(timer);
  }
}

async function errorText(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as Partial<ErrorResponse>;
    return body.error?.message ?? '';
  } catch {
    return '';
  }
}

/** Speaks Direct Line 3.0 with the server that the page came from. */
export class DirectLine {
  private readonly root: URL;

  /** `base` is the address of the chat page. */
  constructor(base: URL) {
    this.root = new URL(`${DIRECT_LINE_PATH}/`, base);
  }

  /** A token for a new conversation. */
  generate(user: string): Promise<TokenResponse> {
    return request(this.url('tokens/generate'), { method: 'POST', body: { user: { id: user } } });
  }

  /** A fresh token for the conversation of one that still holds. */
  refresh(token: string): Promise<TokenResponse> {
    return request(this.url('tokens/refresh'), { method: 'POST', token });
  }

  /** Starts the conversation of a token. */
  start(token: string): Promise<ConversationResponse> {
    return request(this.url('conversations'), { method: 'POST', token });
  }

  /** A new stream of a conversation, from the watermark on. */
  resume(conversation: string, token: string, watermark: string | null): Promise<ConversationResponse> {
    return request(this.url(`conversations/${encodeURIComponent(conversation)}`, watermark === null ? {} : { watermark }), { token });
  }

  /** Activities of a conversation, oldest first. */
  activities(conversation: string, token: string, query: Readonly<Record<string, string>>): Promise<ActivitySet> {
    return request(this.url(`conversations/${encodeURIComponent(conversation)}/activities`, query), { token });
  }

  /** Sends a message; resolves once the server has stored it. */
  post(conversation: string, token: string, activity: Activity): Promise<ResourceResponse> {
    return request(this.url(`conversations/${encodeURIComponent(conversation)}/activities`), { method: 'POST', token, body: activity });
  }

  /** The stream's address as the page may use it: a proxy in front of the server knows better where the server is than itself. */
  streamAddress(streamUrl: string): string {
    const given = new URL(streamUrl, this.root);
    const at = given.pathname.indexOf(`/${DIRECT_LINE_PATH}/`);
    const address = at < 0 ? given : new URL(given.pathname.slice(at + DIRECT_LINE_PATH.length + 2) + given.search, this.root);
    return address.href.replace(/^http/, 'ws');
  }

  private url(path: string, query: Readonly<Record<string, string>> = {}): URL {
    const url = new URL(path, this.root);
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
    return url;
  }
}
