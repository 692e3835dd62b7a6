import type { CardAction } from '../../../src/channels/web/protocol';
import type { Reply } from './fake-desk';

/** Quick replies that say what they show. */
export function choices(...titles: readonly string[]): { actions: CardAction[] } {
  return { actions: titles.map((title) => ({ type: 'imBack', title, value: title })) };
}

/** A picture of 600 × 300 pixels. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="600" height="300"><rect width="600" height="300" fill="#9cf"/><rect x="420" y="30" width="150" height="60" rx="8" fill="#07c160"/></svg>')}`;

const SLIP = '【咨询单】复制发给对方，不用从头再说：\n问题：登录出现502\n原话：登录不上，提示502\n情况和已试过的办法：换过浏览器；清过缓存';

/** Answers of every shape, by what is said. */
export const REPLIES: Readonly<Record<string, readonly Reply[]>> = {
  登录出现502怎么办: [
    {
      text: '这是系统繁忙，过一会儿再登录就行。\n1. 关掉浏览器，等10分钟再打开 http://www.shandong.gov.cn 登录。\n2. 还不行就换360浏览器的极速模式。\n· 社保业务电话：5502873\n☎ 山大地纬公司客服电话：4001781234',
      suggestedActions: choices('一步一步带我做', '解决了', '没解决'),
      channelData: { feedbackOffer: { turn: 't1', solved: '解决了', unsolved: '没解决' } },
    },
  ],
  登录不上: [
    {
      text: '您说的是下面哪一种情况？回复序号就行。\n1. 登录出现502怎么办\n2. 登录白屏、打不开',
      suggestedActions: choices('登录出现502怎么办', '登录白屏、打不开', '都不是'),
    },
  ],
  一步一步带我做: [
    {
      text: '第 1 步 / 共 4 步：打开山东省政府网，点右上角“登录”。',
      suggestedActions: choices('下一步'),
      channelData: { progress: { step: 1, total: 4 } },
    },
  ],
  下一步: [
    {
      text: '第 2 步 / 共 4 步：选择“法人登录”，用爱山东扫码。',
      suggestedActions: choices('下一步', '上一步'),
      channelData: { progress: { step: 2, total: 4 } },
    },
  ],
  没解决: [{ text: `这个办法没解决的话，我们换条路。\n☎ 社保业务电话：5502873\n\n${SLIP}`, channelData: { slip: SLIP } }],
  看图: [{ text: '就是这个按钮：', attachments: [{ contentType: 'image/svg+xml', contentUrl: PICTURE, name: '登录按钮' }] }],
};
