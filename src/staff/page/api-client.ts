import type { Refusal } from '../api/account';
import { texts } from './texts';

/** A request that was refused or got lost; the message is for people. */
export class ApiError extends Error {
  /** `code` is a {@link RefusalCode} or another code of the server, `Offline` when there was no answer; `status` is 0 then. */
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Talks with the server; paths are relative to `staff/api/`, such as `inbox/cases?status=waiting`. */
export class ApiClient {
  /** Proof that requests come from this page; set at login. */
  csrf = '';
  /** Called when the server no longer knows the session. */
  onSignedOut: () => void = () => undefined;
  private readonly base: URL;

  /** `page` is the address of any page of the staff desk. */
  constructor(page: string) {
    this.base = new URL('./api/', page);
  }

  /** Reads. Rejects with {@link ApiError}. */
  get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.request<T>('GET', path, undefined, signal);
  }

  /** Changes something, or sends what must not stand in an address. Rejects with {@link ApiError}. */
  post<T>(path: string, body: unknown = {}, signal?: AbortSignal): Promise<T> {
    return this.request<T>('POST', path, body, signal);
  }

  /** The full address of a path, for downloads and event streams. */
  url(path: string): string {
    return new URL(path, this.base).href;
  }

  private async request<T>(method: string, path: string, body: unknown, signal: AbortSignal | undefined): Promise<T> {
    let response: Response;
    try {
      response = await fetch(this.url(path), {
        method,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': this.csrf },
        credentials: 'same-origin',
        cache: 'no-store',
        ...(signal === undefined ? {} : { signal }),
      });
    } catch (error) {
      if (signal?.aborted === true) throw error;
      throw new ApiError('Offline', 0, texts.offline);
    }
    if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T;
    const { code, message } = await refusalOf(response);
    if (code === 'SignedOut') this.onSignedOut();
    throw new ApiError(code, response.status, message);
  }
}

/** What an error says to people. */
export function messageOf(error: unknown): string {
  return error instanceof ApiError ? error.message : texts.failed;
}

async function refusalOf(response: Response): Promise<Refusal['error']> {
  try {
    return ((await response.json()) as Refusal).error;
  } catch {
    // A proxy in between answers with a page.
    return { code: 'ServerError', message: texts.failed };
  }
}
