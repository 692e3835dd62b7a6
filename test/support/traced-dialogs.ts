import type { Dialogs, Flow, FlowStep } from '../../src/domain/flow';

/** Dialogs that tell which steps the engine has looked at; an end, escalation or goto is looked at only when it is taken. */
export interface TracedDialogs {
  readonly dialogs: Dialogs;
  /** Steps seen so far, as `flow/step`. */
  readonly seen: Set<string>;
}

/** Wraps dialogs so that every step the engine reads is remembered. */
export function traceDialogs(dialogs: Dialogs): TracedDialogs {
  const seen = new Set<string>();
  const traced = (flow: Flow): Flow => ({
    ...flow,
    steps: new Proxy<Readonly<Record<string, FlowStep>>>(flow.steps, {
      get: (steps, name) => {
        if (typeof name === 'string' && name in steps) seen.add(`${flow.id}/${name}`);
        return typeof name === 'string' ? steps[name] : undefined;
      },
    }),
  });
  return { dialogs: { ...dialogs, flows: dialogs.flows.map(traced) }, seen };
}

/** Steps at which a flow can end, as `flow/step`: every end, escalation and goto. */
export function leavesOf(flows: readonly Flow[]): string[] {
  return flows.flatMap(({ id, steps }) =>
    Object.entries(steps)
      .filter(([, { kind }]) => kind === 'end' || kind === 'escalate' || kind === 'goto')
      .map(([name]) => `${id}/${name}`),
  );
}

/** Steps at which a flow waits for the user, as `flow/step`. */
export function waitingStepsOf({ id, steps }: Flow): string[] {
  return Object.entries(steps)
    .filter(([, { kind }]) => kind === 'ask' || kind === 'input' || kind === 'guide')
    .map(([name]) => `${id}/${name}`);
}
