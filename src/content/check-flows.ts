import type { Diagnostic } from '../domain/diagnostic';
import type { Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { SourceFile } from './source-file';
import { nearest } from './suggest';

type Fault = Pick<Diagnostic, 'code' | 'message' | 'hint'>;
type Report = (path: readonly (string | number)[], fault: Fault) => void;

/** Steps that follow a step within its flow. */
export function targetsOf(step: FlowStep): string[] {
  switch (step.kind) {
    case 'ask':
      return step.options.map(({ to }) => to);
    case 'input':
      return step.skip === null ? [step.to] : [step.to, step.skip.to];
    case 'say':
    case 'answer':
    case 'guide':
    case 'call':
    case 'estimate':
      return [step.to];
    case 'goto':
    case 'escalate':
    case 'end':
      return [];
  }
}

/** Checks that flows hang together: targets and references exist, every step can be reached and left, nothing loops without asking. */
export function checkFlows(flows: readonly Flow[], knowledge: Knowledge, files: ReadonlyMap<string, SourceFile>): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const flow of flows) {
    const report: Report = (path, fault) => {
      const file = files.get(flow.id);
      if (file !== undefined) diagnostics.push(file.report(path, { severity: 'error', ...fault }));
    };
    checkReferences(flow, flows, knowledge, report);
    checkGraph(flow, report);
  }
  diagnostics.push(...checkEntryFlows(flows, knowledge));
  return diagnostics;
}

function checkReferences(flow: Flow, flows: readonly Flow[], knowledge: Knowledge, report: Report): void {
  const steps = Object.keys(flow.steps);
  const entries = knowledge.entries.map(({ id }) => id);
  const contacts = knowledge.contacts.map(({ id }) => id);
  const must = (known: readonly string[], name: string, path: readonly (string | number)[], code: string, what: string): void => {
    if (known.includes(name)) return;
    const guess = nearest(name, known);
    report(path, { code, message: `没有${what}“${name}”。`, hint: guess === null ? `先建好这个${what}，或改成已有的编号。` : `是不是想写“${guess}”？` });
  };
  must(
    knowledge.topics.map(({ id }) => id),
    flow.topic,
    ['topic'],
    'unknown-topic',
    '主题',
  );
  must(contacts, flow.contact, ['contact'], 'unknown-contact', '联系方式');
  if (flow.stuck !== null) must(steps, flow.stuck, ['stuck'], 'missing-target', '步骤');
  for (const [entry, step] of Object.entries(flow.starts)) {
    must(entries, entry, ['starts', entry], 'unknown-entry', '条目');
    must(steps, step, ['starts', entry], 'missing-target', '步骤');
  }
  for (const [name, step] of Object.entries(flow.steps)) {
    for (const target of targetsOf(step)) must(steps, target, ['steps', name], 'missing-target', '步骤');
    if (step.kind === 'answer' || step.kind === 'guide') must(entries, step.entry, ['steps', name], 'unknown-entry', '条目');
    if (step.kind === 'guide' && knowledge.entries.some(({ id, answer }) => id === step.entry && answer.steps.length < 2))
      report(['steps', name], { code: 'guide-without-steps', message: `条目“${step.entry}”没有可以带着走的步骤。`, hint: '改用 answer，或给条目补上步骤。' });
    if (step.kind === 'call' || step.kind === 'goto')
      must(
        flows.map(({ id }) => id),
        step.flow,
        ['steps', name],
        'unknown-flow',
        '流程',
      );
    if (step.kind === 'escalate') for (const contact of step.contacts) must(contacts, contact, ['steps', name], 'unknown-contact', '联系方式');
    if (step.kind === 'ask') for (const polarity of ['yes', 'no'] as const) if (step.options.filter((option) => option.polarity === polarity).length > 1) report(['steps', name], { code: 'polarity-twice', message: `有两个选项都写了 polarity: ${polarity}。`, hint: '一个步骤里“是”和“不是”各只能有一个选项。' });
    for (const text of textsOf(step)) {
      for (const [, kind, id] of text.matchAll(/\{(figure|contact|link|code):([a-z0-9-]+)\}/g)) {
        const known = kind === 'figure' ? knowledge.figures : kind === 'contact' ? knowledge.contacts : knowledge.links;
        if (!known.some((item) => item.id === id)) report(['steps', name], { code: 'unknown-reference', message: `{${kind ?? ''}:${id ?? ''}} 没有定义。`, hint: '检查 contacts.yaml 和 figures.yaml 里的编号。' });
      }
      const typed = /(?<!\d)(\d{7,12}|0\d{2,3}-\d{5,8}|\d+(?:\.\d+)?%)(?!\d)|https?:\/\//.exec(text.replace(/\{[^}]*\}/g, ''));
      if (typed !== null) report(['steps', name], { code: 'typed-fact', message: `“${typed[0]}”直接写在了话里。`, hint: '电话、网址、比例只在 contacts.yaml、figures.yaml 写一次，这里用 {contact:编号} 等引用。' });
    }
  }
}

