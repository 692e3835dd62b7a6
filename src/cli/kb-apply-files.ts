import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ChangedFile } from '../content/edit-knowledge';
import type { ContentFile } from '../content/knowledge-files';
import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import { checkFast } from './kb-check';

/** Content files were changed by somebody else, or could not be written; nothing is changed. The message is for people. */
export class WriteError extends Error {}

/** Errors that content has after an edit and had not before, with the knowledge it holds then. */
export async function newErrors(
  before: readonly ContentFile[],
  after: readonly ContentFile[],
): Promise<{ readonly knowledge: Knowledge | null; readonly errors: readonly Diagnostic[] }> {
  const { knowledge, diagnostics } = await checkFast(after);
  const errors = diagnostics.filter(isError);
  if (errors.length === 0) return { knowledge, errors };
  const old = (await checkFast(before)).diagnostics.filter(isError);
  const known = new Set(old.map(({ message }) => message));
  const more = (kind: string): boolean =>
    errors.filter((one) => kindOf(one) === kind).length > old.filter((one) => kindOf(one) === kind).length;
  return { knowledge, errors: errors.filter((error) => knowledge === null || (!known.has(error.message) && more(kindOf(error)))) };
}

/**
 * Brings changed files to the disk: all, or on any fault none. Each is written beside its place and then renamed, so that
 * nobody ever reads half of one. Throws {@link WriteError}.
 */
export function writeFiles(root: string, changed: readonly ChangedFile[]): void {
  const temporary = (path: string): string => join(root, `${path}.new-${String(process.pid)}`);
  const begun: string[] = [];
  const done: ChangedFile[] = [];
  try {
    for (const { path, after } of changed) {
      writeLasting(temporary(path), after);
      begun.push(temporary(path));
    }
    for (const file of changed) {
      if (readOrNull(join(root, file.path)) !== file.before) throw new WriteError(`${file.path} 刚刚被别人改过，请再试一次。`);
      renameSync(temporary(file.path), join(root, file.path));
      done.push(file);
    }
  } catch (error) {
    for (const { path, before } of done) {
      if (before === null) rmSync(join(root, path), { force: true });
      else writeFileSync(join(root, path), before);
    }
    for (const path of begun) rmSync(path, { force: true });
    throw error instanceof WriteError ? error : new WriteError(`写不进内容文件夹 ${root}（${(error as Error).message}）。`);
  }
}

function writeLasting(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'w');
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readOrNull(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error';
}

/** Tells errors apart wherever lines have moved to and whatever the messages count. */
function kindOf({ file, code }: Diagnostic): string {
  return `${file} ${code}`;
}
