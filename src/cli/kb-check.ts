import { loadDialogs, prepareTraining, readContent } from '../app';
import type { Config } from '../config';
import { checkContent } from '../content/check-content';
import type { ContentFile } from '../content/knowledge-files';
import type { KnowledgeSources } from '../content/knowledge-sources';
import { readKnowledge } from '../content/read-knowledge';
import { MAX_MESSAGE_LENGTH, Renderer } from '../conversation/render';
import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import { findMisleadingPhrasings, type MisleadingPhrasing } from '../evaluation/check-matching';
import weights from '../matching/weights.json';
import { buildCharacterTable } from '../text/characters';
import { normalize } from '../text/normalize';
import { note } from './output';
import { reportDiagnostics } from './report';

/** Most misleading phrasings that are reported. */
const MAX_MISLEADING = 30;

/** Checks the configured content and prints every fault; errors set the exit status, warnings do not. */
export async function checkKnowledge(config: Config, options: { json?: boolean; fast?: boolean }): Promise<void> {
  const { knowledge, sources, diagnostics: found } = await checkFast(readContent(config));
  if (knowledge !== null && options.fast !== true) found.push(...(await checkMatching(knowledge, sources)));
  const size = knowledge === null ? '' : `${String(knowledge.entries.length)}个条目，${String(countPhrasings(knowledge))}种问法`;
  reportDiagnostics(found, { size, command: 'shebao kb check', json: options.json === true });
}

/** Every fault of content files but those that only learning shows. The knowledge is null when a file has an error of form. */
export async function checkFast(
  files: readonly ContentFile[],
): Promise<{ knowledge: Knowledge | null; sources: KnowledgeSources; diagnostics: Diagnostic[] }> {
  const { knowledge, sources, diagnostics } = readKnowledge(files);
  const found = [...diagnostics];
  if (knowledge !== null) {
    const table = await buildCharacterTable();
    const comparable = (text: string): string => normalize(table, text).replace(/[^\p{L}\p{N}]/gu, '');
    found.push(
      ...checkContent({ knowledge, sources, comparable }),
      ...checkAnswerLengths(knowledge, sources),
      ...(await loadDialogs(sources, knowledge, table)).diagnostics,
    );
  }
  return { knowledge, sources, diagnostics: found };
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

function countPhrasings({ entries, elsewhere, ambiguous, smalltalk, handoffPhrasings }: Knowledge): number {
  return [...entries, ...elsewhere, ...ambiguous, ...smalltalk].reduce(
    (sum, { phrasings }) => sum + phrasings.length,
    handoffPhrasings.length,
  );
}
