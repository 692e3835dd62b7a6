import type { Diagnostic } from '../domain/diagnostic';
import type { Entry } from '../domain/knowledge';
import { type Fault, faultOfFile, type NodePath } from './fault';
import type { SourceFile } from './source-file';

/** Folder of the files that hold one owner's phrasings each. */
export const PHRASINGS = 'knowledge/phrasings/';

/** Where each part of the knowledge was read from, for diagnostics. */
export class KnowledgeSources {
  private readonly files = new Map<string, SourceFile>();
  private readonly entries = new Map<Entry, { file: SourceFile; path: NodePath }>();

  /** Registers a parsed file. */
  addFile(file: SourceFile): void {
    this.files.set(file.file, file);
  }

  /** Registers where an entry stands. */
  addEntry(entry: Entry, file: SourceFile, path: NodePath): void {
    this.entries.set(entry, { file, path });
  }

  /** The files of a folder such as `dialogs/`, in path order. */
  inFolder(folder: string): SourceFile[] {
    return [...this.files.values()].filter(({ file }) => file.startsWith(folder));
  }

  /** File in which an entry stands; empty for an entry that was not read from a file. */
  fileOf(entry: Entry): string {
    return this.entries.get(entry)?.file.file ?? '';
  }

  /** A diagnostic at a path in a file, on `piece` when it is found there. */
  at(file: string, path: NodePath, fault: Fault, piece = ''): Diagnostic {
    return this.files.get(file)?.report(path, fault, piece) ?? faultOfFile(file, fault);
  }

  /** A diagnostic at a key of the map at a path in a file. */
  atKey(file: string, path: NodePath, key: string, fault: Fault): Diagnostic {
    return this.files.get(file)?.reportKey(path, key, fault) ?? faultOfFile(file, fault);
  }

  /** A diagnostic inside an entry, on `piece` when it is found there. */
  atEntry(entry: Entry, path: NodePath, fault: Fault, piece = ''): Diagnostic {
    const place = this.entries.get(entry);
    return place === undefined ? faultOfFile(entry.id, fault) : place.file.report([...place.path, ...path], fault, piece);
  }

  /** A diagnostic at one phrasing of an owner: an entry id, or `elsewhere/ID`, `ambiguous/ID`, `smalltalk/ID`. */
  atPhrasing(owner: string, index: number, fault: Fault): Diagnostic {
    return this.at(`${PHRASINGS}${owner}.yaml`, [index], fault);
  }
}
