import type { Diagnostic } from '../domain/diagnostic';
import type { Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { NodePath } from './fault';
import type { KnowledgeSources } from './knowledge-sources';

/** Folder of the files that hold one flow each. */
export const FLOW_FOLDER = 'dialogs/flows/';

/** What the rules about flows look at. */
export interface FlowContext {
  readonly flows: readonly Flow[];
  readonly knowledge: Knowledge;
  readonly sources: KnowledgeSources;
}

/** A rule about flows whose form is right; it gives one diagnostic for each fault, in the order of the flows. */
export type FlowRule = (context: FlowContext) => Diagnostic[];

/** A piece of a step with its place, as a path below the step. */
export interface Placed {
  readonly value: string;
  readonly path: NodePath;
}

/** File that a flow was read from. */
export function fileOfFlow(id: string): string {
  return `${FLOW_FOLDER}${id}.yaml`;
}

/** Steps that follow a step within its flow. */
export function targetsOf(step: FlowStep): Placed[] {
  switch (step.kind) {
    case 'ask':
      return step.options.map(({ to }, i) => ({ value: to, path: ['options', i, 'to'] }));
    case 'input':
      return [{ value: step.to, path: ['to'] }, ...(step.skip === null ? [] : [{ value: step.skip.to, path: ['skip_to'] }])];
    case 'say':
    case 'answer':
    case 'guide':
    case 'call':
    case 'estimate':
      return [{ value: step.to, path: ['to'] }];
    case 'goto':
    case 'escalate':
    case 'end':
      return [];
  }
}

/** Texts of a step that users, or whoever helps them next, read. */
export function textsOf(step: FlowStep): Placed[] {
  switch (step.kind) {
    case 'ask':
      return [
        { value: step.ask, path: ['ask'] },
        { value: step.again, path: ['again'] },
        ...step.options.flatMap(({ label, note }, i) => [
          { value: label, path: ['options', i, 'label'] },
          { value: note, path: ['options', i, 'note'] },
        ]),
      ];
    case 'input':
      return [
        { value: step.ask, path: ['ask'] },
        { value: step.again, path: ['again'] },
        ...(step.skip === null ? [] : [{ value: step.skip.label, path: ['skip'] }]),
      ];
    case 'say':
    case 'escalate':
    case 'end':
      return [{ value: step.say, path: ['say'] }];
    case 'answer':
    case 'guide':
    case 'call':
    case 'goto':
    case 'estimate':
      return [];
  }
}
