import type { Diagnostic } from '../domain/diagnostic';

/** Path of keys and list indexes into a YAML document. */
export type NodePath = readonly (string | number)[];

/** What is wrong, before it is known where. */
export type Fault = Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>;

/** A diagnostic that concerns a file as a whole, or one that is not there. */
export function faultOfFile(file: string, fault: Fault): Diagnostic {
  return { file, line: 0, column: 0, length: 1, source: '', ...fault };
}
