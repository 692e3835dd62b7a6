import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

/** A decision in words: the entries answered or offered, the topic declined, the kind of small talk. */
function decided(text: string): unknown {
  const { decision } = desk.matcher.match(text);
  switch (decision.kind) {
    case 'answer':
      return { answer: decision.answers.map(({ id }) => id) };
    case 'clarify':
      return { clarify: decision.choices.map(({ id }) => id) };
    case 'smalltalk':
      return { smalltalk: decision.smalltalk };
    case 'handoff':
      return 'handoff';
    case 'decline':
      return { decline: decision.elsewhere };
  }
}

describe('several questions in one message', () => {
  test.each([
    ['密码多少？还有检测不到怎么弄', ['ukey-pin', 'ukey-not-detected']],
    ['核验失败请核实法人信息是怎么回事？另外注册非得法人刷脸吗', ['register-verification-failed', 'platform-register-requirements']],
    ['在职增员点哪里操作，还有增员表格要填哪几栏', ['guide-add-staff', 'form-staff-addition']],
    ['完税发票去哪打？还有缴完费几天能确认到账', ['payment-invoice', 'payment-arrival-time']],
    ['最低缴费基数是多少。另外养老的单位比例是几个点', ['base-limits', 'contribution-rates']],
    ['绑定提示单位尚未注册或已注销；还有单位编号在发票哪个位置', ['bind-not-registered', 'bind-unit-number']],
    ['Ukey的pin码是多少？顺便问一下人社所的电话怎么查', ['ukey-pin', 'township-office-lookup']],
    ['登录报502怎么办\n登进去以后点缴费又提示找不到biz', ['login-502', 'biz-parameter']],
    ['减员需要审核吗？视频教程的提取码是啥', ['remove-staff-notes', 'video-tutorials']],
    ['U盾办下来得多长时间？一个U盾能管两个社保账号不', ['ukey-processing-time', 'multiple-accounts']],
  ])('%s', (text, answers) => {
    expect(decided(text)).toEqual({ answer: answers });
  });

  test.each([
    ['two sentences about one thing', '电脑上登录出现502。刷新了好几遍还是502怎么办？', 'login-502'],
    ['a question and its impatience', '点击下一步获取审核结果是啥意思？急急急！！', 'audit-result-prompt'],
    ['还有 that joins nothing', '还有没有别的登录入口，推荐哪个', 'login-entry-recommended'],
  ])('%s is one question', (_name, text, entry) => {
    expect(decided(text)).toEqual({ answer: [entry] });
  });

  test('a part that is not ours brings in no answer of its own', () => {
    expect(['ukey-pin', undefined]).toContain(desk.matcher.match('Ukey密码是多少？还有公积金怎么提取').candidates.at(0)?.id);
    expect(decided('社保卡丢了怎么补？还有养老金一个月领多少')).not.toHaveProperty('answer');
  });
});

describe('questions too general to answer', () => {
  test.each([
    ['登录不了', ['login-502', 'login-white-screen', 'ukey-not-detected']],
    ['登不上去了', ['login-502', 'login-white-screen']],
    ['系统登不进去', ['login-502', 'login-white-screen']],
    ['密码是多少', ['ukey-pin', 'bind-unit-number']],
    ['密码', ['ukey-pin', 'bind-unit-number']],
    ['注册不了', ['register-already-registered', 'register-verification-failed']],
    ['增员失败', ['duplicate-certificate']],
    ['缴不了费', ['no-payable-data', 'no-personal-plan']],
    ['系统报错了', ['login-502', 'server-exception']],
    ['打哪个电话', ['technical-support', 'register-human-help']],
    ['Ukey有问题', ['ukey-not-detected', 'ukey-login']],
    ['怎么缴费', ['guide-generate-bill', 'guide-tax-payment']],
    ['基数的问题', ['base-limits', 'base-adjustment']],
  ])('%s: two to five choices, %j among them', (text, expected) => {
    const { decision, candidates } = desk.matcher.match(text);
    expect(decision.kind).toBe('clarify');
    expect(candidates.length).toBeGreaterThanOrEqual(2);
    expect(candidates.length).toBeLessThanOrEqual(5);
    expect(candidates.map(({ id }) => id)).toEqual(expect.arrayContaining(expected));
    expect(decision.kind === 'clarify' ? decision.choices : []).toEqual(candidates);
  });

  test('every choice has a label of its own that names the difference', () => {
    for (const text of ['登录不了', '密码是多少', '打哪个电话', '系统报错了']) {
      const titles = desk.matcher
        .match(text)
        .candidates.map(({ id }) => desk.knowledge.entries.find((entry) => entry.id === id)?.title ?? '');
      expect(titles).not.toContain('');
      expect(new Set(titles).size).toBe(titles.length);
    }
  });
});

