import type { Response } from 'express';
import type { Refusal, RefusalCode } from './api/account';

const REFUSALS: Readonly<Record<RefusalCode, readonly [status: number, message: string]>> = {
  SignedOut: [401, '登录已过期，请重新登录。'],
  WrongRole: [403, '您的账号没有这项权限，请找管理员开通。'],
  Forged: [403, '请求没有通过安全检查，请刷新页面再试。'],
  WrongLogin: [401, '用户名或密码不对。'],
  Locked: [429, '输错次数太多，请 15 分钟后再试。'],
  Busy: [503, '登录的人太多，请稍后再试。'],
  BadRequest: [400, '请求的内容不对，请刷新页面再试。'],
  NotFound: [404, '没有找到，可能已被删除。'],
  OwnAccount: [409, '不能改自己的账号，请让另一位管理员来改。'],
  TooLong: [413, '内容太长，一次最多 12000 个字，请分几次粘贴。'],
  WeakPassword: [400, '密码太短或与用户名相同，请换一个（至少 10 个字符）。'],
  WrongPassword: [403, '现在的密码不对。'],
  Personal: [400, '问法里有个人信息，请改掉再提交。'],
  NothingTaught: [400, '没有可用的问法，请至少写一种。'],
  UnknownTarget: [409, '这个条目或主题已经不在知识库里，请重新选。'],
  NotMeasured: [409, '还没有算出对现在的知识库有什么影响，请等算好、看过以后再采纳。'],
  FaultyProposal: [409, '这个提案写进知识库会有错误，不能采纳。'],
  NotWritable: [409, '服务器不能改内容文件夹，请在放内容的电脑上运行 shebao kb apply。'],
};

/** Answers with a refusal; `message` says more than the usual one. */
export function refuse(response: Response, code: RefusalCode, message = REFUSALS[code][1]): void {
  const [status] = REFUSALS[code];
  const body: Refusal = { error: { code, message } };
  response.status(status).json(body);
}
