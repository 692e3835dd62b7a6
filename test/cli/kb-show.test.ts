import { describe, expect, test } from '@jest/globals';
import { shebao } from '../support/cli';

describe('shebao kb show', () => {
  test('shows an entry by its id', async () => {
    const { code, stdout, stderr } = await shebao(['kb', 'show', 'ukey-pin']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(
      /^ukey-pin {2}Ukey密码（PIN码）\n问题：Ukey密码（PIN码）是多少，能改吗？\n原文：2\.4（Ukey密码（PIN码））\n对象：Ukey用户\n文件：knowledge\/entries\/ukey\.yaml\n/,
    );
    expect(stdout).toContain('\nUkey登录的PIN码是12345678，不可修改。\n');
    expect(stdout).toMatch(/\n问法：共\d+种，前10种\n(?: {2}- .+\n){10}相关：ukey-login（/);
  });

  test('shows screens, and the answer with its references filled in', async () => {
    const { stdout } = await shebao(['kb', 'show', 'login-502']);
    expect(stdout).toContain('提示：“502” “404” “调用政务服务异常：该票据不存在或已过期”');
    expect(stdout).toContain('1. 打开 zzhrss.zaozhuang.gov.cn，');
  });

  test.each([
    ['2.8.15', 'add-staff-after-bill'],
    ['A2', 'form-staff-addition'],
    ['a2', 'form-staff-addition'],
  ])('shows the entry that covers %s of the document', async (item, id) => {
    const { code, stdout } = await shebao(['kb', 'show', item, '--json']);
    expect(code).toBe(0);
    const shown = JSON.parse(stdout) as { id: string; phrasings: number; firstPhrasings: string[] };
    expect(shown).toMatchObject({ id, source: [{ id: item.toUpperCase() }] });
    expect(shown.phrasings).toBeGreaterThanOrEqual(20);
    expect(shown.firstPhrasings).toHaveLength(10);
  });

  test.each([
    ['login-503', 'login-502（'],
    ['502', 'login-502（'],
    ['2.8.20', '2.8.2（'],
    ['减员操作', 'guide-remove-staff（'],
    ['', '（'],
  ])('an unknown id “%s” names the nearest and the next command', async (id, guess) => {
    const { code, stdout, stderr } = await shebao(['kb', 'show', id]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(`错误：没有编号为“${id}”的条目。最接近的是 `);
    expect(stderr).toContain(guess);
    expect(stderr).toContain('shebao kb show ');
  });
});
