import type { Diagnostic } from '../domain/diagnostic';
import { formatDiagnostic } from './diagnostics';
import { EXIT_FAULT, print } from './output';

/** Most warnings of one rule that are shown to a person; `--json` gives all. */
const MAX_SHOWN = 30;

/**
 * Prints what a check found, warnings first, and its sums; errors set the exit status, warnings do not. `size` says how
 * much was checked, empty when nothing could be; `command` is what to run again.
 */
export function reportDiagnostics(
  found: readonly Diagnostic[],
  options: { readonly size: string; readonly command: string; readonly json: boolean },
): void {
  const errors = found.filter(({ severity }) => severity === 'error');
  const warnings = found.filter(({ severity }) => severity === 'warning');
  if (errors.length > 0) process.exitCode = EXIT_FAULT;
  if (options.json) {
    print(JSON.stringify({ diagnostics: [...errors, ...warnings], errors: errors.length, warnings: warnings.length }));
    return;
  }
  const byCode = new Map<string, Diagnostic[]>();
  for (const warning of warnings) byCode.set(warning.code, [...(byCode.get(warning.code) ?? []), warning]);
  for (const [code, list] of byCode) {
    for (const warning of list.slice(0, MAX_SHOWN)) print(`${formatDiagnostic(warning)}\n`);
    if (list.length > MAX_SHOWN) print(`还有${String(list.length - MAX_SHOWN)}处 [${code}] 没有列出，用 --json 看全部。\n`);
  }
  for (const error of errors) print(`${formatDiagnostic(error)}\n`);
  const counts = [...byCode].map(([code, list]) => `${code} ${String(list.length)}`).join('，');
  const size = options.size === '' ? '' : `，${options.size}`;
  print(`检查完毕${size}：${String(errors.length)}处错误，${String(warnings.length)}处提醒${counts === '' ? '' : `（${counts}）`}。`);
  if (errors.length > 0) print(`请按“怎么改”修改，然后重新运行 ${options.command}。`);
}
