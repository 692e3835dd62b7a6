import { loadDialogs, readContent } from '../app';
import type { Config } from '../config';
import { readKnowledge } from '../content/read-knowledge';
import type { Diagnostic } from '../domain/diagnostic';
import type { Dialogs } from '../domain/flow';
import { buildCharacterTable } from '../text/characters';
import { reportDiagnostics } from './report';

/** Checks the configured flows and prints every fault; errors set the exit status. */
export async function checkFlowFiles(config: Config, options: { json?: boolean }): Promise<void> {
  const { knowledge, sources, diagnostics } = readKnowledge(readContent(config));
  const found: Diagnostic[] = [...diagnostics];
  let size = '';
  if (knowledge !== null) {
    const { dialogs, diagnostics: faults } = await loadDialogs(sources, knowledge, await buildCharacterTable());
    found.push(...faults);
    if (dialogs !== null) size = sizeOf(dialogs);
  }
  reportDiagnostics(found, { size, command: 'shebao flow check', json: options.json === true });
}

function sizeOf({ flows }: Dialogs): string {
  const steps = flows.flatMap((flow) => Object.values(flow.steps));
  const options = steps.flatMap((step) => (step.kind === 'ask' ? step.options : []));
  const phrases = options.reduce((sum, { say }) => sum + 1 + say.length, 0);
  return `${String(flows.length)}个流程，${String(steps.length)}步，${String(options.length)}个选项，${String(phrases)}种说法`;
}
