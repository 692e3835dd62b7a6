import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Config } from './config';
import { type ContentFile, listContentFiles } from './content/knowledge-files';
import type { KnowledgeSources } from './content/knowledge-sources';
import type { ReadDialogsResult } from './content/read-dialogs';
import type { Diagnostic } from './domain/diagnostic';
import type { Dialogs } from './domain/flow';
import type { Knowledge } from './domain/knowledge';
import { labelsOf } from './matching/labels';
import { Matcher } from './matching/matcher';
import { type MatcherModel, type TextTools, trainModel } from './matching/model';
import weights from './matching/weights.json';
import { buildCharacterTable, type CharacterTable } from './text/characters';
import { normalize } from './text/normalize';
import { collectDictionary, createSegmenter } from './text/segment';

/** Results of learning that are kept, so that going back to earlier content costs nothing. */
const KEPT_SNAPSHOTS = 4;

/** The desk, ready to be asked. */
export interface Desk {
  readonly knowledge: Knowledge;
  readonly dialogs: Dialogs;
  readonly matcher: Matcher;
  readonly model: MatcherModel;
  readonly tools: TextTools;
}

/** The content has faults that keep the desk from opening. */
export class ContentError extends Error {
  constructor(readonly diagnostics: readonly Diagnostic[]) {
    super(`内容文件有 ${String(diagnostics.length)} 处错误。`);
  }
}

/** What is kept between starts, because making it takes seconds; plain data that may pass between threads. */
export interface Snapshot {
  readonly knowledge: Knowledge;
  readonly dialogs: Dialogs;
  readonly table: CharacterTable;
  readonly dictionary: string;
  readonly model: MatcherModel;
}

/** Where content is read from, and where what was learned of it is kept. */
export type ContentPlaces = Pick<Config, 'contentRoot' | 'cacheDir'>;

const CONTENT_FOLDERS = ['knowledge', 'dialogs'];

/** Reads every content file of the configured folder. Throws when the folder has none. */
export function readContent(config: Pick<Config, 'contentRoot'>): ContentFile[] {
  const files = listContentFiles(config.contentRoot, CONTENT_FOLDERS);
  if (files.length === 0) throw new Error(`在 ${config.contentRoot} 里没有找到 knowledge/ 文件夹。请检查设置 SHEBAO_CONTENT_DIR。`);
  return files;
}

