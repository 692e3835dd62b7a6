import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Diagnostic } from '../domain/diagnostic';
import type { Flow, FlowStep } from '../domain/flow';
import { explainIssue } from './check-schema';
import type { NodePath } from './fault';
import { flowSchema, stepSchemas } from './flow-schema';
import type { SourceFile } from './source-file';
import { nearest } from './suggest';

type StepKey = keyof typeof stepSchemas;
type RawFlow = z.output<typeof flowSchema>;
type RawStep = { [K in StepKey]: z.output<(typeof stepSchemas)[K]> }[StepKey];

/** A flow as it stands in its file, with the faults of its form; null when it has any. */
export interface ReadFlowResult {
  readonly flow: Flow | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a flow whose file is legal YAML; what it says of other files is the business of `checkFlows`. */
export function readFlow(file: SourceFile, id: string): ReadFlowResult {
  const data = file.value();
  const result = flowSchema.safeParse(data);
  if (!result.success)
    return { flow: null, diagnostics: result.error.issues.flatMap((issue) => explainIssue(file, data, issue, flowSchema)) };
  const raw = result.data;
  const diagnostics = checkAnswerFirst(file, raw);
  const steps: Record<string, FlowStep> = {};
  for (const [name, value] of Object.entries(raw.steps)) {
    const step = readStep(file, name, value, diagnostics);
    if (step !== null) steps[name] = step;
  }
  if (diagnostics.length > 0) return { flow: null, diagnostics };
  const { title, topic, contact, starts, stuck } = raw;
  const direct = raw.begin === 'offer' ? [] : Object.keys(starts).filter((entry) => !raw.answer_first.includes(entry));
  const hash = createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 12);
  return {
    flow: { id, title, topic, direct, contact, start: raw.start ?? Object.values(starts)[0] ?? '', starts, stuck, steps, hash },
    diagnostics,
  };
}

function checkAnswerFirst(file: SourceFile, { begin, starts, answer_first: first }: RawFlow): Diagnostic[] {
  const wrong = { code: 'idle-answer-first', severity: 'error' } as const;
  return first.flatMap((entry, i) => {
    const path = ['answer_first', i];
    if (begin === 'offer') {
      const hint = '删掉 answer_first；begin: offer 的流程本来就先给答案。';
      return [file.report(path, { ...wrong, message: 'answer_first 只在 begin: direct 的流程里有用。', hint })];
    }
    if (entry in starts) return [];
    const guess = nearest(entry, Object.keys(starts));
    const hint = guess === null ? '只能写 starts 里有的条目。' : `是不是想写“${guess}”？`;
    return [file.report(path, { ...wrong, message: `starts 里没有条目“${entry}”。`, hint })];
  });
}

/** Reads one step; null, with a diagnostic added, when its form is wrong. */
function readStep(file: SourceFile, name: string, value: Readonly<Record<string, unknown>>, diagnostics: Diagnostic[]): FlowStep | null {
  const kind = kindOf(value);
  if (kind === null) {
    diagnostics.push(unknownKind(file, name, value));
    return null;
  }
  const place: NodePath = ['steps', name];
  const within: Pick<SourceFile, 'file' | 'report' | 'reportKey'> = {
    file: file.file,
    report: (path, fault, piece) => file.report([...place, ...path], fault, piece),
    reportKey: (path, key, fault) => file.reportKey([...place, ...path], key, fault),
  };
  const result = stepSchemas[kind].safeParse(value);
  if (!result.success) {
    for (const issue of result.error.issues) diagnostics.push(...explainIssue(within, value, issue, stepSchemas[kind]));
    return null;
  }
  const step = result.data;
  if ('input' in step && (step.skip === null) !== (step.skip_to === null)) {
    const [written, missing] = step.skip === null ? ['skip_to', 'skip'] : ['skip', 'skip_to'];
    diagnostics.push(
      file.reportKey(place, written, {
        code: 'half-skip',
        severity: 'error',
        message: `写了 ${written}，没写 ${missing}。`,
        hint: 'skip（跳过的按钮）和 skip_to（跳到哪一步）要一起写。',
      }),
    );
    return null;
  }
  return toStep(step);
}

/** Keys by which a kind is known even beside `ask` or `say`, which several kinds have. */
const TELLING: readonly StepKey[] = ['escalate', 'end', 'input'];

function kindOf(value: Readonly<Record<string, unknown>>): StepKey | null {
  const kinds = (Object.keys(stepSchemas) as StepKey[]).filter((kind) => kind in value);
  return kinds.find((kind) => TELLING.includes(kind)) ?? kinds[0] ?? null;
}

function unknownKind(file: SourceFile, name: string, value: Readonly<Record<string, unknown>>): Diagnostic {
  const kinds = Object.keys(stepSchemas);
  const misspelt = Object.keys(value).flatMap((key) => {
    const guess = nearest(key, kinds);
    return guess === null ? [] : [{ key, guess }];
  })[0];
  const fault = { code: 'step-kind', severity: 'error', message: `看不出“${name}”是哪一种步骤。` } as const;
  if (misspelt === undefined) return file.reportKey(['steps'], name, { ...fault, hint: `要写上其中一项：${kinds.join('、')}。` });
  return file.reportKey(['steps', name], misspelt.key, { ...fault, hint: `“${misspelt.key}”是不是想写“${misspelt.guess}”？` });
}

function toStep(raw: RawStep): FlowStep {
  if ('options' in raw) return { kind: 'ask', ...raw };
  if ('input' in raw) {
    const { skip, skip_to: skipTo, ...rest } = raw;
    return { kind: 'input', ...rest, skip: skip === null || skipTo === null ? null : { label: skip, to: skipTo } };
  }
  if ('answer' in raw) return { kind: 'answer', entry: raw.answer, to: raw.to };
  if ('guide' in raw) return { kind: 'guide', entry: raw.guide, to: raw.to };
  if ('call' in raw) return { kind: 'call', flow: raw.call, to: raw.to };
  if ('goto' in raw) return { kind: 'goto', flow: raw.goto };
  if ('estimate' in raw) return { kind: 'estimate', ...raw.estimate, to: raw.to };
  if ('escalate' in raw) return { kind: 'escalate', contacts: raw.escalate, say: raw.say };
  if ('end' in raw) return { kind: 'end', ...raw };
  return { kind: 'say', ...raw };
}
