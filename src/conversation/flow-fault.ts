import type { Diagnostic } from '../domain/diagnostic';

/** What is wrong in a flow, placed by a path of keys and list indexes into its file. */
export interface FlowFault extends Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'> {
  /** Id of the flow. */
  readonly flow: string;
  readonly path: readonly (string | number)[];
}
