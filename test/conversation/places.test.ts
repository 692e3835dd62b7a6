import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { readInput } from '../../src/conversation/flow-input';
import { PlaceFinder } from '../../src/conversation/places';
import type { Office } from '../../src/domain/knowledge';

const { offices } = parse(readFileSync(join(__dirname, '..', '..', 'knowledge', 'offices.yaml'), 'utf8')) as { offices: Office[] };
const places = new PlaceFinder(offices);

test('each of the 21 towns is found by its name and by every alias', () => {
  expect(offices).toHaveLength(21);
  for (const office of offices)
    for (const name of [office.name, ...office.aliases]) expect([name, places.find(name)?.id]).toEqual([name, office.id]);
});

describe('a town named in a message', () => {
  test.each([
    ['我在龙阳镇', 'longyang'],
    ['木石的', 'mushi'],
    ['我们单位在东沙河这边', 'dongshahe'],
    ['南沙河人社所电话多少', 'nanshahe'],
    ['荆河街道办', 'jinghe'],
    ['级索的企业去哪办增员', 'jisuo'],
  ])('%s', (text, id) => {
    expect(places.find(text)?.id).toBe(id);
  });

  test.each(['', '我在滕州', '枣庄市中区', '龙', '怎么增员', '沙河'])('%s names none', (text) => {
    expect(places.find(text)).toBeNull();
  });
});

describe('an answer that should be a town', () => {
  test.each([
    ['龙杨镇', 'longyang'],
    ['洪绪', 'hongxu'],
    ['俺在柴胡店', 'chaihudian'],
    ['柴湖店', 'chaihudian'],
    ['级所镇', 'jisuo'],
    ['张旺镇', 'zhangwang'],
  ])('%s', (text, id) => {
    expect(places.guess(text)?.id).toBe(id);
  });

  test.each(['', '我', '不知道', '枣庄市', '这个单据为什么一直没有生成呢'])('%s is none', (text) => {
    expect(places.guess(text)).toBeNull();
  });
});

test.each([
  ['我在龙阳镇', true],
  ['木石的呢', true],
  ['官桥人社所', true],
  ['俺们是张汪的', true],
  ['龙阳镇的单位增员失败', false],
  ['增员失败', false],
])('%s is about a place only: %s', (text, only) => {
  expect(places.isPlaceOnly(text)).toBe(only);
});

describe('what a question for a value takes', () => {
  test.each<['amount' | 'percent' | 'place', string, number | string | null]>([
    ['amount', '3000', 3000],
    ['amount', '工资4,500元', 4500],
    ['amount', '一个月两万五', 25000],
    ['amount', '0', null],
    ['amount', '一亿', null],
    ['amount', '20号', null],
    ['amount', '不知道', null],
    ['percent', '0.5', 0.005],
    ['percent', '百分之零点五', 0.005],
    ['percent', '1.9%', 0.019],
    ['percent', '0', 0],
    ['percent', '16%', null],
    ['percent', '500', null],
    ['percent', '不知道', null],
    ['place', '龙阳', 'longyang'],
    ['place', '我们这属于善南街道', 'shannan'],
    ['place', '不清楚', null],
  ])('%s from %s: %s', (kind, text, value) => {
    expect(readInput(kind, text, places)).toBe(value);
  });
});
