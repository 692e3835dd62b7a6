import { ContentError } from '../app';
import { formatDiagnostic } from './diagnostics';

/** Exit status of a command that did its work and found faults, or whose input was bad. */
export const EXIT_FAULT = 1;
/** Exit status of a command that was called wrongly. */
export const EXIT_USAGE = 2;

/** A mistake in calling a command; the message says what is wrong and what to do. */
export class UsageError extends Error {}

/** Prints an error for a person, without a stack, and sets the exit status. */
export function fail(error: unknown): void {
  if (error instanceof ContentError) {
    for (const diagnostic of error.diagnostics) process.stderr.write(`${formatDiagnostic(diagnostic)}\n\n`);
    process.stderr.write(`${error.message}请按提示修改，然后运行 shebao kb check 复查。\n`);
    process.exitCode = EXIT_FAULT;
    return;
  }
  process.stderr.write(`错误：${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? EXIT_USAGE : EXIT_FAULT;
}

/** Prints a passing note for a person. */
export function note(message: string): void {
  process.stderr.write(`${message}\n`);
}

/** Prints one line of result. */
export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
