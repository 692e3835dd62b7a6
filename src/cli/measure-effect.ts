import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDesk, loadSnapshot, prepareTraining, readContent } from '../app';
import type { Config } from '../config';
import { EditError, KnowledgeEdit } from '../content/edit-knowledge';
import type { ContentFile } from '../content/knowledge-files';
import { createMask } from '../conversation/masking';
import type { Teaching, TeachingEffect, TeachingFault } from '../domain/teaching';
import type { Knowledge } from '../domain/knowledge';
import { compareQuestions, compareText, compareTurns, type Matchers } from '../evaluation/effect';
import { parseQuestions, type Question } from '../evaluation/questions';
import { Matcher } from '../matching/matcher';
import { trainModel } from '../matching/model';
import weights from '../matching/weights.json';
import type { EffectProgress } from '../staff/learn/tools';
import { openStorage } from '../storage/open-store';
import { newErrors } from './kb-apply-files';

/** Where content and data lie. */
export type TeachingPlaces = Pick<Config, 'contentRoot' | 'cacheDir' | 'dataDir' | 'databaseUrl'>;

type Tell = (progress: EffectProgress) => void;

/** Days of users' questions that are asked again, and most texts of them. */
const DAYS = 30;
const MAX_TEXTS = 3000;
const DAY_MS = 86_400_000;
/** Questions between two reports. */
const REPORT_EVERY = 200;
/** Where the evaluation questions lie, beside the content. */
const QUESTIONS = join('test', 'questions');

/**
 * Learns the content with something more taught to it and asks the old and the new knowledge the same: the evaluation
 * questions beside the content, and what users asked last month. Takes half a minute of this thread. `tell` hears of progress.
 */
export async function measureEffect(places: TeachingPlaces, teaching: Teaching, tell: Tell): Promise<TeachingEffect> {
  tell({ step: 'reading', share: 0 });
  const files = readContent(places);
  const edited = edit(files, teaching);
  const nothing: TeachingEffect = { faults: [], own: [], learned: [], questions: null, turns: { asked: 0, texts: 0, changes: [] } };
  if ('faults' in edited) return { ...nothing, faults: edited.faults };
  const { knowledge, errors } = await newErrors(files, edited.files);
  if (knowledge === null || errors.length > 0) return { ...nothing, faults: errors.map(toFault) };
  tell({ step: 'learning', share: 0 });
  const old = await loadSnapshot(places);
  tell({ step: 'learning', share: 0.2 });
  const present = createDesk(old).matcher;
  const matchers: Matchers = { before: present, after: await learn(knowledge) };
  const questions = readQuestions(places.contentRoot);
  const plain = (text: string): string => present.normalize(text).replace(/[^\p{L}\p{N}]/gu, '');
  const texts = new Set(teaching.texts.map(plain));
  tell({ step: 'questions', share: 0 });
  const compared = questions.length === 0 ? null : compareQuestions(questions, matchers, reporter(tell, 'questions', questions.length));
  tell({ step: 'turns', share: 0 });
  const asked = await readAsked(places, old.knowledge);
  return {
    faults: [],
    own: teaching.texts.map((text) => compareText(text, matchers)),
    learned: questions.map(({ q }) => q).filter((q) => texts.has(plain(q))),
    questions: compared,
    turns: {
      asked: asked.asked,
      texts: asked.texts.length,
      changes: compareTurns(asked.texts, matchers, reporter(tell, 'turns', asked.texts.length)),
    },
  };
}

function edit(files: readonly ContentFile[], teaching: Teaching): { files: readonly ContentFile[] } | { faults: readonly TeachingFault[] } {
  const knowledge = new KnowledgeEdit(files);
  try {
    knowledge.teach(teaching);
    return { files: knowledge.files };
  } catch (error) {
    if (error instanceof EditError) return { faults: [{ message: error.message, hint: '' }] };
    throw error;
  }
}

async function learn(knowledge: Knowledge): Promise<Matcher> {
  const { tools } = await prepareTraining(knowledge);
  return new Matcher(trainModel(knowledge, tools), weights, knowledge.lexicon, tools);
}

/** The labelled questions beside the content; none when only the content was installed. */
function readQuestions(contentRoot: string): Question[] {
  const folder = join(contentRoot, QUESTIONS);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return names.sort().flatMap((name) => parseQuestions(readFileSync(join(folder, name), 'utf8'), name));
}

async function readAsked(
  places: TeachingPlaces,
  knowledge: Knowledge,
): Promise<{ readonly texts: readonly { readonly text: string; readonly count: number }[]; readonly asked: number }> {
  const { store, learning } = await openStorage(places, { mask: createMask(knowledge) });
  try {
    return await learning.asked(Date.now() - DAYS * DAY_MS, MAX_TEXTS);
  } finally {
    await store.close();
  }
}

function toFault({ file, line, message, hint }: { file: string; line: number; message: string; hint: string }): TeachingFault {
  return { message: `${line === 0 ? file : `${file} 第 ${String(line)} 行`}：${message}`, hint };
}

function reporter(tell: Tell, step: EffectProgress['step'], all: number): (done: number) => void {
  return (done) => {
    if (done % REPORT_EVERY === 0) tell({ step, share: done / all });
  };
}
