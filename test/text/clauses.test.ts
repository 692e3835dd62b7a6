import { describe, expect, test } from '@jest/globals';
import { splitClauses, splitFine } from '../../src/text/clauses';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

describe('splitting a message into its questions', () => {
  test.each([
    ['one question', '登录出现502怎么办', ['登录出现502怎么办']],
    ['question marks', '密码多少？检测不到怎么弄？', ['密码多少', '检测不到怎么弄']],
    ['half-width marks', '密码多少?检测不到怎么弄!', ['密码多少', '检测不到怎么弄']],
    ['full stops and semicolons', '白屏进不去。发票去哪打；谢谢老师', ['白屏进不去', '发票去哪打', '谢谢老师']],
    ['lines', '加人怎么弄\n减人怎么弄', ['加人怎么弄', '减人怎么弄']],
    ['还有', '密码多少还有单位编号在哪看', ['密码多少', '单位编号在哪看']],
    ['还有 after a comma', '密码多少，还有，单位编号在哪看', ['密码多少', '单位编号在哪看']],
    ['还有没有 is no boundary', '还有没有别的入口', ['还有没有别的入口']],
    ['另外', '基数最低多少，另外比例是几个点', ['基数最低多少', '比例是几个点']],
    ['顺便问一下', '怎么减员，顺便问一下要审核吗', ['怎么减员', '要审核吗']],
    ['再问下', '单子打好了，再问下去哪缴费', ['单子打好了', '去哪缴费']],
    ['以及', '单位编号以及绑定密码', ['单位编号', '绑定密码']],
    ['第二个问题', '发票去哪打，第二个问题：几天到账', ['发票去哪打', '几天到账']],
    ['a comma is no boundary', '登录白屏，进不去', ['登录白屏，进不去']],
    ['single characters fall away', '哦？密码多少？嗯。', ['密码多少']],
    ['empty', '', []],
    ['marks only', '？？！！。。', []],
  ])('%s', (_name, text, parts) => {
    expect(splitClauses(text)).toEqual(parts);
  });

  test('the fine split cuts at commas as well', () => {
    expect(splitFine('登录白屏，进不去。发票去哪打')).toEqual(['登录白屏', '进不去', '发票去哪打']);
    expect(splitFine('交完几天到账,发票去哪打')).toEqual(['交完几天到账', '发票去哪打']);
  });

  test.each(Object.entries(HOSTILE_TEXTS))('is calm: %s', (_name, text) => {
    for (const part of [...splitClauses(text), ...splitFine(text)]) expect(part.trim().length).toBeGreaterThan(0);
  });
});
