import type { z } from 'zod';
import type { Diagnostic } from '../domain/diagnostic';
import type { Entry, Knowledge } from '../domain/knowledge';
import { explainIssue } from './check-schema';
import type { ContentFile } from './knowledge-files';
import { KnowledgeSources, PHRASINGS } from './knowledge-sources';
import { type SchemaKind, schemas } from './schema';
import { faultOfFile } from './fault';
import { HOURS, toHours } from './read-hours';
import { OFFICE_SOURCE } from './source-items';
import { SourceFile } from './source-file';

/** The outcome of reading: knowledge only when no file has an error of form. */
export interface ReadResult {
  readonly knowledge: Knowledge | null;
  readonly sources: KnowledgeSources;
  readonly diagnostics: readonly Diagnostic[];
}

/** Parses and validates the form of every content file; what the parts say of each other is the business of `checkContent`. */
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
    const data = file.value() ?? (kind === 'phrasings' ? [] : null);
    const result = schemas[kind].safeParse(data);
    if (result.success) return result.data as z.output<(typeof schemas)[K]>;
    for (const issue of result.error.issues) diagnostics.push(...explainIssue(file, data, issue, schemas[kind]));
    return null;
  };
  const phrasingsOf = (owner: string): readonly string[] => read(`${PHRASINGS}${owner}.yaml`, 'phrasings') ?? [];

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
  // A folder of content may be without: then nothing is known of the hours.
  const hours = toHours((parsed.has(HOURS) ? read(HOURS, 'hours') : null) ?? { weekly: [], holidays: [], workdays: [] });
  const entries: Entry[] = [];
  for (const topic of topics) {
    const path = `knowledge/entries/${topic.id}.yaml`;
    const file = parsed.get(path);
    read(path, 'entries')?.entries.forEach((fields, index) => {
      const source = fields.source.length === 1 && fields.source[0] === OFFICE_SOURCE ? [] : fields.source;
      const entry = { ...fields, source, topic: topic.id, phrasings: phrasingsOf(fields.id) };
      if (file !== undefined) sources.addEntry(entry, file, ['entries', index]);
      entries.push(entry);
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
    hours,
  };
  const broken = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return { knowledge: broken ? null : knowledge, sources, diagnostics };
}

function missingFile(path: string): Diagnostic {
  const hint = path.startsWith(PHRASINGS) ? '新建这个文件，每行写一种问法，以“- ”开头，至少20种。' : '从版本库恢复这个文件。';
  return faultOfFile(path, { code: 'missing-file', severity: 'error', message: '缺少这个文件。', hint });
}
