import { randomBytes, scrypt, type ScryptOptions, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/** Cost of a hash: about 32 MB and a tenth of a second, after OWASP's recommendations for scrypt. */
const COST = { N: 2 ** 15, r: 8, p: 1 } as const;
const KEY_BYTES = 32;
const SALT_BYTES = 16;

/** Characters that a password has at least and at most. */
export const PASSWORD_LENGTH = { min: 10, max: 200 } as const;
/** Characters that a name has at most. */
const MAX_NAME = 40;

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

/** A name as it is stored: lower case; null when it cannot be one. Letters of any script, digits, `.`, `_` and `-`. */
export function normalizeName(name: string): string | null {
  const normal = name.normalize('NFKC').trim().toLowerCase();
  return normal.length <= MAX_NAME && /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(normal) ? normal : null;
}

/** Why a password cannot be taken for an account, in Chinese; null when it can. */
export function faultOfPassword(password: string, name: string): string | null {
  const { length } = Array.from(password);
  if (length < PASSWORD_LENGTH.min) return `密码至少要 ${String(PASSWORD_LENGTH.min)} 个字符。`;
  if (length > PASSWORD_LENGTH.max) return `密码最多 ${String(PASSWORD_LENGTH.max)} 个字符。`;
  return normalizeName(password) === name ? '密码不能与用户名相同。' : null;
}

/** The hash of a password, with its salt and its cost. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  return format(salt, await key(password, salt, COST, KEY_BYTES));
}

/** Whether a password has a hash. A hash that cannot be read is nobody's. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [, n, r, p, salt, expected] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(hash) ?? [];
  if (salt === undefined || expected === undefined) return false;
  const wanted = Buffer.from(expected, 'base64url');
  const found = await key(password, Buffer.from(salt, 'base64url'), { N: Number(n), r: Number(r), p: Number(p) }, wanted.length);
  return timingSafeEqual(found, wanted);
}

/** A hash that no password has, to be verified against for names that do not exist, so that they take as long. */
export const NOBODYS_HASH = format(randomBytes(SALT_BYTES), randomBytes(KEY_BYTES));

/** Work that waits for a turn is given up beyond so many. */
const MAX_WAITING = 50;

/** Lets one expensive thing happen at a time, so that a flood of logins cannot hold up the desk; null when too many wait. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.waiting >= MAX_WAITING) return null;
    this.waiting++;
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    try {
      return await mine;
    } finally {
      this.waiting--;
    }
  }
}

function key(
  password: string,
  salt: Buffer,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
  bytes: number,
): Promise<Buffer> {
  return derive(password.normalize('NFC'), salt, bytes, { N, r, p, maxmem: 256 * N * r });
}

function format(salt: Buffer, hash: Buffer): string {
  const { N, r, p } = COST;
  return ['scrypt', N, r, p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}
