import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One content file as it stands on disk. */
export interface ContentFile {
  /** Path relative to the content root, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every YAML file below the given folders of a root, in path order. Throws when the root cannot be read. */
export function listContentFiles(root: string, folders: readonly string[]): ContentFile[] {
  const files: ContentFile[] = [];
  const walk = (folder: string): void => {
    for (const item of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = `${folder}/${item.name}`;
      if (item.isDirectory()) walk(path);
      else if (item.name.endsWith('.yaml')) files.push({ path, text: readFileSync(join(root, path), 'utf8') });
    }
  };
  for (const folder of folders) if (existsSync(join(root, folder))) walk(folder);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
