import { createHash } from 'node:crypto';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { contentStamp, readContent } from '../app';
import type { TeachingEffect } from '../domain/teaching';
import type { TextTools } from '../matching/model';
import type { ApplyOutcome, EffectProgress, TeachingTools } from '../staff/learn/tools';
import { isHan, readingOf } from '../text/characters';
import { personalDetailIn } from '../text/wording';
import type { TeachingPlaces } from './measure-effect';
import type { TeachingNews, TeachingWorkerData } from './teaching-worker';

/** Syllables of a title that an id is made of. */
const ID_SYLLABLES = 5;

/** The means of learning on the configured content. */
export function teachingTools(places: TeachingPlaces, text: Pick<TextTools, 'table'>): TeachingTools {
  let known = { look: '', stamp: '' };
  return {
    stamp: () => {
      const look = contentStamp(places);
      if (look !== known.look) known = { look, stamp: hashOf(places) };
      return known.stamp;
    },
    measure: (teaching, onProgress) => aside<TeachingEffect>(places, { kind: 'measure', teaching }, onProgress),
    apply: (proposals) => aside<ApplyOutcome>(places, { kind: 'apply', proposals }),
    writable: () => isWritable(join(places.contentRoot, 'knowledge', 'phrasings')),
    personalDetailIn,
    newId: (title, taken) => newId(title, taken, text),
  };
}

/** Works in a thread of its own, so that this one goes on answering. */
function aside<T extends TeachingEffect | ApplyOutcome>(
  { contentRoot, cacheDir, dataDir, databaseUrl }: TeachingPlaces,
  job: TeachingWorkerData['job'],
  onProgress: (progress: EffectProgress) => void = () => undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const data: TeachingWorkerData = { places: { contentRoot, cacheDir, dataDir, databaseUrl }, job };
    const worker = new Worker(join(__dirname, 'teaching-worker.js'), { workerData: data });
    // What nobody waits for any more must not keep the process.
    worker.unref();
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`处理知识库的线程意外结束（${String(code)}）。`));
    });
    worker.on('message', (news: TeachingNews) => {
      switch (news.kind) {
        case 'progress':
          onProgress(news.progress);
          break;
        case 'done':
          resolve(news.result as T);
          break;
        case 'failed':
          reject(new Error(news.message));
      }
    });
  });
}

/** Of the texts themselves: the processes of a shared store must agree, whatever times their copies of the files have. */
function hashOf(places: TeachingPlaces): string {
  const hash = createHash('sha256');
  for (const { path, text } of readContent(places)) hash.update(path).update('\0').update(text).update('\0');
  return hash.digest('hex').slice(0, 20);
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The sound of the title's first characters, and a number when that is taken. */
function newId(title: string, taken: ReadonlySet<string>, { table }: Pick<TextTools, 'table'>): string {
  const parts = Array.from(title.toLowerCase()).flatMap((character) => {
    if (/[a-z0-9]/.test(character)) return [character];
    const code = character.charCodeAt(0);
    return isHan(code) ? [` ${table.syllables[readingOf(table, code)] ?? ''} `] : [' '];
  });
  const words = parts.join('').replace(/[^a-z0-9]+/g, ' ').trim().split(' ').slice(0, ID_SYLLABLES); // prettier-ignore
  const base = words.join('-') || 'entry';
  for (let number = 1; ; number++) {
    const id = number === 1 ? base : `${base}-${String(number)}`;
    if (!taken.has(id)) return id;
  }
}
