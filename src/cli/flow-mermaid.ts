import type { Renderer } from '../conversation/render';
import type { Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import { displayWidth } from './diagnostics';
import { describeStep } from './flow-tree';

/** Columns after which a long text is broken inside its box; a Chinese character takes two. */
const LINE = 36;

/** A flow as a Mermaid flowchart: questions are diamonds, ways to people parallelograms, ends and entries rounded. */
export function drawFlow(flow: Flow, knowledge: Knowledge, renderer: Renderer): string {
  const lines = ['flowchart TD', `  %% ${flow.id} ${flow.title}`];
  Object.entries(flow.starts).forEach(([entry, step], i) => {
    const title = knowledge.entries.find(({ id }) => id === entry)?.title ?? entry;
    lines.push(`  entry_${String(i)}${box(title, '([', '])')} --> ${nodeId(step)}`);
  });
  for (const [name, step] of Object.entries(flow.steps)) {
    lines.push(`  ${nodeId(name)}${shape(step, describeStep(step, knowledge, renderer))}`);
    for (const { label, to } of edges(step)) lines.push(`  ${nodeId(name)} -->${label === '' ? '' : `|"${escape(label)}"|`} ${nodeId(to)}`);
  }
  return lines.join('\n');
}

/** Names such as `end` are words of Mermaid's own, and hyphens may be read as part of an arrow. */
function nodeId(step: string): string {
  return `step_${step.replaceAll('-', '_')}`;
}

function shape(step: FlowStep, text: string): string {
  switch (step.kind) {
    case 'ask':
    case 'input':
      return box(text, '{', '}');
    case 'escalate':
      return box(text, '[/', '/]');
    case 'end':
      return box(text, '([', '])');
    case 'guide':
    case 'call':
    case 'goto':
      return box(text, '[[', ']]');
    case 'say':
    case 'answer':
    case 'estimate':
      return box(text, '[', ']');
  }
}

function box(text: string, open: string, close: string): string {
  return `${open}"${wrap(text).map(escape).join('<br/>')}"${close}`;
}

/** Breaks a text into rows, neither inside a Latin word nor before a mark that must not begin a row. */
function wrap(text: string): string[] {
  const rows: string[] = [];
  let row = '';
  for (const [piece] of text.matchAll(/(?:[\w.:/-]+|.)[，。；：？！、”）》]*/gsu)) {
    if (row !== '' && displayWidth(row + piece) > LINE) {
      rows.push(row);
      row = '';
    }
    row += piece;
  }
  return [...rows, row];
}

function edges(step: FlowStep): readonly { readonly label: string; readonly to: string }[] {
  switch (step.kind) {
    case 'ask':
      return step.options;
    case 'input':
      return [{ label: '', to: step.to }, ...(step.skip === null ? [] : [step.skip])];
    case 'say':
    case 'answer':
    case 'guide':
    case 'call':
    case 'estimate':
      return [{ label: '', to: step.to }];
    case 'goto':
    case 'escalate':
    case 'end':
      return [];
  }
}

/** Mermaid writes characters of its own as codes between `#` and `;`. */
function escape(text: string): string {
  return text.replace(/[#"<>`&]/g, (character) => `#${String(character.charCodeAt(0))};`);
}
