/** A random id of 128 bits; `crypto.randomUUID` is missing in older browsers and on plain http. */
export function randomId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