/** All texts of a step that users read. */
function textsOf(step: FlowStep): string[] {
  switch (step.kind) {
    case 'ask':
      return [step.ask, step.again, ...step.options.flatMap(({ label, note }) => [label, note])];
    case 'input':
      return [step.ask, step.again];
    case 'say':
    case 'escalate':
    case 'end':
      return [step.say];
    case 'answer':
    case 'guide':
    case 'call':
    case 'goto':
    case 'estimate':
      return [];
  }
}

function checkGraph(flow: Flow, report: Report): void {
  const names = Object.keys(flow.steps);
  const next = (name: string): string[] => {
    const step = flow.steps[name];
    return step === undefined ? [] : targetsOf(step).filter((target) => target in flow.steps);
  };
  const reached = new Set<string>();
  const open = [...Object.values(flow.starts), ...(flow.stuck === null ? [] : [flow.stuck])];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    open.push(...next(name));
  }
  const leaves = new Set(names.filter((name) => ['end', 'escalate', 'goto'].includes(flow.steps[name]?.kind ?? '')));
  for (let grown = true; grown; ) {
    grown = false;
    for (const name of names)
      if (!leaves.has(name) && next(name).some((target) => leaves.has(target))) {
        leaves.add(name);
        grown = true;
      }
  }
  for (const name of names) {
    if (!reached.has(name)) report(['steps', name], { code: 'unreachable-step', message: `没有任何一步会走到“${name}”。`, hint: '删掉它，或让某个选项的 to 指向它。' });
    if (!leaves.has(name)) report(['steps', name], { code: 'no-way-out', message: `从“${name}”走不到结束（end）或转人（escalate）。`, hint: '给后面的某一步加上出口。' });
    if (silentCycle(flow, name)) report(['steps', name], { code: 'silent-cycle', message: `从“${name}”出发会不停地说话而不提问，又回到自己。`, hint: '在这一圈里加一个提问（ask）。' });
  }
}

/** True when a step leads back to itself without a question in between. */
function silentCycle(flow: Flow, start: string): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = flow.steps[name];
    if (step === undefined || step.kind === 'ask' || step.kind === 'input' || step.kind === 'guide') continue;
    for (const target of targetsOf(step)) {
      if (target === start) return true;
      if (!seen.has(target)) {
        seen.add(target);
        open.push(target);
      }
    }
  }
  return false;
}

/** An entry's `flow` and a flow's `starts` must name each other. */
function checkEntryFlows(flows: readonly Flow[], knowledge: Knowledge): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  for (const { id, topic, flow } of knowledge.entries) {
    const place = { file: `knowledge/entries/${topic}.yaml`, line: 0, column: 0, length: 1, source: '', severity: 'error' as const };
    const owner = flows.find((candidate) => id in candidate.starts);
    if (flow !== null && flows.every((candidate) => candidate.id !== flow)) diagnostics.push({ ...place, code: 'unknown-flow', message: `条目“${id}”的流程“${flow}”不存在。`, hint: hintFor(flow, flows) });
    else if (flow !== null && owner?.id !== flow) diagnostics.push({ ...place, code: 'flow-without-start', message: `流程“${flow}”的 starts 里没有条目“${id}”。`, hint: `在 dialogs/flows/${flow}.yaml 的 starts 里加上它。` });
    else if (flow === null && owner !== undefined) diagnostics.push({ ...place, code: 'entry-without-flow', message: `流程“${owner.id}”从条目“${id}”开始，但条目没有写 flow。`, hint: `给条目加上 flow: ${owner.id}。` });
  }
  return diagnostics;
}

function hintFor(name: string, flows: readonly Flow[]): string {
  const guess = nearest(
    name,
    flows.map(({ id }) => id),
  );
  return guess === null ? '改成 dialogs/flows 里已有的流程。' : `是不是想写“${guess}”？`;
}
