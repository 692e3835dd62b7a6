import Fuse from 'fuse.js';
import type { Office } from '../domain/knowledge';

/** Words around a place's name that do not belong to it. */
const AROUND = /我们?|俺们?|这里|这边|是|在|的|那个|镇里|镇上|街道办|人社所|社保所|劳保所|保障所|单位|公司|吧|呢|啊/gu;

/** Finds the township that a text names. */
export class PlaceFinder {
  private readonly names: readonly { readonly name: string; readonly office: Office }[];
  private readonly fuse: Fuse<{ readonly name: string; readonly office: Office }>;

  constructor(offices: readonly Office[]) {
    this.names = offices
      .flatMap((office) => [office.name, ...office.aliases].map((name) => ({ name, office })))
      .sort((a, b) => b.name.length - a.name.length);
    this.fuse = new Fuse(this.names, { keys: ['name'], threshold: 0.34, ignoreLocation: true, includeScore: true });
  }

  /** The office whose township the text names; null when it names none. */
  find(text: string): Office | null {
    return this.names.find(({ name }) => text.includes(name))?.office ?? null;
  }

  /** Like {@link find}, for a text that should be a place: a slip in the name is forgiven. */
  guess(text: string): Office | null {
    const exact = this.find(text);
    if (exact !== null) return exact;
    const rest = text.replace(AROUND, '').trim();
    if (rest.length < 2 || rest.length > 8) return null;
    return this.fuse.search(rest)[0]?.item.office ?? null;
  }

  /** True when the text says little more than a place. */
  isPlaceOnly(text: string): boolean {
    const found = this.names.find(({ name }) => text.includes(name));
    return (
      found !== undefined &&
      text
        .replace(found.name, '')
        .replace(AROUND, '')
        .replace(/[镇街道，。,.\s]/gu, '').length <= 1
    );
  }
}
