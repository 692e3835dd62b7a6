import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Diagnostic } from '../domain/diagnostic';
import type { CommandWords, Dialogs, Flow, FlowStep } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import { checkFlows } from './check-flows';
import { commandsSchema, flowSchema, stepSchemas } from './flow-schema';
import type { ContentFile } from './knowledge-files';
import { SourceFile } from './source-file';
import { nearest } from './suggest';

const FLOWS = 'dialogs/flows/';
const COMMANDS = 'dialogs/commands.yaml';

/** Dialogs only when no file has an error; flows are checked against each other and the knowledge they refer to. */
export interface ReadDialogsResult {
  readonly dialogs: Dialogs | null;
  readonly diagnostics: readonly Diagnostic[];
  readonly files: ReadonlyMap<string, SourceFile>;
}

/** Parses and checks the flows and the command words. */
export function readDialogs(files: readonly ContentFile[], knowledge: Knowledge): ReadDialogsResult {
  const diagnostics: Diagnostic[] = [];
  const flows: Flow[] = [];
  const sources = new Map<string, SourceFile>();
  let commands: CommandWords | null = null;
  for (const { path, text } of files) {
    if (!path.startsWith(FLOWS) && path !== COMMANDS) continue;
    const file = new SourceFile(path, text);
    diagnostics.push(...file.diagnostics);
    if (file.diagnostics.length > 0) continue;
    if (path === COMMANDS) {
      commands = parse(file, commandsSchema, diagnostics);
      continue;
    }
    const flow = readFlow(file, path.slice(FLOWS.length, -'.yaml'.length), diagnostics);
    if (flow === null) continue;
    flows.push(flow);
    sources.set(flow.id, file);
  }
  if (diagnostics.length === 0) diagnostics.push(...checkFlows(flows, knowledge, sources));
  const broken = commands === null || diagnostics.some(({ severity }) => severity === 'error');
  return { dialogs: broken || commands === null ? null : { flows, commands }, diagnostics, files: sources };
}

function parse<S extends z.ZodType>(file: SourceFile, schema: S, diagnostics: Diagnostic[]): z.output<S> | null {
  const result = schema.safeParse(file.value());
  if (result.success) return result.data;
  for (const issue of result.error.issues) {
    diagnostics.push(
      file.report(issue.path as (string | number)[], {
        code: issue.code === 'unrecognized_keys' ? 'unknown-key' : 'schema',
        severity: 'error',
        message: issue.code === 'unrecognized_keys' ? `不认识的项“${issue.keys.join('、')}”。` : issue.message,
        hint: '对照 dialogs/README.md 里的格式修改。',
      }),
    );
  }
  return null;
}

function readFlow(file: SourceFile, id: string, diagnostics: Diagnostic[]): Flow | null {
  const raw = parse(file, flowSchema, diagnostics);
  if (raw === null) return null;
  const steps: Record<string, FlowStep> = {};
  for (const [name, value] of Object.entries(raw.steps)) {
    const kinds = (Object.keys(stepSchemas) as (keyof typeof stepSchemas)[]).filter((kind) => kind in value);
    const kind = kinds.includes('escalate') || kinds.includes('end') || kinds.includes('input') ? kinds.find((candidate) => candidate === 'escalate' || candidate === 'end' || candidate === 'input') : kinds[0];
    if (kind === undefined) {
      const guess = Object.keys(value).map((key) => nearest(key, Object.keys(stepSchemas))).find((found) => found !== null);
      diagnostics.push(
        file.report(['steps', name], {
          code: 'step-kind',
          severity: 'error',
          message: `看不出“${name}”是哪一种步骤。`,
          hint: guess === undefined ? `写上其中一项：${Object.keys(stepSchemas).join('、')}。` : `是不是想写“${guess}”？`,
        }),
      );
      continue;
    }
    const result = stepSchemas[kind].safeParse(value);
    if (result.success) steps[name] = toStep(result.data);
    else {
      for (const issue of result.error.issues) {
        diagnostics.push(
          file.report(['steps', name, ...(issue.path as (string | number)[])], {
            code: issue.code === 'unrecognized_keys' ? 'unknown-key' : 'schema',
            severity: 'error',
            message: issue.code === 'unrecognized_keys' ? `${kind} 步骤里不能写“${issue.keys.join('、')}”。` : issue.message,
            hint: '对照 dialogs/README.md 里的格式修改。',
          }),
        );
      }
    }
  }
  const hash = createHash('sha256').update(JSON.stringify(raw)).digest('hex').slice(0, 12);
  const direct = raw.begin === 'offer' ? [] : Object.keys(raw.starts).filter((entry) => !raw.answer_first.includes(entry));
  return { id, title: raw.title, topic: raw.topic, direct, contact: raw.contact, starts: raw.starts, stuck: raw.stuck, steps, hash };
}

type RawStep = { [K in keyof typeof stepSchemas]: z.output<(typeof stepSchemas)[K]> }[keyof typeof stepSchemas];

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
