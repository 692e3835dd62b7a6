import type { Knowledge } from '../domain/knowledge';
import { maskPersonal } from '../text/mask';

/** Hides personal numbers in texts, but for the numbers that the desk itself gives out. */
export function createMask({ contacts, offices }: Pick<Knowledge, 'contacts' | 'offices'>): (text: string) => string {
  const published = [...contacts.map(({ value }) => value), ...offices.map(({ phone }) => phone)];
  const keep = new Set(published.flatMap((text) => text.match(/\d[\d -]*\d/g) ?? []));
  return (text) => maskPersonal(text, keep);
}
