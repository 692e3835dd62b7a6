import type { Diagnostic } from '../domain/diagnostic';
import { checkContactScope } from './check-flow-contacts';
import { checkFlowEntries } from './check-flow-entries';
import { checkReach, checkSilentCycles, checkWayOut } from './check-flow-graph';
import { checkFlowReferences, checkFlowTexts, checkPolarity } from './check-flow-references';
import type { FlowContext, FlowRule } from './flow-context';

const RULES: readonly FlowRule[] = [
  checkFlowReferences,
  checkFlowTexts,
  checkPolarity,
  checkReach,
  checkWayOut,
  checkSilentCycles,
  checkContactScope,
  checkFlowEntries,
];

/** Every fault of flows that content shows by itself; what only the recogniser or the rendering shows is left to the caller. */
export function checkFlows(context: FlowContext): Diagnostic[] {
  return RULES.flatMap((rule) => rule(context));
}
