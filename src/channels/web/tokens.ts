import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** What a token opens: the whole conversation, or one connection to its stream. */
export type TokenPurpose = 'conversation' | 'stream';

/** What checking a token brought. */
export type TokenCheck =
  { readonly kind: 'valid'; readonly conversation: string } | { readonly kind: 'expired' } | { readonly kind: 'invalid' };

interface Payload {
  readonly p: TokenPurpose;
  readonly c: string;
  /** Expiry, in milliseconds since 1970. */
  readonly e: number;
  /** Makes every token different. */
  readonly n: string;
}

/** Makes and checks tokens that open one conversation each; they are signed with HMAC-SHA256 (RFC 2104) and not stored. */
export class Tokens {
  /** Tokens found right, because the same one comes with every request. */
  private readonly checked = new Map<string, Payload>();

  /** `now` tells milliseconds since 1970. */
  constructor(
    private readonly secret: string,
    private readonly now: () => number = Date.now,
  ) {}

  /** A token for a conversation that holds for so many seconds. */
  issue(conversation: string, purpose: TokenPurpose, seconds: number): string {
    const payload: Payload = { p: purpose, c: conversation, e: this.now() + seconds * 1000, n: randomBytes(9).toString('base64url') };
    const body = Buffer.from(JSON.stringify(payload)).toString('base64url');
    return `${body}.${this.sign(body).toString('base64url')}`;
  }

  /** Tells which conversation a token opens; any text is accepted. */
  check(token: string, purpose: TokenPurpose): TokenCheck {
    const known = this.checked.get(token);
    const payload = known ?? this.read(token);
    if (payload === null || payload.p !== purpose) return { kind: 'invalid' };
    if (known === undefined) this.keep(token, payload);
    return payload.e > this.now() ? { kind: 'valid', conversation: payload.c } : { kind: 'expired' };
  }

  /** What a token of ours says; null for any other text. */
  private read(token: string): Payload | null {
    const [body, signature, ...rest] = token.split('.');
    if (body === undefined || signature === undefined || rest.length > 0 || token.length > MAX_TOKEN) return null;
    const given = Buffer.from(signature, 'base64url');
    const right = this.sign(body);
    if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
    // The signature is ours, so the payload is too.
    return JSON.parse(Buffer.from(body, 'base64url').toString()) as Payload;
  }

  private keep(token: string, payload: Payload): void {
    if (this.checked.size >= MAX_CHECKED) this.checked.clear();
    this.checked.set(token, payload);
  }

  private sign(body: string): Buffer {
    return createHmac('sha256', this.secret).update(body).digest();
  }
}

const MAX_TOKEN = 1000;
const MAX_CHECKED = 10_000;

/** An id for a conversation that nobody can guess: 128 random bits. */
export function newConversationId(): string {
  return randomBytes(16).toString('base64url');
}
