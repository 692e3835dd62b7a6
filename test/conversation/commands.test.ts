import { beforeAll, describe, expect, test } from '@jest/globals';
import { CommandRecognizer } from '../../src/conversation/commands';
import { OptionRecognizer } from '../../src/conversation/option-recognizer';
import type { CommandWords } from '../../src/domain/flow';
import { createNormalizer, readCommandWords } from '../support/command-words';

let words: CommandWords;
let commands: CommandRecognizer;

beforeAll(async () => {
  words = readCommandWords();
  const options = new OptionRecognizer(words, await createNormalizer());
  commands = new CommandRecognizer(words, (text) => options.compact(text));
});

describe('whole messages that steer', () => {
  test.each([
    ['转人工', 'human'],
    ['算了转人工', 'human'],
    ['那还是给我转人工吧', 'human'],
    ['我要人工客服！', 'human'],
    ['帮我找个人吧谢谢', 'human'],
    ['轉人工', 'human'],
    ['退出', 'quit'],
    ['算了', 'quit'],
    ['那先不弄了', 'quit'],
    ['不办了，谢谢', 'quit'],
    ['上一步', 'back'],
    ['返回上一步', 'back'],
    ['选错了', 'back'],
    ['哎呀点错了', 'back'],
    ['下一步', 'next'],
    ['然后呢', 'next'],
    ['这步做完了', 'next'],
    ['重来', 'restart'],
    ['从头开始吧', 'restart'],
    ['菜单', 'menu'],
    ['还是不行', 'stuck'],
    ['还是不行啊', 'stuck'],
    ['试了没用', 'stuck'],
    ['我都试了还是不行', 'stuck'],
    ['重启了还是不行', 'stuck'],
    ['好了', 'solved'],
    ['终于好了谢谢老师', 'solved'],
    ['太好了，可以了', 'solved'],
    ['重启了就好了', 'solved'],
    ['解决了哈哈', 'solved'],
  ])('%s: %s', (text, kind) => {
    expect(commands.recognise(text)).toEqual({ kind });
  });

  test('every word of every command is that command', () => {
    const kinds = ['human', 'stuck', 'solved', 'restart', 'back', 'next', 'menu', 'quit'] as const;
    const wrong = kinds.flatMap((kind) =>
      words[kind].filter((word) => commands.recognise(word)?.kind !== kind).map((word) => `${word} is not ${kind}`),
    );
    expect(wrong).toEqual([]);
  });
});

describe('steps of a guide by number', () => {
  test.each([
    ['第3步', 3],
    ['第三步', 3],
    ['第十步', 10],
    ['第十二步', 12],
    ['第二十步', 20],
    ['回到第2步', 2],
    ['去第 5 步', 5],
    ['第４步怎么弄', 4],
    ['第六步是什么', 6],
  ])('%s: %d', (text, number) => {
    expect(commands.recognise(text)).toEqual({ kind: 'step', number });
  });

  test.each(['第几步', '第步', '到哪一步了', '第3个'])('%s is none', (text) => {
    expect(commands.recognise(text)).toBeNull();
  });
});

describe('what only contains a command is none', () => {
  test.each([
    '人工费怎么算',
    '好了之后还要做什么',
    '解决了一个又来一个新的提示',
    '不能退出系统怎么办',
    '点击下一步获取审核结果',
    '怎么返回主页面去',
    '转人工以后他们电话打不通怎么办',
    '',
    '　',
    '？',
    '好'.repeat(30),
  ])('%s', (text) => {
    expect(commands.recognise(text)).toBeNull();
  });
});
