import type { Renderer } from '../../conversation/render';
import type { Dialogs, Flow } from '../../domain/flow';
import { texts } from '../texts';
import { BOX_WIDTH, HEAD, kindOf, LINE, type PlacedStep, placeSteps } from './flow-layout';
import { html, type Html } from './html';
import type { Page } from './layout';

/** Every flow, for staff. */
export function flowIndex({ flows }: Dialogs): Page {
  const items = flows.map(
    ({ id, title, steps }) =>
      html`<li><a href="flows/${id}">${title}</a> <span class="soft">${texts.flows.steps(Object.keys(steps).length)}</span></li>`,
  );
  return {
    title: texts.flows.title,
    body: html`<h1>${texts.flows.title}</h1>
      <ul>
        ${items}
      </ul>`,
  };
}

/** The picture of one flow; null when there is none of that id. */
export function flowPage({ flows }: Dialogs, renderer: Renderer, id: string): Page | null {
  const flow = flows.find((one) => one.id === id);
  if (flow === undefined) return null;
  const body = html`<p class="soft"><a href="flows">${texts.flows.all}</a></p>
    <h1>${flow.title}</h1>
    <p class="soft">${texts.flows.legend}</p>
    <div class="flow" tabindex="0" role="region" aria-label="${texts.flows.label(flow.title)}">${drawFlow(flow, renderer)}</div>`;
  return { title: texts.flows.titleOf(flow.title), body, wide: true };
}

function drawFlow(flow: Flow, renderer: Renderer): Html {
  const filled: Flow = JSON.parse(JSON.stringify(flow), (_key, value: unknown) =>
    typeof value === 'string' ? renderer.fill(value) : value,
  ) as Flow;
  const { steps, width, height } = placeSteps(filled);
  const byId = new Map(steps.map((step) => [step.id, step]));
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="${width}"
    height="${height}"
    viewBox="0 0 ${width} ${height}"
    role="img"
    aria-label="${flow.title}"
  >
    ${steps.flatMap((step) => edges(step, byId))}${steps.map(box)}
  </svg>`;
}

function portY(step: PlacedStep, index: number): number {
  return step.y + HEAD + (step.lines.length + index) * LINE + 12;
}

function edges(step: PlacedStep, byId: ReadonlyMap<string, PlacedStep>): Html[] {
  return step.ports.flatMap(({ to }, i) => {
    const target = byId.get(to);
    if (target === undefined) return [];
    const x = step.x + BOX_WIDTH;
    const y = portY(step, i) - 4;
    const targetY = target.y + HEAD / 2;
    const bend = Math.max(40, Math.abs(target.x - x) / 2);
    const path = `M${String(x)} ${String(y)} C${String(x + bend)} ${String(y)} ${String(target.x - bend)} ${String(targetY)} ${String(target.x - 6)} ${String(targetY)}`;
    const tip = `M${String(target.x - 8)} ${String(targetY - 4)} l8 4 l-8 4`;
    return [html`<path class="edge${target.column <= step.column ? ' back' : ''}" d="${path}" /><path class="edge" d="${tip}" />`];
  });
}

function box(placed: PlacedStep): Html {
  const { id, step, lines, ports, isStart, x, y, height } = placed;
  const look = [isStart ? 'start' : '', step.kind === 'end' || step.kind === 'goto' ? 'end' : '', step.kind === 'escalate' ? 'out' : '']
    .filter((name) => name !== '')
    .join(' ');
  const words = lines.map((line, i) => html`<text x="${x + 10}" y="${y + HEAD + 12 + i * LINE}">${line}</text>`);
  const choices = ports.map(
    ({ label }, i) => html`<text class="choice" text-anchor="end" x="${x + BOX_WIDTH - 10}" y="${portY(placed, i)}">${label} ›</text>`,
  );
  return html`<g
    ><title>${id}</title><rect class="box ${look}" x="${x}" y="${y}" width="${BOX_WIDTH}" height="${height}" rx="6" /><text
      class="kind"
      x="${x + 10}"
      y="${y + 16}"
      >${kindOf(step)} · ${id}</text
    >${words}${choices}</g
  > `;
}