describe('small talk', () => {
  test.each([
    ['你好', 'greeting'],
    ['您好！', 'greeting'],
    ['在吗', 'greeting'],
    ['有人在吗？', 'greeting'],
    ['早上好呀', 'greeting'],
    ['谢谢', 'thanks'],
    ['太感谢你了', 'thanks'],
    ['谢谢老师', 'thanks'],
    ['你是机器人吗', 'identity'],
    ['你是真人还是机器', 'identity'],
    ['再见', 'goodbye'],
    ['拜拜了您嘞', 'goodbye'],
    ['好的知道了', 'acknowledge'],
    ['哈哈哈哈', 'laughter-filler'],
    ['你真笨', 'insult'],
    ['讲个笑话', 'joke'],
  ])('%s: %s', (text, kind) => {
    expect(decided(text)).toEqual({ smalltalk: kind });
  });

  test.each([
    ['你好，502咋办', 'login-502'],
    ['在吗 白屏进不去', 'login-white-screen'],
    ['谢谢老师，再问下完税发票去哪打印', 'payment-invoice'],
    ['早上好，Ukey的PIN码是多少', 'ukey-pin'],
    ['你是机器人吗 单位编号在哪看', 'bind-unit-number'],
    ['哈哈哈又提示贵单位存在未缴费单据', 'unpaid-bill'],
    ['好的知道了，那减员要不要社保中心审核', 'remove-staff-notes'],
    ['笨死了这系统，老是提示请求服务器异常返回', 'server-exception'],
  ])('a question hides in it: %s', (text, entry) => {
    const { decision, candidates } = desk.matcher.match(text);
    expect(['answer', 'clarify']).toContain(decision.kind);
    expect(candidates[0]?.id).toBe(entry);
  });
});

describe('asking for a person', () => {
  test.each(['转人工', '人工', '我要找人工客服', '转人工服务', '找个真人跟我说', '我想和人说话', '人工客服在吗'])('%s', (text) => {
    expect(decided(text)).toBe('handoff');
  });

  test.each([
    ['注册页面那个智能客服，输入转人工没反应，注册还是不行', ['register-human-help', 'register-fallback-ukey']],
    ['注册不上去，想找人工，打哪个电话', ['register-human-help']],
    ['转人工之前先问一下，502怎么弄', ['login-502']],
    ['Ukey检测不到，打人工电话是多少', ['ukey-not-detected', 'technical-support']],
  ])('a question hides in it: %s', (text, entries) => {
    const { decision, candidates } = desk.matcher.match(text);
    expect(['answer', 'clarify']).toContain(decision.kind);
    expect(candidates.slice(0, decision.kind === 'answer' ? 1 : 5).some(({ id }) => entries.includes(id))).toBe(true);
  });
});

describe('what is not ours is declined by its name', () => {
  test.each([
    ['住院的钱医保能报多少', ['medical-reimbursement']],
    ['生孩子的津贴什么时候发', ['maternity']],
    ['公积金能提出来买房吗', ['provident-fund']],
    ['我今年59了退休要准备啥材料', ['retirement']],
    ['养老金一个月能领多少', ['pension-amount']],
    ['社保卡丢了怎么补办', ['social-card']],
    ['上班路上被车撞了算工伤吗', ['work-injury']],
    ['失业金怎么领', ['unemployment-benefit']],
    ['新农保一年交多少合适', ['resident-pension']],
    ['把社保从苏州转回滕州怎么办', ['transfer']],
    ['我自己交社保一年多少钱', ['flexible-employment']],
    ['个税专项附加扣除怎么填', ['personal-tax']],
    ['济南的社保基数是多少', ['other-cities']],
    ['重疾险买哪家保险公司的好', ['commercial-insurance']],
    ['营业执照年报怎么报', ['business-registration']],
    ['老板拖欠工资去哪里告', ['employer-complaint', 'labour-relations', 'wage-leave']],
    ['多交的社保钱怎么退给我', ['refund']],
    ['我的个人缴费记录怎么打印', ['personal-query']],
    ['老人去世了丧葬费怎么领', ['death-benefit']],
    ['红烧肉怎么做', ['food-life']],
  ])('%s', (text, topics) => {
    const { decision } = desk.matcher.match(text);
    expect(decision.kind).toBe('decline');
    expect(topics).toContain(decision.kind === 'decline' ? decision.elsewhere : '');
  });

  test('every topic of its own title is declined under that name', () => {
    const missed = desk.knowledge.elsewhere.filter(({ id, title }) => {
      const { decision } = desk.matcher.match(title);
      return decision.kind !== 'decline' || decision.elsewhere !== id;
    });
    expect(missed.map(({ title }) => title)).toEqual([]);
  });

  test.each([
    '量子纠缠的贝尔不等式',
    'asdfghjkl',
    'SELECT * FROM users',
    '甲骨文里的龟字',
    'Lorem ipsum dolor sit amet',
    '3.14159265358979',
  ])('“%s” is not answered', (text) => {
    expect(desk.matcher.match(text).decision.kind).not.toBe('answer');
  });
});
