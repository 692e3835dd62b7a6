import type { Diagnostic } from '../domain/diagnostic';
import type { Knowledge } from '../domain/knowledge';
import type { KnowledgeSources } from './knowledge-sources';

/** What the rules look at. */
export interface CheckContext {
  readonly knowledge: Knowledge;
  readonly sources: KnowledgeSources;
  /** The form in which phrasings are compared: normalised, without punctuation and space. */
  readonly comparable: (text: string) => string;
}

/** A rule about content whose form is right; it gives one diagnostic for each fault, in the order of the content. */
export type Rule = (context: CheckContext) => Diagnostic[];
