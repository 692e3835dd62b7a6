import type { Diagnostic } from '../domain/diagnostic';
import type { Flow, FlowStep } from '../domain/flow';
import { type FlowRule, fileOfFlow, targetsOf } from './flow-context';

/** Steps that nothing leads to, by the flow's starts, its `stuck` and the steps that are reached from them. */
export const checkReach: FlowRule = ({ flows, sources }) =>
  flows.flatMap((flow) => {
    const reached = reachedSteps(flow);
    return Object.keys(flow.steps).flatMap((name) =>
      reached.has(name)
        ? []
        : [
            sources.atKey(fileOfFlow(flow.id), ['steps'], name, {
              code: 'unreachable-step',
              severity: 'error',
              message: `没有任何一步会走到“${name}”。`,
              hint: '删掉这一步，或者让某个选项的 to 指向它。',
            }),
          ],
    );
  });

/** Steps from which the conversation can never come to an end, in this flow or those it leads to. */
export const checkWayOut: FlowRule = ({ flows, sources }) => {
  const nodes = nodesOf(flows);
  const ending = grow(nodes, (node, has) => {
    const { step } = node;
    // Where a step leads to one that does not exist, that is what has to be mended.
    if (dangles(node, nodes)) return true;
    switch (step.kind) {
      case 'end':
      case 'escalate':
        return true;
      case 'goto':
        return has(node.starts(step.flow));
      case 'call':
        return has(node.starts(step.flow)) && has(node.sibling(step.to));
      case 'ask':
      case 'input':
      case 'say':
      case 'answer':
      case 'guide':
      case 'estimate':
        return targetsOf(step).some(({ value }) => has(node.sibling(value)));
    }
  });
  return nodes.flatMap((node) => {
    if (ending.has(node.key)) return [];
    const fault = {
      code: 'no-way-out',
      severity: 'error',
      message: `从“${node.name}”走下去，走不到结束（end），也走不到转人（escalate）。`,
      hint: '给这一步或者它后面的某一步加上出口。',
    } as const;
    return [sources.atKey(fileOfFlow(node.flow), ['steps'], node.name, fault)];
  });
};

/** Circles of steps, also through other flows, in which the desk would talk for ever without asking anything. */
export const checkSilentCycles: FlowRule = ({ flows, sources }) => {
  const nodes = nodesOf(flows);
  const byKey = new Map(nodes.map((node) => [node.key, node]));
  const silentlyEnding = grow(nodes, (node, has) => node.step.kind === 'end' || silentNext(node, has).some(has));
  const circled = new Set<string>();
  const diagnostics: Diagnostic[] = [];
  for (const node of nodes) {
    if (circled.has(node.key)) continue;
    const circle = circleFrom(node, byKey, (key) => silentlyEnding.has(key));
    if (circle === null) continue;
    for (const { key } of circle) circled.add(key);
    const way = [...circle, node].map(({ flow, name }) => (flow === node.flow ? name : `${flow}/${name}`)).join(' → ');
    diagnostics.push(
      sources.atKey(fileOfFlow(node.flow), ['steps'], node.name, {
        code: 'silent-cycle',
        severity: 'error',
        message: `这几步会转圈，一直说下去而不提问：${way}。`,
        hint: '在这一圈里加一个提问（ask），或者让其中一步走到别处。',
      }),
    );
  }
  return diagnostics;
};

/** A step of any flow, as a point of the graph of them all. */
interface Node {
  readonly key: string;
  readonly flow: string;
  readonly name: string;
  readonly step: FlowStep;
  /** Key of another step of the same flow. */
  readonly sibling: (name: string) => string;
  /** Key of the step at which another flow begins. */
  readonly starts: (flow: string) => string;
}

function nodesOf(flows: readonly Flow[]): Node[] {
  const starts = (id: string): string => {
    const flow = flows.find((candidate) => candidate.id === id);
    return flow === undefined ? '' : `${id}/${flow.start}`;
  };
  return flows.flatMap(({ id, steps }) =>
    Object.entries(steps).map(([name, step]) => ({
      key: `${id}/${name}`,
      flow: id,
      name,
      step,
      sibling: (other: string) => `${id}/${other}`,
      starts,
    })),
  );
}

/** The smallest set of keys that holds every node which `belongs`, given the set. */
function grow(nodes: readonly Node[], belongs: (node: Node, has: (key: string) => boolean) => boolean): Set<string> {
  const set = new Set<string>();
  const has = (key: string): boolean => set.has(key);
  for (let size = -1; size < set.size;) {
    size = set.size;
    for (const node of nodes) if (!set.has(node.key) && belongs(node, has)) set.add(node.key);
  }
  return set;
}

function dangles(node: Node, nodes: readonly Node[]): boolean {
  const { step } = node;
  const next = targetsOf(step).map(({ value }) => node.sibling(value));
  if (step.kind === 'goto' || step.kind === 'call') next.push(node.starts(step.flow));
  return next.some((key) => nodes.every((other) => other.key !== key));
}

/** Steps that follow without the user saying anything; `returns` tells whether a flow comes back that way. */
function silentNext(node: Node, returns: (key: string) => boolean): string[] {
  const { step } = node;
  switch (step.kind) {
    case 'say':
    case 'answer':
    case 'estimate':
      return [node.sibling(step.to)];
    case 'goto':
      return [node.starts(step.flow)];
    case 'call': {
      const start = node.starts(step.flow);
      return returns(start) ? [start, node.sibling(step.to)] : [start];
    }
    case 'ask':
    case 'input':
    case 'guide':
    case 'escalate':
    case 'end':
      return [];
  }
}

/** The steps of a silent circle that begins and ends at a node; null when there is none. */
function circleFrom(start: Node, byKey: ReadonlyMap<string, Node>, returns: (key: string) => boolean): Node[] | null {
  const seen = new Set<string>();
  const ways: Node[][] = [[start]];
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    const last = way.at(-1) ?? start;
    for (const key of silentNext(last, returns)) {
      if (key === start.key) return way;
      const next = byKey.get(key);
      if (next === undefined || seen.has(key)) continue;
      seen.add(key);
      ways.push([...way, next]);
    }
  }
  return null;
}

function reachedSteps(flow: Flow): Set<string> {
  const reached = new Set<string>();
  const open = [flow.start, ...Object.values(flow.starts), ...(flow.stuck === null ? [] : [flow.stuck])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = flow.steps[name];
    if (step === undefined || reached.has(name)) continue;
    reached.add(name);
    open.push(...targetsOf(step).map(({ value }) => value));
  }
  return reached;
}
