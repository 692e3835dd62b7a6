import { prepareTraining, readContent } from '../app';
import type { Config } from '../config';
import { checkContent } from '../content/check-content';
import type { KnowledgeSources } from '../content/knowledge-sources';
import { readDialogs } from '../content/read-dialogs';
import { readKnowledge } from '../content/read-knowledge';
import { MAX_MESSAGE_LENGTH, Renderer } from '../conversation/render';
import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import { findMisleadingPhrasings, type MisleadingPhrasing } from '../evaluation/check-matching';
import weights from '../matching/weights.json';
import { buildCharacterTable } from '../text/characters';
import { normalize } from '../text/normalize';
import { formatDiagnostic } from './diagnostics';
import { EXIT_FAULT, note, print } from './output';

/** Most misleading phrasings that are reported. */
const MAX_MISLEADING = 30;
/** Most warnings of one rule that are shown to a person; `--json` gives all. */
const MAX_SHOWN = 30;

/** Checks the configured content and prints every fault; errors set the exit status, warnings do not. */
export async function checkKnowledge(config: Config, options: { json?: boolean; fast?: boolean }): Promise<void> {
  const files = readContent(config);
  const { knowledge, sources, diagnostics } = readKnowledge(files);
  const found = [...diagnostics];
  if (knowledge !== null) {
    const table = await buildCharacterTable();
    const comparable = (text: string): string => normalize(table, text).replace(/[^\p{L}\p{N}]/gu, '');
    found.push(
      ...checkContent({ knowledge, sources, comparable }),
      ...checkAnswerLengths(knowledge, sources),
      ...readDialogs(files, knowledge).diagnostics,
    );
    if (options.fast !== true) found.push(...(await checkMatching(knowledge, sources)));
  }
  const errors = found.filter(({ severity }) => severity === 'error');
  const warnings = found.filter(({ severity }) => severity === 'warning');
  if (options.json === true)
    print(JSON.stringify({ diagnostics: [...errors, ...warnings], errors: errors.length, warnings: warnings.length }));
  else report(knowledge, errors, warnings);
  if (errors.length > 0) process.exitCode = EXIT_FAULT;
}

/** Answers that do not fit one message. */
function checkAnswerLengths(knowledge: Knowledge, sources: KnowledgeSources): Diagnostic[] {
  // Yearly figures become out of date, which adds a warning to the answer: measure it with that.
  const renderer = new Renderer(knowledge, () => new Date('9999-01-01'));
  return knowledge.entries.flatMap((entry) => {
    const length = Array.from(renderer.entry(entry)).length;
    if (length <= MAX_MESSAGE_LENGTH) return [];
    const message = `答案显示出来有${String(length)}个字，超过一条微信消息的${String(MAX_MESSAGE_LENGTH)}个字。`;
    return [
      sources.atEntry(entry, ['answer'], {
        code: 'answer-too-long',
        severity: 'error',
        message,
        hint: `至少删掉${String(length - MAX_MESSAGE_LENGTH)}个字，或者拆成两个条目。`,
      }),
    ];
  });
}

/** Phrasings that the matcher without them would give to another entry. */
async function checkMatching(knowledge: Knowledge, sources: KnowledgeSources): Promise<Diagnostic[]> {
  const { tools } = await prepareTraining(knowledge);
  const found = findMisleadingPhrasings(knowledge, tools, weights, (fold, folds) => {
    note(`正在检验问法（${String(fold)}/${String(folds)}）……`);
  });
  if (found.length > MAX_MISLEADING)
    note(`共有${String(found.length)}种问法会被答成别的条目，只列出把握最大的${String(MAX_MISLEADING)}种。`);
  return found.slice(0, MAX_MISLEADING).map((phrasing) => {
    const title = knowledge.entries.find(({ id }) => id === phrasing.taker)?.title ?? '';
    return sources.atPhrasing(ownerOf(phrasing), phrasing.index, {
      code: 'misleading-phrasing',
      severity: 'warning',
      message: `去掉这一行，机器人会答成“${phrasing.taker}”（${title}，把握 ${phrasing.confidence.toFixed(2)}）。`,
      hint: '放错了就移过去；没放错就在这里再补几种相近的问法。',
    });
  });
}

function ownerOf({ kind, id }: MisleadingPhrasing): string {
  switch (kind) {
    case 'entry':
      return id;
    case 'handoff':
      return 'smalltalk/handoff';
    case 'ambiguous':
    case 'elsewhere':
    case 'smalltalk':
      return `${kind}/${id}`;
  }
}

function report(knowledge: Knowledge | null, errors: readonly Diagnostic[], warnings: readonly Diagnostic[]): void {
  const byCode = new Map<string, Diagnostic[]>();
  for (const warning of warnings) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  for (const [code, list] of byCode) {
    for (const warning of list.slice(0, MAX_SHOWN)) print(`${formatDiagnostic(warning)}\n`);
    if (list.length > MAX_SHOWN) print(`还有${String(list.length - MAX_SHOWN)}处 [${code}] 没有列出，用 --json 看全部。\n`);
  }
  for (const error of errors) print(`${formatDiagnostic(error)}\n`);
  const counts = [...byCode].map(([code, list]) => `${code} ${String(list.length)}`).join('，');
  const size = knowledge === null ? '' : `，${String(knowledge.entries.length)}个条目，${String(countPhrasings(knowledge))}种问法`;
  print(`检查完毕${size}：${String(errors.length)}处错误，${String(warnings.length)}处提醒${counts === '' ? '' : `（${counts}）`}。`);
  if (errors.length > 0) print('请按“怎么改”修改，然后重新运行 shebao kb check。');
}

function countPhrasings({ entries, elsewhere, ambiguous, smalltalk, handoffPhrasings }: Knowledge): number {
  return [...entries, ...elsewhere, ...ambiguous, ...smalltalk].reduce(
    (sum, { phrasings }) => sum + phrasings.length,
    handoffPhrasings.length,
  );
}
