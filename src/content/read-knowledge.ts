import type { z } from 'zod';
import type { Diagnostic } from '../domain/diagnostic';
import type { Entry, Knowledge } from '../domain/knowledge';
import type { ContentFile } from './knowledge-files';
import { type SchemaKind, schemas } from './schema';
import { nearest } from './suggest';
import { type NodePath, SourceFile } from './source-file';

/** Where each part of the knowledge was read from, for diagnostics. */
export class KnowledgeSources {
  private readonly files = new Map<string, SourceFile>();
  private readonly entryPaths = new Map<string, { file: SourceFile; path: NodePath }>();
  private readonly phrasingFiles = new Map<string, SourceFile>();

  /** Registers a parsed file. */
  addFile(file: SourceFile): void {
    this.files.set(file.file, file);
  }

  /** Registers where an entry stands. */
  addEntry(id: string, file: SourceFile, path: NodePath): void {
    this.entryPaths.set(id, { file, path });
  }

  /** Registers the file that holds the phrasings of an owner: an entry id, `elsewhere/ID` or `smalltalk/ID`. */
  addPhrasings(owner: string, file: SourceFile): void {
    this.phrasingFiles.set(owner, file);
  }

  /** A diagnostic at a path in a file. */
  at(file: string, path: NodePath, fault: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>): Diagnostic {
    return this.files.get(file)?.report(path, fault) ?? { file, line: 0, column: 0, length: 1, source: '', ...fault };
  }

  /** A diagnostic inside an entry. */
  atEntry(id: string, path: NodePath, fault: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>): Diagnostic {
    const place = this.entryPaths.get(id);
    return place === undefined ? this.at(id, [], fault) : place.file.report([...place.path, ...path], fault);
  }

  /** A diagnostic at one phrasing of an owner. */
  atPhrasing(owner: string, index: number, fault: Pick<Diagnostic, 'code' | 'severity' | 'message' | 'hint'>): Diagnostic {
    return this.phrasingFiles.get(owner)?.report([index], fault) ?? this.at(`knowledge/phrasings/${owner}.yaml`, [], fault);
  }
}

/** The outcome of reading: knowledge only when no file has an error of form. */
export interface ReadResult {
  readonly knowledge: Knowledge | null;
  readonly sources: KnowledgeSources;
  readonly diagnostics: readonly Diagnostic[];
}

const PHRASINGS = 'knowledge/phrasings/';

/** Parses and validates the form of every content file; references between files are the business of `checkReferences`. */
export function readKnowledge(files: readonly ContentFile[]): ReadResult {
  const sources = new KnowledgeSources();
  const diagnostics: Diagnostic[] = [];
  const parsed = new Map<string, SourceFile>();
  for (const { path, text } of files) {
    const file = new SourceFile(path, text);
    parsed.set(path, file);
    sources.addFile(file);
    diagnostics.push(...file.diagnostics);
  }
  const read = <K extends SchemaKind>(path: string, kind: K): z.output<(typeof schemas)[K]> | null => {
    const file = parsed.get(path);
    if (file === undefined) {
      diagnostics.push(missingFile(path));
      return null;
    }
    if (file.diagnostics.length > 0) return null;
    const result = schemas[kind].safeParse(file.value() ?? []);
    if (result.success) return result.data as z.output<(typeof schemas)[K]>;
    for (const issue of result.error.issues) diagnostics.push(...explain(file, issue, schemas[kind]));
    return null;
  };
  const phrasingsOf = (owner: string): readonly string[] => {
    const path = `${PHRASINGS}${owner}.yaml`;
    const file = parsed.get(path);
    if (file !== undefined) sources.addPhrasings(owner, file);
    return read(path, 'phrasings') ?? [];
  };

  const topics = read('knowledge/topics.yaml', 'topics')?.topics ?? [];
  const contacts = read('knowledge/contacts.yaml', 'contacts');
  const figures = read('knowledge/figures.yaml', 'figures')?.figures ?? [];
  const forms = read('knowledge/forms.yaml', 'forms')?.forms ?? [];
  const offices = read('knowledge/offices.yaml', 'offices')?.offices ?? [];
  const elsewhere = read('knowledge/elsewhere.yaml', 'elsewhere')?.elsewhere ?? [];
  const ambiguous = read('knowledge/ambiguous.yaml', 'ambiguous')?.ambiguous ?? [];
  const smalltalk = read('knowledge/smalltalk.yaml', 'smalltalk')?.smalltalk ?? [];
  const lexicon = read('knowledge/lexicon.yaml', 'lexicon') ?? { terms: [], fillers: [], latin: [] };
  const messages = read('dialogs/messages.yaml', 'messages') ?? {};
  const entries: Entry[] = [];
  for (const topic of topics) {
    const path = `knowledge/entries/${topic.id}.yaml`;
    read(path, 'entries')?.entries.forEach((entry, index) => {
      const file = parsed.get(path);
      if (file !== undefined) sources.addEntry(entry.id, file, ['entries', index]);
      entries.push({ ...entry, topic: topic.id, phrasings: phrasingsOf(entry.id) });
    });
  }
  const knowledge: Knowledge = {
    topics,
    entries,
    contacts: (contacts?.contacts ?? []).map(({ not_for: notFor, ...contact }) => ({ ...contact, notFor })),
    links: contacts?.links ?? [],
    figures,
    forms,
    offices,
    elsewhere: elsewhere.map((topic) => ({ ...topic, phrasings: phrasingsOf(`elsewhere/${topic.id}`) })),
    ambiguous: ambiguous.map((question) => ({ ...question, phrasings: phrasingsOf(`ambiguous/${question.id}`) })),
    smalltalk: smalltalk.map((kind) => ({ ...kind, phrasings: phrasingsOf(`smalltalk/${kind.id}`) })),
    handoffPhrasings: phrasingsOf('smalltalk/handoff'),
    lexicon,
    messages,
  };
  diagnostics.push(...unreadFiles(parsed, knowledge));
  const broken = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { knowledge: broken ? null : knowledge, sources, diagnostics };
}

