import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** The built command, run by plain `node`. */
export const MAIN = join(__dirname, '..', '..', 'dist', 'cli', 'main.js');

/** What a finished command left behind. */
export interface Finished {
  /** Exit status; null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `shebao` with arguments, text on standard input, settings on top of the environment, in a folder. */
export function shebao(
  args: readonly string[],
  options: {
    readonly input?: string | Buffer;
    readonly env?: NodeJS.ProcessEnv;
    readonly node?: readonly string[];
    readonly cwd?: string;
  } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...(options.node ?? []), MAIN, ...args], {
      env: { ...process.env, ...options.env },
      cwd: options.cwd ?? process.cwd(),
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ code, stdout, stderr });
    });
    // A command that ends without reading closes the pipe early, which is its right.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}
