/** A fault in an edited file, placed so that a person who does not program can find and mend it. */
export interface Diagnostic {
  /** Path of the file, relative to the content folder. */
  readonly file: string;
  /** 1-based; 0 when the fault concerns the file as a whole. */
  readonly line: number;
  /** 1-based; 0 when the fault concerns the file as a whole. */
  readonly column: number;
  /** Number of characters to underline, at least 1. */
  readonly length: number;
  /** Stable name of the rule, such as `unknown-contact`. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** What is wrong, in Chinese. */
  readonly message: string;
  /** What to do about it, in Chinese. */
  readonly hint: string;
  /** The faulty source line; empty when there is none. */
  readonly source: string;
}
