import { maskPersonal } from './mask';

/** The commonest family names, which most of the people have. */
const FAMILY =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤褚';
const NAMES: readonly RegExp[] = [
  new RegExp(`(?:我叫|名叫|名字叫|名字是|姓名[是为叫:：])\\s*[${FAMILY}]\\p{Script=Han}{1,2}`, 'u'),
  new RegExp(`[${FAMILY}]\\p{Script=Han}{1,2}(?:先生|女士|小姐(?!姐))`, 'u'),
];
/** A name in front of the form of a company; behind these words the form stands for itself. */
const COMPANY =
  /\p{Script=Han}{4,}(?<!改成|变成|成为|变更为|什么|小型|一般|普通|劳务派遣|是|的|个|家|做|办|开|注册)(?:有限|有限责任|股份)公司/u;

/**
 * What in a text tells of one person or company: a number (also one that is masked already) or a name, as far as its
 * surroundings show that it is one; null when nothing does. The answer is for people.
 */
export function personalDetailIn(text: string): string | null {
  if (/\*{3,}/.test(text) || maskPersonal(text) !== text) return '有个人号码';
  if (NAMES.some((pattern) => pattern.test(text))) return '像是有人的名字';
  if (COMPANY.test(text)) return '像是有单位的名称';
  return null;
}
