import type { NewEntry, Teaching } from '../domain/teaching';
import { personalDetailIn } from '../text/wording';
import type { ContentFile } from './knowledge-files';
import { PHRASINGS } from './knowledge-sources';
import { OFFICE_SOURCE } from './source-items';
import { SourceFile } from './source-file';
import { appendToList, SpliceError } from './splice-list';

/** Why something cannot be written to the files; the message is for people. */
export class EditError extends Error {}

/** A file that is changed by an edit. */
export interface ChangedFile {
  readonly path: string;
  /** Null for a new file. */
  readonly before: string | null;
  readonly after: string;
  /** How many items were added: phrasings, or entries. */
  readonly added: number;
}

/** Heading of a new file of phrasings, as in the others. */
const PHRASINGS_HEAD = '# 怎么问都行，一行一种问法\n';

/**
 * Content files to which things are taught one after the other. Only lines are added: comments, order and everything else
 * stay as they are, and what is there already is not added again.
 */
export class KnowledgeEdit {
  private readonly original: ReadonlyMap<string, string>;
  private readonly edited = new Map<string, { text: string; added: number }>();

  constructor(files: readonly ContentFile[]) {
    this.original = new Map(files.map(({ path, text }) => [path, text]));
  }

  /** All files as they are after the edits, in path order. */
  get files(): ContentFile[] {
    const paths = new Set([...this.original.keys(), ...this.edited.keys()]);
    return [...paths].sort().map((path) => ({ path, text: this.textOf(path) ?? '' }));
  }

  /** The files that are not as they were. */
  get changed(): ChangedFile[] {
    return [...this.edited].map(([path, { text, added }]) => ({ path, before: this.original.get(path) ?? null, after: text, added }));
  }

  /** Adds what is taught; throws {@link EditError}, having added nothing of it, when it does not fit the files. */
  teach(teaching: Teaching): void {
    const before = new Map(this.edited);
    try {
      switch (teaching.kind) {
        case 'phrasing':
          this.addPhrasings(teaching.target, teaching.texts);
          break;
        case 'elsewhere':
          this.addPhrasings(`elsewhere/${teaching.target}`, teaching.texts);
          break;
        case 'entry':
          this.addEntry(teaching.entry);
          this.addPhrasings(teaching.entry.id, teaching.texts, PHRASINGS_HEAD);
      }
    } catch (error) {
      this.edited.clear();
      for (const [path, edit] of before) this.edited.set(path, edit);
      throw error;
    }
  }

  private addPhrasings(owner: string, texts: readonly string[], head: string | null = null): void {
    const path = `${PHRASINGS}${owner}.yaml`;
    const text = this.textOf(path) ?? head;
    if (text === null) throw new EditError(`没有文件 ${path}，这个条目可能已经改名或删除。`);
    const present = phrasingsIn(path, text);
    const known = new Set(present.map(comparable));
    const fresh: string[] = [];
    for (const phrasing of texts.map(oneLine)) {
      const key = comparable(phrasing);
      if (phrasing === '' || known.has(key)) continue;
      const detail = personalDetailIn(phrasing);
      if (detail !== null) throw new EditError(`“${phrasing.slice(0, 40)}”里${detail}，不能写进知识库。`);
      known.add(key);
      fresh.push(phrasing);
    }
    if (fresh.length === 0) return;
    const after = this.append(path, text, null, fresh);
    const read = phrasingsIn(path, after);
    // What YAML makes of a sentence must never depend on the sentence.
    if (JSON.stringify(read) !== JSON.stringify([...present, ...fresh]))
      throw new EditError(`写进 ${path} 以后读出来不一样，请换一种写法。`);
    this.keep(path, after, fresh.length);
  }

  private addEntry(entry: NewEntry): void {
    const path = `knowledge/entries/${entry.topic}.yaml`;
    const text = this.textOf(path);
    if (text === null) throw new EditError(`没有主题“${entry.topic}”（${path}）。`);
    const fields = fieldsOf(entry);
    const present = entriesIn(path, text);
    const same = present.find(({ id }) => id === entry.id);
    if (same !== undefined) {
      if (same['question'] === fields.question) return;
      throw new EditError(`编号“${entry.id}”已经有条目用了。`);
    }
    const after = this.append(path, text, 'entries', [fields]);
    const read = entriesIn(path, after);
    if (JSON.stringify(read) !== JSON.stringify([...present, fields])) throw new EditError(`写进 ${path} 以后读出来不一样，请换一种写法。`);
    this.keep(path, after, 1);
  }

  private append(path: string, text: string, key: string | null, items: readonly unknown[]): string {
    try {
      return appendToList(text, key, items);
    } catch (error) {
      throw error instanceof SpliceError ? new EditError(`${path} 里${error.message}，程序加不进去。`) : error;
    }
  }

  private keep(path: string, text: string, added: number): void {
    this.edited.set(path, { text, added: (this.edited.get(path)?.added ?? 0) + added });
  }

  private textOf(path: string): string | null {
    return this.edited.get(path)?.text ?? this.original.get(path) ?? null;
  }
}

/** A sentence on one line, without what cannot be seen or written. */
export function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\s\p{Cc}\uFEFF]+/gu, ' ')
    .replace(/\uFFFD/g, '')
    .trim();
}

/** An entry as the files hold it. */
function fieldsOf({ id, title, question, audience, conclusion, steps, notes }: NewEntry): { id: string; question: string } {
  const lines = (texts: readonly string[]): string[] => texts.map(oneLine).filter((text) => text !== '');
  const answer = { conclusion: oneLine(conclusion), steps: lines(steps), notes: lines(notes) };
  const given = Object.fromEntries(Object.entries(answer).filter(([, value]) => value.length > 0));
  const texts = { title: oneLine(title), question: oneLine(question) };
  return { id, ...texts, source: [OFFICE_SOURCE], audience: oneLine(audience), answer: given } as { id: string; question: string };
}

function phrasingsIn(path: string, text: string): string[] {
  const value = valueOf(path, text) ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === 'string')) throw new EditError(`${path} 不是一行一种问法的列表。`);
  return value;
}

function entriesIn(path: string, text: string): Readonly<Record<string, unknown>>[] {
  const value = valueOf(path, text) as { entries?: unknown } | null;
  if (!Array.isArray(value?.entries)) throw new EditError(`${path} 里没有 entries。`);
  return value.entries as Readonly<Record<string, unknown>>[];
}

function valueOf(path: string, text: string): unknown {
  const file = new SourceFile(path, text);
  const [fault] = file.diagnostics;
  if (fault !== undefined) throw new EditError(`${path} 第 ${String(fault.line)} 行有错误：${fault.message}`);
  return file.value();
}

/** The form in which wordings are told apart here: without case, space and punctuation. */
function comparable(text: string): string {
  const plain = text.normalize('NFKC').toLowerCase();
  return plain.replace(/[^\p{L}\p{N}]/gu, '') || plain;
}
