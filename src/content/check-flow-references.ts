import type { Diagnostic } from '../domain/diagnostic';
import type { Flow, FlowStep } from '../domain/flow';
import { textReferencesIn } from './check-references';
import { typedValuesIn } from './check-typed-values';
import type { NodePath } from './fault';
import { type FlowContext, type FlowRule, fileOfFlow, targetsOf, textsOf } from './flow-context';
import { nearest } from './suggest';
import type { UserText } from './user-texts';

type Kind = 'topic' | 'contact' | 'entry' | 'flow' | 'step' | 'variable';

const KINDS: Readonly<Record<Kind, { readonly code: string; readonly name: string; readonly where: string }>> = {
  topic: { code: 'unknown-topic', name: '主题', where: '编号见 knowledge/topics.yaml。' },
  contact: { code: 'unknown-contact', name: '联系方式', where: '编号见 knowledge/contacts.yaml。' },
  entry: { code: 'unknown-entry', name: '条目', where: '编号见 knowledge/entries/。' },
  flow: { code: 'unknown-flow', name: '流程', where: '流程的编号就是 dialogs/flows/ 里的文件名。' },
  step: { code: 'missing-target', name: '步骤', where: '步骤写在这个文件的 steps 下面。' },
  variable: { code: 'unknown-variable', name: '填写的内容', where: '先用 input 步骤问出来，它的 as 就是这里写的名字。' },
};

/** Steps, flows, entries, contacts and topics that a flow names and that there are not. */
export const checkFlowReferences: FlowRule = (context) => context.flows.flatMap((flow) => referencesOf(flow, context));

/** References in a flow's texts that name nothing, and phone numbers, addresses and amounts typed into them. */
export const checkFlowTexts: FlowRule = (context) => {
  const texts = context.flows.flatMap((flow) => userTextsOf(flow, context));
  return [...textReferencesIn(texts, context.knowledge), ...typedValuesIn(texts, context.knowledge)];
};

/** Questions in which a bare yes, or a bare no, would pick two options. */
export const checkPolarity: FlowRule = ({ flows, sources }) =>
  flows.flatMap((flow) =>
    Object.entries(flow.steps).flatMap(([name, step]) => {
      if (step.kind !== 'ask') return [];
      return (['yes', 'no'] as const).flatMap((polarity) => {
        const [, ...extra] = step.options.flatMap((option, i) => (option.polarity === polarity ? [i] : []));
        return extra.map((i) =>
          sources.at(fileOfFlow(flow.id), ['steps', name, 'options', i, 'polarity'], {
            code: 'polarity-twice',
            severity: 'error',
            message: `有两个选项都写了 polarity: ${polarity}，用户只说“${polarity === 'yes' ? '是' : '不是'}”时分不清。`,
            hint: '一个问题里 yes 和 no 各只留一个选项。',
          }),
        );
      });
    }),
  );

function referencesOf(flow: Flow, { flows, knowledge, sources }: FlowContext): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const idsOf = (items: readonly { readonly id: string }[]): string[] => items.map(({ id }) => id);
  const known: Readonly<Record<Kind, readonly string[]>> = {
    topic: idsOf(knowledge.topics),
    contact: idsOf(knowledge.contacts),
    entry: idsOf(knowledge.entries),
    flow: idsOf(flows),
    step: Object.keys(flow.steps),
    variable: Object.values(flow.steps).flatMap((step) => (step.kind === 'input' ? [step.as] : [])),
  };
  const must = (kind: Kind, id: string, path: NodePath): void => {
    if (known[kind].includes(id)) return;
    const { code, name, where } = KINDS[kind];
    const guess = nearest(id, known[kind]);
    const hint = guess === null ? where : `是不是想写“${guess}”？${where}`;
    diagnostics.push(sources.at(fileOfFlow(flow.id), path, { code, severity: 'error', message: `没有“${id}”这个${name}。`, hint }));
  };
  must('topic', flow.topic, ['topic']);
  must('contact', flow.contact, ['contact']);
  if (!Object.values(flow.starts).includes(flow.start)) must('step', flow.start, ['start']);
  if (flow.stuck !== null) must('step', flow.stuck, ['stuck']);
  // An entry that does not exist is reported with the other disagreements between entries and flows.
  for (const [entry, step] of Object.entries(flow.starts)) must('step', step, ['starts', entry]);
  for (const [name, step] of Object.entries(flow.steps)) {
    for (const { value, path } of targetsOf(step)) must('step', value, ['steps', name, ...path]);
    for (const { kind, id, path } of namesIn(step)) must(kind, id, ['steps', name, ...path]);
    if (step.kind === 'guide' && knowledge.entries.some(({ id, answer }) => id === step.entry && answer.steps.length < 2))
      diagnostics.push(
        sources.at(fileOfFlow(flow.id), ['steps', name, 'guide'], {
          code: 'guide-without-steps',
          severity: 'error',
          message: `条目“${step.entry}”没有可以带着走的步骤。`,
          hint: '改用 answer，或者给条目补上 steps。',
        }),
      );
  }
  return diagnostics;
}

/** What a step names outside of its flow's steps. */
function namesIn(step: FlowStep): { readonly kind: Kind; readonly id: string; readonly path: NodePath }[] {
  switch (step.kind) {
    case 'answer':
    case 'guide':
      return [{ kind: 'entry', id: step.entry, path: [step.kind] }];
    case 'call':
    case 'goto':
      return [{ kind: 'flow', id: step.flow, path: [step.kind] }];
    case 'estimate':
      return [
        { kind: 'variable', id: step.wage, path: ['estimate', 'wage'] },
        { kind: 'variable', id: step.injury, path: ['estimate', 'injury'] },
      ];
    case 'escalate':
      return step.contacts.map((id, i) => ({ kind: 'contact', id, path: ['escalate', i] }));
    case 'ask':
    case 'input':
    case 'say':
    case 'end':
      return [];
  }
}

function userTextsOf(flow: Flow, { sources }: FlowContext): UserText[] {
  return Object.entries(flow.steps).flatMap(([name, step]) =>
    textsOf(step).map(({ value, path }) => ({
      text: value,
      report: (fault, piece) => sources.at(fileOfFlow(flow.id), ['steps', name, ...path], fault, piece),
    })),
  );
}
