import type { Diagnostic } from '../domain/diagnostic';
import type { CheckContext, Rule } from './check-context';
import { checkFiles } from './check-files';
import { checkHours } from './check-hours';
import { checkIds, checkLexicon } from './check-ids';
import { checkCounts, checkSharedPhrasings } from './check-phrasings';
import { checkFields, checkTextReferences } from './check-references';
import { checkSource } from './check-source';
import { checkTypedValues } from './check-typed-values';
import { checkUsage } from './check-usage';

const RULES: readonly Rule[] = [
  checkFiles,
  checkIds,
  checkFields,
  checkTextReferences,
  checkUsage,
  checkSource,
  checkTypedValues,
  checkLexicon,
  checkHours,
  checkCounts,
  checkSharedPhrasings,
];

/** Every fault that the content shows by itself, rule by rule; what only the matcher or the rendering shows is left to the caller. */
export function checkContent(context: CheckContext): Diagnostic[] {
  return RULES.flatMap((rule) => rule(context));
}