function missingFile(path: string): Diagnostic {
  return {
    file: path,
    line: 0,
    column: 0,
    length: 1,
    source: '',
    code: 'missing-file',
    severity: 'error',
    message: '缺少这个文件。',
    hint: path.startsWith(PHRASINGS) ? '新建这个文件，每行写一种问法，以“- ”开头，至少20种。' : '从版本库恢复这个文件。',
  };
}

function explain(file: SourceFile, issue: z.core.$ZodIssue, schema: z.ZodType): Diagnostic[] {
  const path = issue.path as NodePath;
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => {
      const guess = nearest(key, known);
      return file.report(path, { code: 'unknown-key', severity: 'error', message: `不认识的项“${key}”。`, hint: guess === null ? `这里可以写：${known.join('、')}。` : `是不是想写“${guess}”？` }, key);
    });
  }
  const name = path.at(-1) ?? '文件';
  const fault =
    issue.code === 'invalid_type'
      ? { message: issue.input === undefined && typeof name === 'string' ? `“${name}”缺少或类型不对（应为 ${issue.expected}）。` : `类型不对（应为 ${issue.expected}）。`, hint: issue.expected === 'string' ? '写成文字；纯数字要加引号，例如 "502"。' : '对照同一文件里别的条目的写法。' }
      : { message: issue.message, hint: '对照 knowledge/README.md 里的格式修改。' };
  return [file.report(path, { code: 'schema', severity: 'error', ...fault })];
}

/** Keys that the schema allows at a path; empty when the path leads nowhere. */
function knownKeys(schema: z.ZodType, path: NodePath): string[] {
  let current: unknown = schema;
  for (const step of path) {
    const definition = definitionOf(current);
    if (typeof step === 'number') current = definition?.element;
    else current = definition?.shape?.[step];
  }
  return Object.keys(definitionOf(current)?.shape ?? {});
}

function definitionOf(schema: unknown): { element?: unknown; shape?: Record<string, unknown> } | undefined {
  let definition = (schema as { def?: { innerType?: unknown; element?: unknown; shape?: Record<string, unknown> } } | undefined)?.def;
  while (definition?.innerType !== undefined) definition = (definition.innerType as { def: typeof definition }).def;
  return definition;
}

function unreadFiles(parsed: ReadonlyMap<string, SourceFile>, knowledge: Knowledge): Diagnostic[] {
  const owners = new Set([...knowledge.entries.map(({ id }) => id), ...knowledge.elsewhere.map(({ id }) => `elsewhere/${id}`), ...knowledge.ambiguous.map(({ id }) => `ambiguous/${id}`), ...knowledge.smalltalk.map(({ id }) => `smalltalk/${id}`), 'smalltalk/handoff']);
  const topics = new Set(knowledge.topics.map(({ id }) => id));
  const out: Diagnostic[] = [];
  for (const [path, file] of parsed) {
    const fault = { code: 'unused-file', severity: 'error' } as const;
    if (path.startsWith(PHRASINGS)) {
      const owner = path.slice(PHRASINGS.length, -'.yaml'.length);
      if (!owners.has(owner)) out.push(file.report([], { ...fault, message: `没有编号为“${owner}”的条目，这个文件没有用到。`, hint: hintFor(owner, [...owners]) }));
    } else if (path.startsWith('knowledge/entries/')) {
      const topic = path.slice('knowledge/entries/'.length, -'.yaml'.length);
      if (!topics.has(topic)) out.push(file.report([], { ...fault, message: `topics.yaml 里没有主题“${topic}”，这个文件没有用到。`, hint: hintFor(topic, [...topics]) }));
    }
  }
  return out;
}

function hintFor(name: string, known: readonly string[]): string {
  const guess = nearest(name, known);
  return guess === null ? '改文件名，或者删除这个文件。' : `文件名是不是应为“${guess}.yaml”？`;
}
