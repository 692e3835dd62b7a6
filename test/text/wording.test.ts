import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { personalDetailIn } from '../../src/text/wording';

test.each([
  ['我手机13812345678收不到验证码', '号码'],
  ['370481********0012 重复', '号码'],
  ['身份证 11010519491231002X 增不上', '号码'],
  ['我叫张小明，账号登不上', '名字'],
  ['姓名：李四，增员提示重复', '名字'],
  ['王建国先生的社保怎么没了', '名字'],
  ['滕州市鑫源机械有限公司登不上', '单位'],
])('%s has a detail of one person or company', (text, part) => {
  expect(personalDetailIn(text)).toContain(part);
});

test.each([
  '姓名和身份证都对',
  '我叫他来办行不行',
  '谢谢小姐姐',
  '@管理员 出来一下',
  '加工厂改成有限公司社保要重开吗',
  '5502873打不通',
  '单位编号3704001234怎么查',
])('%s has none', (text) => {
  expect(personalDetailIn(text)).toBeNull();
});

test('hardly any phrasing that people have written is taken for one', () => {
  const folder = join(__dirname, '..', '..', 'knowledge', 'phrasings');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  const lines = files.flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n')).filter((line) => line.startsWith('- '));
  expect(lines.length).toBeGreaterThan(4000);
  // One asks whose the office's own number is.
  expect(lines.filter((line) => personalDetailIn(line) !== null)).toEqual(['- 18663778981是谁的微信']);
});
