import { beforeAll, describe, expect, test } from '@jest/globals';
import { OptionRecognizer, type Recognisable, type Recognition } from '../../src/conversation/option-recognizer';
import { createNormalizer, readCommandWords } from '../support/command-words';

let recognizer: OptionRecognizer;

beforeAll(async () => {
  recognizer = new OptionRecognizer(readCommandWords(), await createNormalizer());
});

const option = (label: string, say: readonly string[] = [], polarity: 'yes' | 'no' | null = null): Recognisable => ({
  label,
  say,
  polarity,
});

const LIGHT = [
  option('亮红灯', ['亮的', '亮着', '有灯', '红灯亮着', '灯亮'], 'yes'),
  option('不亮', ['没亮', '灯不亮', '没灯', '一点反应没有'], 'no'),
];
const HELPER = [
  option('以前装过', ['装过', '装过了', '早就装了', '之前装的', '已经安装了', '有这个软件'], 'yes'),
  option('没装过', ['没安装', '还没装', '没有这个软件', '新电脑没装'], 'no'),
  option('记不清了', ['不知道', '不清楚', '忘了']),
];
const RESULT = [
  option('好了', ['解决了', '可以了', '能登录了', '成功了'], 'yes'),
  option('还是不行', ['不行', '不管用', '没解决', '一样', '试了没用'], 'no'),
];
const COLOURS = [option('红色'), option('绿色'), option('蓝色'), option('黄色'), option('紫色')];
const PAID = [option('还没缴', ['没缴', '还没交钱', '没扣款'], 'no'), option('已经缴了', ['缴了', '交过钱了', '扣款了', '缴费了'], 'yes')];

/** The label that a text picks; `not …` for one ruled out; `none` and `miss` as they are. */
function read(text: string, options: readonly Recognisable[]): string {
  const recognition = recognizer.recognise(text, options);
  switch (recognition.kind) {
    case 'pick':
      return options[recognition.index]?.label ?? '';
    case 'exclude':
      return `not ${options[recognition.index]?.label ?? ''}`;
    case 'none':
    case 'miss':
      return recognition.kind;
  }
}

type Row = readonly [text: string, picked: string];

describe('people’s words for an option', () => {
  test.each<Row>([
    ['亮红灯', '亮红灯'],
    ['亮的', '亮红灯'],
    ['亮着呢', '亮红灯'],
    ['红灯亮着呀', '亮红灯'],
    ['有灯啊', '亮红灯'],
    ['我看了一下，灯亮', '亮红灯'],
    ['不亮', '不亮'],
    ['没亮', '不亮'],
    ['没亮啊老师', '不亮'],
    ['插上以后灯不亮', '不亮'],
    ['一点反应没有', '不亮'],
    ['亮紅燈', '亮红灯'],
    ['  亮 红 灯 。', '亮红灯'],
  ])('light: %s → %s', (text, picked) => {
    expect(read(text, LIGHT)).toBe(picked);
  });

  test.each<Row>([
    ['装过了', '以前装过'],
    ['助手以前装过', '以前装过'],
    ['早就装了呀', '以前装过'],
    ['已经安装了的', '以前装过'],
    ['没装过', '没装过'],
    ['从来没装过', '没装过'],
    ['还没装呢', '没装过'],
    ['没有安装', '没装过'],
    ['我们是新电脑没装', '没装过'],
    ['我不清楚', '记不清了'],
    ['忘了呢', '记不清了'],
  ])('helper: %s → %s', (text, picked) => {
    expect(read(text, HELPER)).toBe(picked);
  });
});

describe('bare yes and no', () => {
  test.each<Row>([
    ['有', '亮红灯'],
    ['是的', '亮红灯'],
    ['对', '亮红灯'],
    ['嗯嗯', '亮红灯'],
    ['没有', '不亮'],
    ['没有呀', '不亮'],
    ['不是', '不亮'],
    ['没', '不亮'],
    ['没有呢老师', '不亮'],
  ])('%s → %s', (text, picked) => {
    expect(read(text, LIGHT)).toBe(picked);
  });

  test('picks nothing where no option is a yes or a no', () => {
    expect(['是', '嗯', '不', '没有'].map((text) => read(text, COLOURS))).toEqual(['miss', 'miss', 'miss', 'miss']);
  });
});

