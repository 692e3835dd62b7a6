// Looked up once: these are called for every term of every text.
const { imul } = Math;

/** 32-bit FNV-1a hash of a string's UTF-16 units with a final mix; never 0. */
export function hashTerm(term: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < term.length; i++) hash = imul(hash ^ term.charCodeAt(i), 0x01000193);
  hash = imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  hash = (hash ^ (hash >>> 13)) >>> 0;
  return hash === 0 ? 1 : hash;
}

/** Plain data of a {@link Vocabulary}, for storing. */
export interface VocabularyData {
  readonly keys: Uint32Array;
  readonly ids: Int32Array;
  readonly size: number;
}

/** Maps terms to small consecutive numbers by their 32-bit hash: open addressing on typed arrays, so that it loads at once. */
export class Vocabulary {
  private keys: Uint32Array;
  private ids: Int32Array;
  private count: number;

  constructor(data?: VocabularyData) {
    this.keys = data?.keys ?? new Uint32Array(1024);
    this.ids = data?.ids ?? new Int32Array(1024);
    this.count = data?.size ?? 0;
  }

  /** Number of distinct terms. */
  get size(): number {
    return this.count;
  }

  /** Number of a term; -1 when it is unknown. */
  find(term: string): number {
    const hash = hashTerm(term);
    const slot = this.slotOf(hash);
    return this.keys[slot] === hash ? (this.ids[slot] ?? -1) : -1;
  }

  /** Number of a term, which is added when it is new. */
  add(term: string): number {
    const hash = hashTerm(term);
    let slot = this.slotOf(hash);
    if (this.keys[slot] === hash) return this.ids[slot] ?? -1;
    if (this.count * 2 >= this.keys.length) {
      this.grow();
      slot = this.slotOf(hash);
    }
    this.keys[slot] = hash;
    this.ids[slot] = this.count;
    return this.count++;
  }

  /** The plain data behind it. */
  data(): VocabularyData {
    return { keys: this.keys, ids: this.ids, size: this.count };
  }

  private slotOf(hash: number): number {
    const mask = this.keys.length - 1;
    let slot = hash & mask;
    while (this.keys[slot] !== 0 && this.keys[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { keys, ids } = this;
    this.keys = new Uint32Array(keys.length * 2);
    this.ids = new Int32Array(keys.length * 2);
    for (let i = 0; i < keys.length; i++) {
      const hash = keys[i] ?? 0;
      if (hash === 0) continue;
      const slot = this.slotOf(hash);
      this.keys[slot] = hash;
      this.ids[slot] = ids[i] ?? 0;
    }
  }
}
