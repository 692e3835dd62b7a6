import { join, resolve } from 'node:path';

/** Settings of the process, read from the environment once. */
export interface Config {
  /** Folder that holds `knowledge/` and `dialogs/`. */
  readonly contentRoot: string;
  /** Folder for trained models; safe to delete at any time. */
  readonly cacheDir: string;
}

/** Reads the settings; unset ones get their defaults. */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const packageRoot = resolve(__dirname, '..');
  const contentRoot = environment['SHEBAO_CONTENT_DIR'] ?? packageRoot;
  return { contentRoot: resolve(contentRoot), cacheDir: resolve(environment['SHEBAO_CACHE_DIR'] ?? join(packageRoot, '.cache')) };
}
