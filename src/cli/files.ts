import { readFileSync } from 'node:fs';

/** Text of a file named by the user. Throws an error that names the file and says what is wrong with it. */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw new Error(`找不到文件 ${path}。请检查路径。`);
    if (code === 'EISDIR') throw new Error(`${path} 是文件夹，不是文件。`);
    throw new Error(`读不了文件 ${path}：${(error as Error).message}`);
  }
}
