import { describe, expect, test } from '@jest/globals';
import { splitMessage } from '../../src/text/clauses';
import { HOSTILE_TEXTS } from '../support/hostile-texts';

const texts = (message: string): string[] => splitMessage(message).map(({ text }) => text);

describe('splitting a message into its questions', () => {
  test.each([
    ['one question is not in parts', '登录出现502怎么办', []],
    ['one question with its mark', '登录出现502怎么办？', []],
    ['question marks', '密码多少？检测不到怎么弄？', ['密码多少', '检测不到怎么弄']],
    ['half-width marks', '密码多少?检测不到怎么弄!', ['密码多少', '检测不到怎么弄']],
    ['full stops and semicolons', '白屏进不去。发票去哪打；谢谢老师', ['白屏进不去', '发票去哪打', '谢谢老师']],
    ['lines', '加人怎么弄\n减人怎么弄', ['加人怎么弄', '减人怎么弄']],
    ['还有', '密码多少还有单位编号在哪看', ['密码多少', '单位编号在哪看']],
    ['还有 between commas', '密码多少，还有，单位编号在哪看', ['密码多少', '单位编号在哪看']],
    ['还有没有 is no boundary', '还有没有别的入口', []],
    ['另外', '基数最低多少，另外比例是几个点', ['基数最低多少', '比例是几个点']],
    ['顺便问一下', '怎么减员，顺便问一下要审核吗', ['怎么减员', '要审核吗']],
    ['再问下', '单子打好了，再问下去哪缴费', ['单子打好了', '去哪缴费']],
    ['以及', '单位编号以及绑定密码', ['单位编号', '绑定密码']],
    ['第二个问题', '发票去哪打，第二个问题：几天到账', ['发票去哪打', '几天到账']],
    ['commas, when there is nothing better', '交完几天到账，发票去哪打', ['交完几天到账', '发票去哪打']],
    ['half-width commas', '交完几天到账,发票去哪打', ['交完几天到账', '发票去哪打']],
    ['a comma inside one of several sentences', '登录白屏，进不去。发票去哪打', ['登录白屏，进不去', '发票去哪打']],
    ['many commas tell a story', '我是新来的会计，昨天接手，电脑换了，系统也换了，登录白屏，咋办', []],
    ['many sentences tell a story', '你好。我是会计。昨天来的。电脑坏了。换了一台。还是白屏。', []],
    ['single characters fall away', '哦？密码多少？嗯。单位编号在哪', ['密码多少', '单位编号在哪']],
    ['empty', '', []],
    ['marks only', '？？！！。。，，', []],
  ])('%s', (_name, message, parts) => {
    expect(texts(message)).toEqual(parts);
  });

  test('parts between commas are loose, others are not', () => {
    expect(splitMessage('交完几天到账，发票去哪打').map(({ loose }) => loose)).toEqual([true, true]);
    expect(splitMessage('交完几天到账？发票去哪打').map(({ loose }) => loose)).toEqual([false, false]);
  });

  test.each([
    ['发票去哪打', true],
    ['单位编号是多少', true],
    ['要不要审核', true],
    ['这个咋整', true],
    ['能用平台登录不', true],
    ['登录白屏', false],
    ['单子打好了', false],
    ['谢谢老师', false],
  ])('%s asks: %s', (part, asks) => {
    expect(splitMessage(`${part}。${part}甲`)[0]).toEqual({ text: part, loose: false, asks });
  });

  test('only the beginning of a long message is split', () => {
    expect(splitMessage(`${'社保'.repeat(300)}？密码多少？`)).toEqual([]);
  });

  test.each(Object.entries(HOSTILE_TEXTS))('is calm: %s', (_name, message) => {
    const parts = splitMessage(message);
    expect(parts.length).not.toBe(1);
    expect(parts.length).toBeLessThanOrEqual(5);
    for (const { text } of parts) expect(text.length).toBeGreaterThan(1);
  });
});
