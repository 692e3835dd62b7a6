import type { Knowledge } from '../domain/knowledge';

/** What a label of the matcher stands for. */
export type LabelKind = 'entry' | 'ambiguous' | 'elsewhere' | 'smalltalk' | 'handoff';

/** Something an utterance can be about, with the texts it is known by. */
export interface Label {
  readonly kind: LabelKind;
  readonly id: string;
  /** Items of the source document; empty unless an entry. */
  readonly source: readonly string[];
  /** Topic of an entry; empty otherwise. */
  readonly topic: string;
  /** Entries to choose from; empty unless ambiguous. */
  readonly choices: readonly string[];
}

/** A label with its phrases, as trained on. */
export interface LabelledPhrases extends Label {
  readonly phrases: readonly string[];
  /** How many of the first phrases are titles rather than phrasings. */
  readonly titles: number;
}

/** Every label of the knowledge: entries first, in the knowledge's order. */
export function labelsOf(knowledge: Knowledge): LabelledPhrases[] {
  const none = { source: [], topic: '', choices: [] };
  return [
    ...knowledge.entries.map((entry) => {
      const titles = [entry.question, entry.title, ...entry.screens.map((screen) => screen.replaceAll('…', ' '))];
      return {
        kind: 'entry' as const,
        id: entry.id,
        source: entry.source,
        topic: entry.topic,
        choices: [],
        phrases: [...titles, ...entry.phrasings],
        titles: titles.length,
      };
    }),
    ...knowledge.ambiguous.map(({ id, choices, phrasings }) => ({
      ...none,
      kind: 'ambiguous' as const,
      id,
      choices,
      phrases: phrasings,
      titles: 0,
    })),
    ...knowledge.elsewhere.map(({ id, title, phrasings }) => ({
      ...none,
      kind: 'elsewhere' as const,
      id,
      phrases: [title, ...phrasings],
      titles: 1,
    })),
    ...knowledge.smalltalk.map(({ id, phrasings }) => ({ ...none, kind: 'smalltalk' as const, id, phrases: phrasings, titles: 0 })),
    { ...none, kind: 'handoff', id: 'handoff', phrases: knowledge.handoffPhrasings, titles: 0 },
  ];
}
