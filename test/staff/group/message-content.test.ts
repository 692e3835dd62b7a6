import { expect, test } from '@jest/globals';
import { readContent } from '../../../src/staff/group/message-content';

test.each<[message: string, text: string, quoted: string | null, mentions: string[]]>([
  ['@社保中心小刘 登录不上[捂脸]', '登录不上', null, ['社保中心小刘']],
  ['单据要推送吗@中心-小孟', '单据要推送吗', null, ['中心-小孟']],
  ['@A天和商贸 刘颖 你点法人登录', '你点法人登录', null, ['A天和商贸 刘颖']],
  ['@王老师请问怎么增员', '请问怎么增员', null, ['王老师']],
  ['[图片]', '', null, []],
  ['[Photo] 这是啥提示', '这是啥提示', null, []],
  ['[文件] 2021年基数申报表.xls', '', null, []],
  ['[链接] 社保怎么办理最快？', '', null, []],
  ['「李会计：登录不上」\n- - - - - - - - - - - - - - -\n同问', '同问', '登录不上', []],
  ['同问\n引用 李会计：登录不上', '同问', '登录不上', []],
  ['[引用] 李会计：登录不上\n我也是', '我也是', '登录不上', []],
])('%j', (message, text, quoted, mentions) => {
  const content = readContent(message, ['A天和商贸 刘颖']);
  expect({ ...content, quoted: content.quoted?.text ?? null }).toEqual({ text, quoted, mentions });
});
