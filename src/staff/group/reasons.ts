import type { Candidate, Evidence } from '../../domain/decision';
import type { Knowledge } from '../../domain/knowledge';
import type { Found } from './choose';

/** Most reasons that are given. */
const MAX_REASONS = 3;

/** Why a question was understood as it was, in words, the strongest reason first. */
export function reasonsOf({ decision, chosen, reading }: Found, knowledge: Pick<Knowledge, 'elsewhere' | 'ambiguous'>): string[] {
  switch (decision) {
    case 'answer':
      return chosen.flatMap((one) => describe(one)).slice(0, MAX_REASONS);
    case 'clarify': {
      const general = knowledge.ambiguous.find(({ id }) => id === reading.general);
      return [
        general === undefined ? `最像的一条也只有 ${percent(reading.confidence)} 的把握` : `“${general.title}”有好几种情况，要先问清`,
      ];
    }
    case 'decline': {
      const topic = knowledge.elsewhere.find(({ id }) => reading.decision.kind === 'decline' && id === reading.decision.elsewhere);
      return [topic === undefined ? '知识库里没有足够像的内容' : `问的是“${topic.title}”，不归单位社保网上办理`];
    }
  }
}

function describe({ confidence, evidence }: Candidate): string[] {
  const reasons = evidence.flatMap((one) => words(one));
  return reasons.length > 0 ? reasons : [`把握 ${percent(confidence)}`];
}

function words({ kind, detail, weight }: Evidence): string[] {
  switch (kind) {
    case 'screen':
      return [`屏幕提示“${detail}”（对上 ${percent(weight)}）`];
    case 'phrasing':
      return [`像问法“${detail}”（${percent(weight)}）`];
    case 'pinyin':
      return [`读音像“${detail}”（${percent(weight)}）`];
    case 'intent':
      return [`整句的意思偏向这一条（${percent(weight)}）`];
  }
}

function percent(share: number): string {
  return `${String(Math.round(share * 100))}%`;
}
