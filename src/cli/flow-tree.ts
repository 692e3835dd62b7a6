import type { Renderer } from '../conversation/render';
import type { Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';

const INPUTS = { amount: '金额', percent: '比例', place: '镇街' } as const;

/** A flow as a text for people: what it is, then its steps as a tree in which every step is shown once. */
export function writeFlow(flow: Flow, knowledge: Knowledge, renderer: Renderer): string {
  return [...head(flow, knowledge), '', ...new Tree(flow, knowledge, renderer).lines()].join('\n');
}

/** What a step does, in words: what it says or asks, where it sends, how it ends. */
export function describeStep(step: FlowStep, knowledge: Knowledge, renderer: Renderer): string {
  const entry = (id: string): string => named(id, knowledge.entries.find((candidate) => candidate.id === id)?.title);
  const contact = (id: string): string => named(id, knowledge.contacts.find((candidate) => candidate.id === id)?.name);
  const text = (raw: string): string => renderer.fill(raw).replace(/\s*\n\s*/g, ' ');
  switch (step.kind) {
    case 'ask':
      return `问：${text(step.ask)}`;
    case 'input':
      return `请填${INPUTS[step.input]}：${text(step.ask)}`;
    case 'say':
      return `说：${text(step.say)}`;
    case 'answer':
      return `给出答案：${entry(step.entry)}`;
    case 'guide': {
      const steps = knowledge.entries.find(({ id }) => id === step.entry)?.answer.steps.length ?? 0;
      return `带着做：${entry(step.entry)}，共${String(steps)}步`;
    }
    case 'call':
      return `转到流程 ${step.flow}，做完回来`;
    case 'goto':
      return `转到流程 ${step.flow}，不再回来`;
    case 'estimate':
      return '算出缴费金额';
    case 'escalate':
      return `转人 ${step.contacts.map(contact).join('、')}：${text(step.say)}`;
    case 'end':
      return `结束（${step.end === 'resolved' ? '已解决' : '还没解决'}）：${text(step.say)}`;
  }
}

function head(flow: Flow, knowledge: Knowledge): string[] {
  const topic = knowledge.topics.find(({ id }) => id === flow.topic)?.title;
  const contact = knowledge.contacts.find(({ id }) => id === flow.contact)?.name;
  const entries = Object.entries(flow.starts).map(([id, step]) => {
    const title = knowledge.entries.find((entry) => entry.id === id)?.title;
    return `  ${named(id, title)} → ${step}，${flow.direct.includes(id) ? '直接开始' : '先给答案'}`;
  });
  return [
    `${flow.id}  ${flow.title}`,
    `文件：dialogs/flows/${flow.id}.yaml`,
    `主题：${named(flow.topic, topic)}`,
    `转人工：${named(flow.contact, contact)}`,
    '起点：',
    ...entries,
    ...(flow.stuck === null ? [] : [`用户说“还是不行” → ${flow.stuck}`]),
  ];
}

function named(id: string, name: string | undefined): string {
  return name === undefined ? id : `${id}（${name}）`;
}

/** Walks the steps from the starts, depth first. */
class Tree {
  private readonly shown = new Set<string>();
  private readonly out: string[] = [];

  constructor(
    private readonly flow: Flow,
    private readonly knowledge: Knowledge,
    private readonly renderer: Renderer,
  ) {}

  lines(): readonly string[] {
    const { starts, stuck, steps } = this.flow;
    for (const name of [...Object.values(starts), ...(stuck === null ? [] : [stuck]), ...Object.keys(steps)]) {
      if (!this.shown.has(name)) this.chain(name, '', '');
    }
    return this.out;
  }

  /** Shows a step, its line begun with `lead`, and those that follow it by themselves, up to the next branching. */
  private chain(first: string, lead: string, indent: string): void {
    let start = lead;
    for (let name: string | null = first; name !== null; start = indent) {
      const step: FlowStep | undefined = this.flow.steps[name];
      if (step === undefined || this.shown.has(name)) {
        this.out.push(`${start}${name}（${step === undefined ? '没有这一步' : '见上'}）`);
        return;
      }
      this.shown.add(name);
      this.out.push(`${start}${name}  ${describeStep(step, this.knowledge, this.renderer)}`);
      name = this.next(step, indent);
    }
  }

  /** Shows a step's branches; gives the step that follows without a branching, null when there is none. */
  private next(step: FlowStep, indent: string): string | null {
    switch (step.kind) {
      case 'ask':
        this.branches(step.options, indent);
        return null;
      case 'input':
        if (step.skip === null) return step.to;
        this.branches([{ label: '填了', to: step.to }, step.skip], indent);
        return null;
      case 'say':
      case 'answer':
      case 'guide':
      case 'call':
      case 'estimate':
        return step.to;
      case 'goto':
      case 'escalate':
      case 'end':
        return null;
    }
  }

  private branches(options: readonly { readonly label: string; readonly to: string }[], indent: string): void {
    options.forEach(({ label, to }, i) => {
      const last = i === options.length - 1;
      this.chain(to, `${indent}${last ? '└' : '├'}─ ${label} → `, `${indent}${last ? ' ' : '│'}  `);
    });
  }
}
