import { findAmounts, findPercent } from '../text/amount';
import type { MatchResult } from '../domain/decision';
import type { Entry, Knowledge } from '../domain/knowledge';
import type { Reply } from '../domain/turn';
import { estimateContribution } from './estimate';
import { describeEstimate } from './estimate-text';
import type { Renderer } from './render';

/** Words the reply to a decision; flows are not considered. */
export function replyTo(result: MatchResult, utterance: string, knowledge: Knowledge, renderer: Renderer): Reply {
  const entryOf = (id: string) => knowledge.entries.find((entry) => entry.id === id);
  const { decision } = result;
  switch (decision.kind) {
    case 'answer': {
      const texts = decision.answers.flatMap(({ id }) => {
        const entry = entryOf(id);
        if (entry === undefined) return [];
        return decision.answers.length > 1
          ? [`【${entry.title}】\n${renderer.entry(entry)}`]
          : [renderer.entry(entry) + estimateSuffix(entry, utterance, knowledge, renderer)];
      });
      return { text: texts.join('\n\n'), choices: [] };
    }
    case 'clarify': {
      const titles = decision.choices.map(({ id }) => entryOf(id)?.title ?? id);
      const lines = titles.map((title, i) => `${String(i + 1)}. ${title}`);
      return { text: [renderer.message('clarify'), ...lines].join('\n'), choices: titles };
    }
    case 'smalltalk':
      return { text: renderer.fill(knowledge.smalltalk.find(({ id }) => id === decision.smalltalk)?.reply ?? ''), choices: [] };
    case 'handoff':
      return { text: renderer.message('handoff'), choices: [] };
    case 'decline': {
      if (utterance.trim() === '') return { text: renderer.message('empty'), choices: [] };
      const topic = knowledge.elsewhere.find(({ id }) => id === decision.elsewhere);
      if (topic === undefined) return { text: renderer.message('decline'), choices: [] };
      return { text: renderer.message('decline-elsewhere', { title: topic.title, where: topic.where }), choices: [] };
    }
  }
}

/** Smallest and largest monthly wage that a number in a question is taken for, in yuan. */
const WAGE_RANGE = [500, 1_000_000] as const;

/** The contribution for the wage that the question names, to follow the answer; empty when it names none or the entry is not about it. */
export function estimateSuffix(entry: Entry, utterance: string, knowledge: Knowledge, renderer: Renderer): string {
  if (!entry.estimate) return '';
  const wage = findAmounts(utterance).find((amount) => amount >= WAGE_RANGE[0] && amount <= WAGE_RANGE[1]);
  if (wage === undefined) return '';
  return `\n\n${describeEstimate(estimateContribution(wage, findPercent(utterance), knowledge.figures), renderer)}`;
}
