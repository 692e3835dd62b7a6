const INVISIBLE = /[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/g;
const LINE_END = /\r\n|[\r\n\u2028\u2029\u0085\v\f]/;
const SPACES = /[\u00a0\u2000-\u200a\u202f\u205f\u3000\t]/g;
/** Most characters of a pasted text that are looked at. */
const MAX_TEXT = 1_000_000;

/** Lines of a pasted text, well-formed, without signs that cannot be seen, with plain spaces. */
export function chatLines(text: string): string[] {
  return text
    .slice(0, MAX_TEXT)
    .toWellFormed()
    .split(LINE_END)
    .map((line) =>
      line
        .replace(INVISIBLE, '')
        .replace(/\p{Cc}/gu, ' ')
        .replace(SPACES, ' ')
        .trimEnd(),
    );
}
