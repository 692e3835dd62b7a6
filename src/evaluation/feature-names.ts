/** Names of the features that `matching/scoring.ts` computes, in its order, for printing fitted weights; a test compares the numbers. */
export const FEATURE_NAMES = {
  rank: ['意图概率（对数）', '字词得分', '拼音得分', '字词互含', '界面提示完整度', '界面提示纯度'],
  answer: [
    '首位概率（对数比）',
    '首位领先次位',
    '首位意图概率（对数比）',
    '首位字词或拼音得分',
    '首位覆盖',
    '已知词占比',
    '条目居首',
    '长度（对数）',
    '库内领先库外',
  ],
  scope: ['库内意图（对数比）', '库内概率（对数比）', '库内得分', '库内领先库外', '已知词占比', '长度（对数）'],
} as const;

/** Name of a feature by its place; features without a name yet are numbered. */
export function featureName(group: keyof typeof FEATURE_NAMES, place: number): string {
  const names: readonly string[] = FEATURE_NAMES[group];
  return names[place] ?? `第 ${String(place + 1)} 项`;
}