describe('numbers, ordinals and letters', () => {
  test.each<Row>([
    ['2', '绿色'],
    ['２', '绿色'],
    ['第2个', '绿色'],
    ['第二个', '绿色'],
    ['第二', '绿色'],
    ['二', '绿色'],
    ['选2', '绿色'],
    ['我选第二个', '绿色'],
    ['2号', '绿色'],
    ['第三种', '蓝色'],
    ['第四项吧', '黄色'],
    ['B', '绿色'],
    ['b', '绿色'],
    ['选C', '蓝色'],
    ['5', '紫色'],
    ['最后一个', '紫色'],
    ['最后那个', 'miss'],
    ['6', 'miss'],
    ['0', 'miss'],
    ['第九个', 'miss'],
    ['22', 'miss'],
  ])('%s → %s', (text, picked) => {
    expect(read(text, COLOURS)).toBe(picked);
  });

  test('a number beyond the options is not one', () => {
    expect(read('3', LIGHT)).toBe('miss');
    expect(read('第三个', LIGHT)).toBe('miss');
  });
});

describe('negation comes before numbers and phrases', () => {
  test.each<Row>([
    ['不是第一个', 'not 红色'],
    ['不是第2个', 'not 绿色'],
    ['不是B', 'not 绿色'],
    ['不是红色', 'not 红色'],
    ['都不是', 'none'],
    ['都不对', 'none'],
    ['哪个都不是', 'none'],
    ['以上都不是', 'none'],
    ['没有我的问题', 'none'],
    ['其他问题', 'none'],
  ])('among five, %s → %s', (text, picked) => {
    expect(read(text, COLOURS)).toBe(picked);
  });

  test.each<Row>([
    ['不是第一个', '还是不行'],
    ['不是第二个', '好了'],
    ['没有解决', '还是不行'],
    ['没有解决了', '还是不行'],
    ['还没有可以了', '还是不行'],
    ['不是不行', '好了'],
  ])('of two, %s → %s', (text, picked) => {
    expect(read(text, RESULT)).toBe(picked);
  });

  test.each<Row>([
    ['没缴费', '还没缴'],
    ['还没有缴费', '还没缴'],
    ['没扣款成功', '还没缴'],
    ['不是没缴', '已经缴了'],
  ])('paid: %s → %s', (text, picked) => {
    expect(read(text, PAID)).toBe(picked);
  });
});

describe('several clauses, slips of the pen, and what is no answer', () => {
  test.each<Row>([
    ['我刚才按你说的弄了一遍，不行', '还是不行'],
    ['试了，没解决', '还是不行'],
    ['不知道为什么，反正不管用', '还是不行'],
    ['重启了电脑，现在能登录了', '好了'],
    ['哎呀，终于解决了！谢谢', '好了'],
    ['还是不形', '还是不行'],
    ['解决啦', '好了'],
    ['不管用哎', '还是不行'],
    ['今天天气不错', 'miss'],
    ['', 'miss'],
    ['？？？', 'miss'],
    ['😭😭', 'miss'],
    ['单位编号是多少', 'miss'],
  ])('%s → %s', (text, picked) => {
    expect(read(text, RESULT)).toBe(picked);
  });
});

describe('certainty', () => {
  test.each<[text: string, options: readonly Recognisable[], certain: boolean]>([
    ['亮红灯', LIGHT, true],
    ['亮着呢', LIGHT, true],
    ['没有', LIGHT, true],
    ['第二个', LIGHT, true],
    ['我看见灯亮', LIGHT, false],
    ['弄了半天试了没用啊我的天', RESULT, false],
  ])('%s', (text, options, certain) => {
    const recognition: Recognition = recognizer.recognise(text, options);
    expect(recognition).toMatchObject({ kind: 'pick', certain });
  });
});
