import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Desk } from '../../src/app';
import type { EvidenceKind } from '../../src/domain/decision';
import { HOSTILE_TEXTS } from '../support/hostile-texts';
import { openRealDesk, OPENING_TIMEOUT } from '../support/desk';

let desk: Desk;

beforeAll(async () => {
  desk = await openRealDesk();
}, OPENING_TIMEOUT);

describe('the first candidate, and what spoke for it', () => {
  test.each<[text: string, entry: string, evidence: EvidenceKind]>([
    ['U盾申请到拿到手要多少时间', 'ukey-processing-time', 'intent'],
    ['注册政务平台法人不在身边行不行', 'platform-register-requirements', 'intent'],
    ['有了账号还用不用再办个盾', 'ukey-or-platform', 'intent'],
    ['三个社保户用一个账号管可以吗', 'multiple-accounts', 'intent'],
    ['年纪大了不会上网，能去所里办增减员吧', 'offline-business', 'intent'],
    ['离我们最近的人社所在什么位置', 'township-office-lookup', 'intent'],
    ['提示法人已经注册过了', 'register-already-registered', 'screen'],
    ['弹个框问停止运行此脚本吗', 'register-script-prompt', 'screen'],
    ['请核实法人信息', 'register-verification-failed', 'screen'],
    ['我们是律师事务所，注册失败', 'register-public-bodies', 'intent'],
    ['政府网右上角登录进去办', 'login-entry-provincial', 'phrasing'],
    ['502 Bad Gateway', 'login-502', 'screen'],
    ['yizhi zhuanquan baiping', 'login-white-screen', 'pinyin'],
    ['今天必须增上人，系统崩了怎么办', 'login-urgent-offline', 'intent'],
    ['shebao danwei bianhao zai nali kan', 'bind-unit-number', 'pinyin'],
    ['单位尚未注册或已注销', 'bind-not-registered', 'screen'],
    ['ukey 初始密码', 'ukey-pin', 'phrasing'],
    ['网上减员要社保中心审核吗', 'remove-staff-notes', 'intent'],
    ['未获取到内网审核信息', 'audit-result-prompt', 'screen'],
    ['与之重复，请认真核实人员信息', 'duplicate-certificate', 'screen'],
    ['不存在个人缴费计划', 'no-personal-plan', 'screen'],
    ['参数中找不到biz', 'biz-parameter', 'screen'],
    ['目录名无效', 'ukey-not-detected', 'screen'],
    ['dan ju shang chuan zhi hou yao tui song gei shui wu ma', 'bill-push-to-tax', 'pinyin'],
    ['请求服务器异常返回', 'server-exception', 'screen'],
    ['刚成立的公司怎么开社保户', 'new-unit-account', 'intent'],
    ['税务局里人数是0但是钱对，能交吗', 'tax-headcount-zero', 'intent'],
    ['身份证号录错了怎么改', 'personal-info-correction', 'intent'],
    ['缴费基数上限', 'base-limits', 'phrasing'],
    ['工傷保險費率', 'contribution-rates', 'phrasing'],
    ['表格上傳一直轉圈', 'upload-stuck', 'intent'],
    ['地纬客服电话', 'technical-support', 'phrasing'],
    ['视频教程提取码', 'video-tutorials', 'phrasing'],
    ['职业年金电子票怎么打', 'guide-annuity-invoice', 'intent'],
    ['增加表要一式几份', 'form-staff-addition', 'intent'],
    ['基数申报表哪些是必填', 'form-base-declaration', 'intent'],
  ])('%s → %s by %s', (text, entry, kind) => {
    const [first] = desk.matcher.match(text).candidates;
    expect(first?.id).toBe(entry);
    expect(first?.evidence.map((evidence) => evidence.kind)).toContain(kind);
  });

  test('every entry’s own question and title lead to it', () => {
    const missed = desk.knowledge.entries.flatMap(({ id, question, title }) =>
      [question, title].filter((text) => !desk.matcher.match(text).candidates.some((candidate) => candidate.id === id)),
    );
    expect(missed).toEqual([]);
  });

  test('siblings keep apart', () => {
    const first = (text: string): string | undefined => desk.matcher.match(text).candidates[0]?.id;
    expect([first('网上增员要社保中心审核吗'), first('单位增员的操作步骤有哪几步')]).toEqual(['add-staff-notes', 'guide-add-staff']);
    expect([first('网上减员要社保中心审核吗'), first('单位减员的操作步骤有哪几步')]).toEqual(['remove-staff-notes', 'guide-remove-staff']);
    expect([first('不想上网办，去所里能办啥'), first('系统进不去又着急，能去所里办吗')]).toEqual([
      'offline-business',
      'login-urgent-offline',
    ]);
    expect([first('Ukey多久能下来'), first('Ukey受理表在哪下载')]).toEqual(['ukey-processing-time', 'register-fallback-ukey']);
    expect([first('首次在税务缴费没成功'), first('在电子税务局缴费的步骤')]).toEqual(['first-tax-payment-failed', 'guide-tax-payment']);
  });
});

describe('what a candidate looks like', () => {
  test('sources are those of its entry, evidence is ordered by weight', () => {
    for (const text of ['502', '登录不了', '密码多少', 'denglu baiping', '公积金怎么取']) {
      for (const { id, source, evidence } of desk.matcher.match(text).candidates) {
        expect(source).toEqual(desk.knowledge.entries.find((entry) => entry.id === id)?.source);
        const weights = evidence.map(({ weight }) => weight);
        expect(weights).toEqual([...weights].sort((a, b) => b - a));
      }
    }
  });

  test('answers lead the candidates', () => {
    const { decision, candidates } = desk.matcher.match('完税发票去哪打？还有缴完费几天能确认到账');
    const answers = decision.kind === 'answer' ? decision.answers.map(({ id }) => id) : [];
    expect(candidates.slice(0, answers.length).map(({ id }) => id)).toEqual(answers);
  });
});

describe('input that nobody should send', () => {
  test.each(Object.entries(HOSTILE_TEXTS))('%s', (_name, text) => {
    const { decision, candidates } = desk.matcher.match(text);
    expect(candidates.length).toBeLessThanOrEqual(5);
    expect(candidates.every(({ confidence }) => confidence >= 0 && confidence <= 1)).toBe(true);
    expect(['answer', 'clarify', 'decline', 'smalltalk', 'handoff']).toContain(decision.kind);
  });

  test.each(['', '   ', '\u0000\u0001', '😭😭😭', '\ud800', '？？？'])('nothing to go by: %j is declined without candidates', (text) => {
    expect(desk.matcher.match(text)).toEqual({ decision: { kind: 'decline', elsewhere: null }, candidates: [] });
  });

  test('3,000 times 测试 is not answered', () => {
    expect(desk.matcher.match('测试'.repeat(3000)).decision.kind).not.toBe('answer');
  });
});
