import type { Config } from '../config';
export async function chat(config: Config, options: { jsonl?: boolean }): Promise<void> { void config; void options; await Promise.resolve(); }
