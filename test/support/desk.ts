import { type Desk, openDesk } from '../../src/app';
import { readConfig } from '../../src/config';

let desk: Promise<Desk> | null = null;

/** The desk on the project's own content, opened once per test file; learning it takes seconds when nothing is cached. */
export function openRealDesk(): Promise<Desk> {
  desk ??= openDesk(readConfig({}));
  return desk;
}

/** Milliseconds that opening the desk may take when it has to learn its content first. */
export const OPENING_TIMEOUT = 300_000;