/** Changes when a content file is added, removed or written; a look at names, sizes and times only. */
export function contentStamp(config: Pick<Config, 'contentRoot'>): string {
  return CONTENT_FOLDERS.flatMap((folder) => {
    const path = join(config.contentRoot, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.yaml'))
      .sort()
      .map((name) => {
        const stat = statSync(join(path, name), { throwIfNoEntry: false });
        return `${folder}/${name} ${String(stat?.size)} ${String(stat?.mtimeMs)}`;
      });
  }).join('\n');
}

/**
 * Opens the desk on the configured content. The first time after a change it learns the content anew, which takes
 * seconds and is announced through `notify`. Throws {@link ContentError} when the content is faulty.
 */
export async function openDesk(config: ContentPlaces, notify: (message: string) => void = () => undefined): Promise<Desk> {
  return createDesk(await loadSnapshot(config, notify));
}

/** The learned content, from the cache or learned anew; see {@link openDesk}. */
export async function loadSnapshot(config: ContentPlaces, notify: (message: string) => void = () => undefined): Promise<Snapshot> {
  const files = readContent(config);
  const cached = join(config.cacheDir, `desk-${fingerprint(files)}.bin`);
  return readSnapshot(cached) ?? (await makeSnapshot(files, config.cacheDir, cached, notify));
}

/** A desk on learned content. */
export function createDesk(snapshot: Snapshot): Desk {
  const tools: TextTools = { table: snapshot.table, segment: createSegmenter(snapshot.dictionary) };
  const matcher = new Matcher(snapshot.model, weights, snapshot.knowledge.lexicon, tools);
  return { knowledge: snapshot.knowledge, dialogs: snapshot.dialogs, matcher, model: snapshot.model, tools };
}

/** Text tools and knowledge for work that trains models of its own, such as checking and fitting. */
export async function prepareTraining(knowledge: Knowledge): Promise<{ table: CharacterTable; dictionary: string; tools: TextTools }> {
  const table = await buildCharacterTable();
  const dictionary = await collectDictionary(labelsOf(knowledge).flatMap(({ phrases }) => phrases));
  return { table, dictionary, tools: { table, segment: createSegmenter(dictionary) } };
}

/**
 * Reads the dialogs and checks them, also with the recogniser and the renderer that they will be used with, which the
 * content by itself knows nothing of. The dialogs are null when their files have faults of form.
 */
export async function loadDialogs(sources: KnowledgeSources, knowledge: Knowledge, table: CharacterTable): Promise<ReadDialogsResult> {
  const [{ fileOfFlow }, { readDialogs }, { checkOptions }, { checkLengths }] = await Promise.all([
    import('./content/flow-context.js'),
    import('./content/read-dialogs.js'),
    import('./conversation/check-options.js'),
    import('./conversation/check-lengths.js'),
  ]);
  const { dialogs, diagnostics } = readDialogs(sources, knowledge);
  if (dialogs === null) return { dialogs, diagnostics };
  const faults = [...checkOptions(dialogs, (text) => normalize(table, text)), ...checkLengths(dialogs, knowledge)];
  return { dialogs, diagnostics: [...diagnostics, ...faults.map(({ flow, path, ...fault }) => sources.at(fileOfFlow(flow), path, fault))] };
}

async function makeSnapshot(
  files: readonly ContentFile[],
  folder: string,
  path: string,
  notify: (message: string) => void,
): Promise<Snapshot> {
  notify('内容有变动，正在重新学习（约十秒）……');
  const { readKnowledge } = await import('./content/read-knowledge.js');
  const { knowledge, sources, diagnostics } = readKnowledge(files);
  if (knowledge === null) throw new ContentError(diagnostics.filter(({ severity }) => severity === 'error'));
  const { table, dictionary, tools } = await prepareTraining(knowledge);
  const { dialogs, diagnostics: faults } = await loadDialogs(sources, knowledge, table);
  const errors = faults.filter(({ severity }) => severity === 'error');
  if (dialogs === null || errors.length > 0) throw new ContentError(errors);
  const snapshot: Snapshot = { knowledge, dialogs, table, dictionary, model: trainModel(knowledge, tools) };
  try {
    mkdirSync(folder, { recursive: true });
    const temporary = `${path}.${String(process.pid)}`;
    writeFileSync(temporary, serialize(snapshot));
    renameSync(temporary, path);
    forgetOld(folder);
  } catch (error) {
    notify(`学习结果没能保存到 ${folder}（${(error as Error).message}），下次启动会重新学习。`);
  }
  return snapshot;
}

/** Deletes what was learnt from older content, but for the latest that another process may be about to read. */
function forgetOld(folder: string): void {
  const learnt = readdirSync(folder)
    .filter((name) => /^desk-[0-9a-f]+\.bin$/.test(name))
    .map((name) => join(folder, name))
    .map((path) => ({ path, time: statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0 }))
    .sort((a, b) => b.time - a.time);
  for (const { path } of learnt.slice(KEPT_SNAPSHOTS)) rmSync(path, { force: true });
}

function readSnapshot(path: string): Snapshot | null {
  try {
    return deserialize(readFileSync(path)) as Snapshot;
  } catch {
    return null;
  }
}

/** Changes with the content and with the code that learns from it. */
function fingerprint(files: readonly ContentFile[]): string {
  const hash = createHash('sha256');
  for (const { path, text } of files) hash.update(path).update('\0').update(text).update('\0');
  // In a checkout the sources are what counts, so that the tests and the built program share what was learnt.
  const sources = join(__dirname, '..', 'src');
  const code = existsSync(sources) ? sources : __dirname;
  for (const folder of ['text', 'matching', 'content', 'domain']) {
    for (const name of readdirSync(join(code, folder)).sort()) {
      if (/\.[jt]s$/.test(name)) hash.update(readFileSync(join(code, folder, name)));
    }
  }
  return hash.digest('hex').slice(0, 20);
}
