/** The number that is all of a text, one or two digits long; null for any other text. */
export function numberOf(text: string): number | null {
  const digits = /^\s*(\d{1,2})\s*$/.exec(text.normalize('NFKC'))?.[1];
  return digits === undefined ? null : Number(digits);
}
