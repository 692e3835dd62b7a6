import { parseDocuments } from '../evaluation/documents';
import { parseQuestions } from '../evaluation/questions';
import { measureRetrieval, quantile, RANK_DEPTH, type RetrievalReport } from '../evaluation/retrieval';
import { DocumentSearch } from '../matching/document-search';
import type { TextTools } from '../matching/model';
import { buildCharacterTable } from '../text/characters';
import { createSegmenter } from '../text/segment';
import type { Damage } from './damage';
import { readText } from './files';
import { usedMemory } from './memory';
import { note, print } from './output';
import { percent } from './table';

/** What `evaluate --docs --json` prints. Times are in milliseconds, memory in bytes. */
interface DocumentsReport extends RetrievalReport {
  readonly documents: number;
  readonly phrases: number;
  readonly indexMillis: number;
  readonly queryMillis: { readonly p50: number; readonly p99: number };
  readonly indexBytes: number;
  readonly residentBytes: number;
}

/** Builds a search over a question-and-answer set and measures it on queries. */
export async function evaluateDocuments(
  docs: string,
  queries: string,
  damage: Damage,
  options: { json?: boolean; failures?: boolean },
): Promise<void> {
  const documents = parseDocuments(readText(docs), docs);
  const clean = parseQuestions(readText(queries), queries);
  const known = new Set(documents.map(({ id }) => id));
  const unknown = clean.filter(({ gold }) => gold.some((id) => !known.has(id))).length;
  if (unknown > 0) note(`提醒：${String(unknown)} 个问题的 gold 里有 ${docs} 没有的编号。`);
  const tools = await fullTools();
  const questions = await damage(tools, clean);
  const before = usedMemory();
  const start = performance.now();
  const search = new DocumentSearch(documents, tools);
  const indexMillis = performance.now() - start;
  const indexBytes = usedMemory() - before;
  // The first searches run before the compiler has caught up; they are measured with the rest only in small sets.
  for (const { q } of questions.slice(0, 20)) search.search(q, RANK_DEPTH);
  const times: number[] = [];
  const results = questions.map((question) => {
    const begun = performance.now();
    const hits = search.search(question.q, RANK_DEPTH);
    times.push(performance.now() - begun);
    return { question, hits };
  });
  const measured: DocumentsReport = {
    documents: documents.length,
    phrases: documents.reduce((sum, { phrasings = [] }) => sum + 1 + phrasings.length, 0),
    ...measureRetrieval(results),
    indexMillis,
    queryMillis: { p50: quantile(times, 0.5), p99: quantile(times, 0.99) },
    indexBytes,
    residentBytes: process.memoryUsage().rss,
  };
  const failures = results.filter(({ question, hits }) => question.gold.length > 0 && !question.gold.includes(hits[0]?.id ?? ''));
  if (options.json === true) {
    const failed = options.failures === true ? { failures: failures.map(({ question, hits }) => ({ ...question, hits })) } : {};
    print(JSON.stringify({ ...measured, ...failed }));
    return;
  }
  for (const line of describe(measured)) print(line);
  if (options.failures !== true) return;
  print(`\n首位不对的 ${String(failures.length)} 题`);
  for (const { question, hits } of failures)
    print(
      `${question.q}\n    应为 ${question.gold.join('、')}，找到 ${
        hits
          .slice(0, 3)
          .map(({ id }) => id)
          .join('、') || '无'
      }`,
    );
}

/** Text tools with the whole dictionary, since the documents may be about anything. */
async function fullTools(): Promise<TextTools> {
  const { dict } = await import('@node-rs/jieba/dict.js');
  return { table: await buildCharacterTable(), segment: createSegmenter(Buffer.from(dict).toString('utf8')) };
}

function describe(measured: DocumentsReport): string[] {
  const { documents, phrases, answerable, unanswerable, recallAt1, recallAt5, meanReciprocalRank, auroc } = measured;
  const ranking = `R@1 ${percent(recallAt1)}   R@5 ${percent(recallAt5)}   MRR ${meanReciprocalRank.toFixed(3)}（前 ${String(RANK_DEPTH)} 名）`;
  return [
    `文档 ${String(documents)} 篇（${String(phrases)} 种问法），问题 ${String(answerable)} 个有答案、${String(unanswerable)} 个没有`,
    answerable === 0 ? '没有带答案的问题，不计 R@1、R@5、MRR' : ranking,
    auroc === null ? '没有两类问题，不计 AUROC' : `AUROC（有无答案） ${auroc.toFixed(3)}`,
    `建索引 ${measured.indexMillis.toFixed(0)} 毫秒   每次查询 p50 ${measured.queryMillis.p50.toFixed(2)} 毫秒、p99 ${measured.queryMillis.p99.toFixed(2)} 毫秒`,
    `内存：索引 ${megabytes(measured.indexBytes)}，进程 ${megabytes(measured.residentBytes)}`,
  ];
}

function megabytes(bytes: number): string {
  return `${(Math.max(0, bytes) / 1e6).toFixed(1)} MB`;
}
