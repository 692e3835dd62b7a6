import type { Flow, FlowStep } from '../../domain/flow';
import { texts } from '../texts';

/** One way out of a step. */
export interface Port {
  readonly label: string;
  /** Id of the step it leads to. */
  readonly to: string;
}

/** A step placed in the picture; pixels. */
export interface PlacedStep {
  readonly id: string;
  readonly step: FlowStep;
  readonly lines: readonly string[];
  readonly ports: readonly Port[];
  readonly isStart: boolean;
  readonly x: number;
  readonly y: number;
  readonly height: number;
  /** Column, counted from the start. */
  readonly column: number;
}

/** Width of a step's box. */
export const BOX_WIDTH = 250;
/** Height of one line of text. */
export const LINE = 18;
/** Height of the line with the step's id. */
export const HEAD = 22;
const COLUMN_GAP = 90;
const ROW_GAP = 26;
const MARGIN = 16;
const CHARACTERS = 18;

/** Places the steps of a flow in columns by their distance from its starts. */
export function placeSteps(flow: Flow): { readonly steps: readonly PlacedStep[]; readonly width: number; readonly height: number } {
  const starts = new Set(Object.values(flow.starts));
  const columns = columnsOf(flow, starts);
  const placed: PlacedStep[] = [];
  let height = 0;
  columns.forEach((ids, column) => {
    let y = MARGIN;
    for (const id of sortByOrigin(ids, placed)) {
      const step = flow.steps[id];
      if (step === undefined) continue;
      const lines = wrap(textOf(step), CHARACTERS);
      const ports = portsOf(step);
      const boxHeight = HEAD + (lines.length + ports.length) * LINE + 10;
      placed.push({
        id,
        step,
        lines,
        ports,
        isStart: starts.has(id),
        x: MARGIN + column * (BOX_WIDTH + COLUMN_GAP),
        y,
        height: boxHeight,
        column,
      });
      y += boxHeight + ROW_GAP;
    }
    height = Math.max(height, y);
  });
  return { steps: placed, width: MARGIN * 2 + columns.length * (BOX_WIDTH + COLUMN_GAP) - COLUMN_GAP, height };
}

/** The ways out of a step, with what leads there. */
export function portsOf(step: FlowStep): readonly Port[] {
  switch (step.kind) {
    case 'ask':
      return step.options.map(({ label, to }) => ({ label, to }));
    case 'input':
      return [{ label: texts.flows.filledIn, to: step.to }, ...(step.skip === null ? [] : [{ label: step.skip.label, to: step.skip.to }])];
    case 'say':
    case 'answer':
    case 'guide':
    case 'call':
    case 'estimate':
      return [{ label: texts.flows.then, to: step.to }];
    case 'goto':
    case 'escalate':
    case 'end':
      return [];
  }
}

/** What a kind of step does, in Chinese. */
export function kindOf(step: FlowStep): string {
  return step.kind === 'end' && step.end === 'resolved' ? texts.flows.resolved : texts.flows.kinds[step.kind];
}

function textOf(step: FlowStep): string {
  switch (step.kind) {
    case 'ask':
    case 'input':
      return step.ask;
    case 'say':
    case 'end':
      return step.say;
    case 'answer':
    case 'guide':
      return texts.flows.entry(step.entry);
    case 'call':
    case 'goto':
      return texts.flows.flow(step.flow);
    case 'estimate':
      return texts.flows.estimate;
    case 'escalate':
      return `${step.say === '' ? '' : `${step.say} `}${texts.flows.contacts(step.contacts)}`;
  }
}

function columnsOf(flow: Flow, starts: ReadonlySet<string>): string[][] {
  const columns: string[][] = [];
  const seen = new Set<string>();
  let current = [...starts];
  while (current.length > 0) {
    const fresh = [...new Set(current)].filter((id) => !seen.has(id) && flow.steps[id] !== undefined);
    for (const id of fresh) seen.add(id);
    if (fresh.length > 0) columns.push(fresh);
    current = fresh.flatMap((id) => portsOf(flow.steps[id]!).map(({ to }) => to));
  }
  // Steps that only a word such as "still not working" leads to.
  const rest = Object.keys(flow.steps).filter((id) => !seen.has(id));
  if (rest.length > 0) columns.push(rest);
  return columns;
}

/** Puts each step near those that lead to it, so that lines cross less. */
function sortByOrigin(ids: readonly string[], placed: readonly PlacedStep[]): string[] {
  const origin = (id: string): number => {
    const from = placed
      .filter(({ ports }) => ports.some(({ to }) => to === id))
      .map(({ y, height, ports }) => y + (height * (ports.findIndex(({ to }) => to === id) + 1)) / (ports.length + 1));
    return from.length === 0 ? 0 : from.reduce((sum, y) => sum + y, 0) / from.length;
  };
  return [...ids].sort((a, b) => origin(a) - origin(b));
}

/** Breaks a text into lines of at most so many Han characters; Latin ones count half. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of text.replaceAll('\n', ' ')) {
    const size = /[\u0020-\u024f]/.test(character) ? 0.55 : 1;
    if (used + size > width) {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += character;
    used += size;
  }
  return line === '' ? lines : [...lines, line];
}
