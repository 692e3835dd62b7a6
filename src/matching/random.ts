// Looked up once: training calls it millions of times.
const { imul } = Math;

/** Mulberry32: a small deterministic generator of numbers in [0, 1), so that training gives the same model every time. */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Mixes two 32-bit numbers into one of which every bit depends on all of theirs (a multiply-xorshift finaliser). */
export function mix(a: number, b: number): number {
  let mixed = imul(a ^ imul(b + 1, 0x9e3779b1), 0x85ebca6b);
  mixed = imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed = imul(mixed ^ (mixed >>> 16), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}

/** A 32-bit number as a share in [0, 1). */
export function share(mixed: number): number {
  return mixed / 4294967296;
}
