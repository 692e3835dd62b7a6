import { ContentError, readContent } from '../app';
import type { Config } from '../config';
import { readDialogs } from '../content/read-dialogs';
import { readKnowledge } from '../content/read-knowledge';
import { closest } from '../content/suggest';
import { Renderer } from '../conversation/render';
import type { Diagnostic } from '../domain/diagnostic';
import type { Flow } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import { displayWidth } from './diagnostics';
import { drawFlow } from './flow-mermaid';
import { writeFlow } from './flow-tree';
import { print } from './output';

/** Shows a flow as a tree of its steps, or as a Mermaid flowchart. Throws when there is no such flow. */
export function showFlow(config: Config, id: string, options: { mermaid?: boolean }): void {
  const { flows, knowledge } = readFlows(config);
  const flow = flows.find((candidate) => candidate.id === id);
  if (flow === undefined) throw new Error(unknownFlow(id, flows, knowledge));
  const renderer = new Renderer(knowledge);
  print(options.mermaid === true ? drawFlow(flow, knowledge, renderer) : writeFlow(flow, knowledge, renderer));
}

/** Lists the flows: id, title, number of steps, and the entries that start them. */
export function listFlows(config: Config): void {
  const { flows } = readFlows(config);
  const rows = flows.map(({ id, title, steps, starts }) => [
    id,
    title,
    `${String(Object.keys(steps).length)}步`,
    Object.keys(starts).join(' '),
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  for (const row of rows) {
    print(row.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell)))).join('  '));
  }
}

/** Flows whose form is right; faults of their content do not keep them from being shown. */
function readFlows(config: Config): { readonly flows: readonly Flow[]; readonly knowledge: Knowledge } {
  const { knowledge, sources, diagnostics } = readKnowledge(readContent(config));
  if (knowledge === null) throw new ContentError(diagnostics.filter(isError));
  const read = readDialogs(sources, knowledge);
  if (read.dialogs === null) throw new ContentError(read.diagnostics.filter(isError));
  return { flows: read.dialogs.flows, knowledge };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

function unknownFlow(id: string, flows: readonly Flow[], knowledge: Knowledge): string {
  const owner = knowledge.entries.find((entry) => entry.id === id && entry.flow !== null);
  if (owner?.flow !== undefined && owner.flow !== null) return `“${id}”是条目，它的流程是 ${owner.flow}：shebao flow show ${owner.flow}`;
  const wanted = id.toLowerCase();
  const containing = flows.find((flow) => wanted !== '' && (flow.id.includes(wanted) || flow.title.toLowerCase().includes(wanted)));
  const guess =
    containing?.id ??
    closest(
      id,
      flows.map((flow) => flow.id),
    );
  if (guess === null) return '还没有任何流程。流程写在 dialogs/flows/ 里，写法见 dialogs/README.md。';
  const title = flows.find((flow) => flow.id === guess)?.title ?? '';
  return `没有编号为“${id}”的流程。最接近的是 ${guess}（${title}）：shebao flow show ${guess}`;
}
