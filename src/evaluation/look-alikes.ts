/**
 * Groups of characters that text recognition takes for one another, by their shape. Set up by hand for the characters
 * of questions about social insurance and common ones; digits and letters at the end.
 */
const GROUPS = [
  '未末木 己已巳 日曰目 人入八 土士上 干千于 王玉主 大太犬 申中甲由 力刀九 天夫无 田由电 口囗日 名各 失矢 牛午',
  '风凤 贝见 票栗 险验检捡 保俣 缴激邀徼 费贵 社杜 增憎赠 减咸喊 员贡圆 基墓 数教 证征 登凳 录彔求 密蜜 签笺',
  '网冈 页贞项 报扳 请清情晴 服报 务夯 错措 误娱 绑绷 定走 核孩该 账帐胀 单革 位拉 号兮 系糸 统充 平乎 台合',
  '注住往 册删 法沽 章草 税锐说 局居 申电 请倩 表衣 格恪 下卜 载裁 安妥 装袋 插捅 盾质 驱躯 动劲 浏刘 器噐',
  '白自 屏屎 验脸 扫归 码玛 微徽 信倍 电甩 话活 审宙 结络 果呆 离禽 职识 退迟 休体 补朴 欠久 款欵 发友',
  '打扣 印卬 开升 户尸 变奕 更吏 改政 姓娃 工王 资贫 伤饬 失朱 业亚 养荞 老考 医匠 疗疔 年午 月用 元无',
  '比此 例列 低抵底 限恨 找我 不木 能熊 为力 什仟 怎恕 样祥 办力 提捉 示尔 查杳 询洵 待侍 完宗 成戌戍 功攻',
  '到致 银很 卡卞 转砖 移栘 人入 几儿 没设 0OoD 1lI| 2Z 5S 6b 8B 9q vy uv nh ec',
  'rn',
].flatMap((line) => line.split(' '));

const ALIKE = new Map<string, string>();
for (const group of GROUPS)
  for (const character of group) ALIKE.set(character, (ALIKE.get(character) ?? '') + group.replaceAll(character, ''));

/** Characters that look like the given one; empty when none is known. */
export function lookAlikes(character: string): string {
  return ALIKE.get(character) ?? '';
}
