import type { Diagnostic } from '../domain/diagnostic';
import type { CommandWords, Dialogs, Flow } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import { checkFlows } from './check-flows';
import { explainIssue } from './check-schema';
import { faultOfFile } from './fault';
import { FLOW_FOLDER } from './flow-context';
import { commandsSchema } from './flow-schema';
import type { KnowledgeSources } from './knowledge-sources';
import { readFlow } from './read-flow';
import type { SourceFile } from './source-file';
import { nearest } from './suggest';

const FOLDER = 'dialogs/';
const COMMANDS = 'dialogs/commands.yaml';
const FLOW_FILE = /^dialogs\/flows\/([a-z0-9]+(?:-[a-z0-9]+)*)\.yaml$/;

/** The outcome of reading: dialogs when every file has the right form, even if flows have other faults. */
export interface ReadDialogsResult {
  readonly dialogs: Dialogs | null;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the flows and the command words, and checks the flows against each other and the knowledge they refer to. */
export function readDialogs(sources: KnowledgeSources, knowledge: Knowledge): ReadDialogsResult {
  const diagnostics: Diagnostic[] = [];
  const flows: Flow[] = [];
  let commands: CommandWords | null = null;
  for (const file of sources.inFolder(FOLDER)) {
    const id = FLOW_FILE.exec(file.file)?.[1];
    if (file.file === COMMANDS) commands = readCommands(file, diagnostics);
    else if (id !== undefined) {
      const read = readFlow(file, id);
      diagnostics.push(...read.diagnostics);
      if (read.flow !== null) flows.push(read.flow);
    } else if (file.file !== 'dialogs/messages.yaml') diagnostics.push(unusedFile(file));
  }
  if (commands === null && diagnostics.every(({ file }) => file !== COMMANDS))
    diagnostics.push(
      faultOfFile(COMMANDS, { code: 'missing-file', severity: 'error', message: '缺少这个文件。', hint: '从版本库恢复这个文件。' }),
    );
  // Flows that could not be read would be missed by all that lead to them.
  if (diagnostics.length > 0 || commands === null) return { dialogs: null, diagnostics };
  return { dialogs: { flows, commands }, diagnostics: checkFlows({ flows, knowledge, sources }) };
}

function readCommands(file: SourceFile, diagnostics: Diagnostic[]): CommandWords | null {
  const data = file.value();
  const result = commandsSchema.safeParse(data);
  if (result.success) return result.data;
  for (const issue of result.error.issues) diagnostics.push(...explainIssue(file, data, issue, commandsSchema));
  return null;
}

function unusedFile(file: SourceFile): Diagnostic {
  const error = { code: 'unused-file', severity: 'error' } as const;
  if (file.file.startsWith(FLOW_FOLDER))
    return file.report([], {
      ...error,
      message: '流程的文件名只能用小写字母、数字和短横线，直接放在 dialogs/flows/ 里。',
      hint: '改文件名，例如 login-errors.yaml。',
    });
  const guess = nearest(file.file.slice(FOLDER.length, -'.yaml'.length), ['commands', 'messages']);
  const hint = guess === null ? '流程放进 dialogs/flows/；不是流程就删掉。' : `文件名是不是应为“${guess}.yaml”？`;
  return file.report([], { ...error, message: '不认识的文件名，这个文件没有用到。', hint });
}
