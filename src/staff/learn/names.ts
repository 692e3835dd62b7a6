import type { MatchDecision } from '../../domain/decision';
import type { Knowledge } from '../../domain/knowledge';
import type { ShownDecision } from '../../domain/teaching';
import type { Matcher } from '../../matching/matcher';
import type { EntryName, LearnDecision } from '../api/learn';

/** Entries that are found for a text. */
const MAX_FOUND = 8;

/** Puts ids into words, by the present knowledge; what is not known any more goes by its id. */
export class Names {
  private readonly entries: ReadonlyMap<string, string>;
  private readonly subjects: ReadonlyMap<string, string>;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matcher,
  ) {
    this.entries = new Map(knowledge.entries.map(({ id, title }) => [id, title]));
    this.subjects = new Map(knowledge.elsewhere.map(({ id, title }) => [id, title]));
  }

  entry(id: string): EntryName {
    return { id, title: this.entries.get(id) ?? id };
  }

  subject(id: string): EntryName {
    return { id, title: this.subjects.get(id) ?? id };
  }

  /** The entries of items of the source document. */
  ofSources(sources: readonly string[]): EntryName[] {
    return this.knowledge.entries.filter(({ source }) => source.some((id) => sources.includes(id))).map(({ id }) => this.entry(id));
  }

  decision({ kind, ids }: ShownDecision): LearnDecision {
    return { kind, names: ids.map((id) => (kind === 'decline' ? this.subject(id) : this.entry(id))) };
  }

  /** What the desk says to a text today. */
  now(text: string): LearnDecision {
    return this.decision(toShown(this.matcher.match(text).decision));
  }

  /** Entries that a text may mean: those with it in their title or question, then the likeliest. */
  find(text: string): EntryName[] {
    const sought = this.matcher.normalize(text);
    if (sought === '') return [];
    const written = this.knowledge.entries.filter(
      ({ id, title, question }) => id === sought || this.matcher.normalize(`${title} ${question}`).includes(sought),
    );
    const likely = this.matcher.match(text).candidates;
    return [...new Set([...written, ...likely].map(({ id }) => id))].slice(0, MAX_FOUND).map((id) => this.entry(id));
  }

  /** Subjects that are not ours, the one that a text is taken for first. */
  subjectsFor(text: string): EntryName[] {
    const { decision } = this.matcher.match(text);
    const taken = decision.kind === 'decline' ? decision.elsewhere : null;
    const all = this.knowledge.elsewhere.map(({ id }) => this.subject(id));
    return taken === null ? all : [this.subject(taken), ...all.filter(({ id }) => id !== taken)];
  }
}

function toShown(decision: MatchDecision): ShownDecision {
  switch (decision.kind) {
    case 'answer':
      return { kind: 'answer', ids: decision.answers.map(({ id }) => id) };
    case 'clarify':
      return { kind: 'clarify', ids: decision.choices.map(({ id }) => id) };
    case 'decline':
      return { kind: 'decline', ids: decision.elsewhere === null ? [] : [decision.elsewhere] };
    case 'smalltalk':
    case 'handoff':
      return { kind: decision.kind, ids: [] };
  }
}
