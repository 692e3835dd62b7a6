import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAIN } from './cli';

/** A real `shebao serve`. */
export interface Served {
  readonly url: string;
  readonly port: string;
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly exited: Promise<number | null>;
}

const running: ChildProcess[] = [];
const folders: string[] = [];

/** Ends every process and removes every folder made here. */
export function endServed(): void {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A temporary folder, gone after {@link endServed}. */
export function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'desk-process-'));
  folders.push(made);
  return made;
}

/** Starts a process, on a free port unless told otherwise, and waits until it serves. */
export async function serve(env: NodeJS.ProcessEnv): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'serve'], {
    env: { ...process.env, PORT: '0', SHEBAO_RATE_CONVERSATION: '1000', SHEBAO_RATE_ADDRESS: '100000', ...env },
  });
  running.push(child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  // Not before its output has come to an end.
  const exited = new Promise<number | null>((resolve) => child.once('close', resolve));
  const ended = exited.then((code) => {
    throw new Error(`ended with ${String(code)}: ${output}`);
  });
  const served = until(
    () => /"port":(\d+)/.exec(output)?.[1],
    () => output,
  );
  const port = await Promise.race([served, ended]);
  // From here on it may end.
  ended.catch(() => undefined);
  return { url: `http://127.0.0.1:${port}`, port, child, output: () => output, exited };
}

/** Waits some seconds, half a minute unless told otherwise, until a look finds something. */
export async function until<T>(
  look: () => T | undefined | Promise<T | undefined>,
  explain: () => string = () => '',
  seconds = 30,
): Promise<T> {
  for (let tries = 0; tries < seconds * 20; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await sleep(50);
  }
  throw new Error(`waited in vain: ${explain()}`);
}
