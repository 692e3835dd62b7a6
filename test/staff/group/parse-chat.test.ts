import { describe, expect, test } from '@jest/globals';
import { parseChat } from '../../../src/staff/group/parse-chat';

type Row = readonly [by: string | null, text: string];

/** Senders and texts of a chat's messages. */
function read(...lines: readonly string[]): Row[] {
  return parseChat(lines.join('\n')).map(({ by, text }) => [by, text]);
}

describe('copy formats', () => {
  test.each<[format: string, lines: string[], rows: Row[]]>([
    [
      'name and full date',
      ['甲公司-李会计 2021/6/20 9:31', '登录不上', '', '王姐 2021/6/20 9:32', '换个浏览器'],
      [
        ['甲公司-李会计', '登录不上'],
        ['王姐', '换个浏览器'],
      ],
    ],
    ['date in Chinese', ['李会计 2021年6月20日 上午9:31', '登录不上'], [['李会计', '登录不上']]],
    [
      'weekday and part of the day',
      ['李会计 周三 晚上9:31', '登录不上', '王姐 昨天 21:05', '重启'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
      ],
    ],
    ['seconds before the name', ['2021-06-20 09:31:12 李会计', '登录不上'], [['李会计', '登录不上']]],
    ['month and day before the clock', ['李会计  06-20 09:31', '登录不上'], [['李会计', '登录不上']]],
    [
      'English date',
      ['Lucy Li 6/20/2021 9:31 AM', '登录不上', 'Tom Yesterday 9:31 PM', '重启'],
      [
        ['Lucy Li', '登录不上'],
        ['Tom', '重启'],
      ],
    ],
    ['English month', ['Lucy Li Jun 20, 2021 9:31 AM', '登录不上'], [['Lucy Li', '登录不上']]],
    ['time in brackets', ['李会计 (2021/6/20 9:31):', '登录不上'], [['李会计', '登录不上']]],
    [
      'name, time and text on three lines',
      ['李会计', '9:31', '登录不上', '', '王姐', '9:32', '重启', '', '李会计', '9:33', '好的'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
        ['李会计', '好的'],
      ],
    ],
    [
      'name and colon',
      ['李会计:', '登录不上', '', '王姐：', '重启', '', '李会计:', '好的'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
        ['李会计', '好的'],
      ],
    ],
    [
      'name, full-width colon and text',
      ['李会计：登录不上', '王姐：重启', '李会计：好的'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
        ['李会计', '好的'],
      ],
    ],
    [
      'all on one line',
      ['李会计 2021/6/20 9:31 登录不上', '王姐 2021/6/20 9:32 重启'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
      ],
    ],
    [
      'time first, all on one line',
      ['9:31 李会计：登录不上', '9:32 王姐：重启'],
      [
        ['李会计', '登录不上'],
        ['王姐', '重启'],
      ],
    ],
    ['name in angle brackets', ['<李会计> 2021/6/20 9:31', '登录不上'], [['李会计', '登录不上']]],
    [
      'no names',
      ['登录不上', '怎么增员'],
      [
        [null, '登录不上'],
        [null, '怎么增员'],
      ],
    ],
    [
      'no names, times between',
      ['昨天 9:31', '登录不上', '10:02', '怎么增员'],
      [
        [null, '登录不上'],
        [null, '怎么增员'],
      ],
    ],
    ['nothing', ['', '  '], []],
  ])('%s', (_, lines, rows) => {
    expect(read(...lines)).toEqual(rows);
  });

  test('Windows line ends, a byte order mark and signs that cannot be seen', () => {
    expect(
      parseChat('\uFEFF李会计 2021/6/20 9:31\r\n登录\u200b不上\r\n\r\n王姐\u00a02021/6/20 9:32\r\n重启\r\n').map(({ by, text }) => [
        by,
        text,
      ]),
    ).toEqual([
      ['李会计', '登录不上'],
      ['王姐', '重启'],
    ]);
  });

  test('days of a mailed chat go to the times below them', () => {
    const [first, second] = parseChat(
      '—————  2021-06-20  —————\n\n李会计  09:31\n\n登录不上\n\n—————  2021-06-21  —————\n\n王姐  08:00\n\n重启',
    );
    expect(first?.stamp).toEqual({ text: '09:31', day: '2021-06-20', minute: 571 });
    expect(second?.stamp).toEqual({ text: '08:00', day: '2021-06-21', minute: 480 });
  });
});

describe('what is text and what is not', () => {
  test('a colon in what somebody wrote makes no name', () => {
    expect(read('提示：单位尚未注册或已注销', '怎么办')).toEqual([
      [null, '提示：单位尚未注册或已注销'],
      [null, '怎么办'],
    ]);
    expect(read('李会计 2021/6/20 9:31', '提示：未成功生成签名值', '目录：无效')).toEqual([
      ['李会计', '提示：未成功生成签名值\n目录：无效'],
    ]);
  });

  test('a time in what somebody wrote makes no name', () => {
    expect(read('李会计 2021/6/20 9:31', '我昨天 9:31 交的费', '系统维护到 18:00')).toEqual([
      ['李会计', '我昨天 9:31 交的费\n系统维护到 18:00'],
    ]);
    expect(read('我早上 8:30 就开始登录')).toEqual([[null, '我早上 8:30 就开始登录']]);
  });

  test('lines that WeChat writes are no messages', () => {
    expect(
      read(
        '群聊的聊天记录',
        '李会计 2021/6/20 9:31',
        '登录不上',
        '"李会计"撤回了一条消息',
        '“王姐”邀请“小张”加入了群聊',
        '"李会计"拍了拍"王姐"',
        '王姐 2021/6/20 9:35',
        '重启',
        '你领取了王姐的红包',
        'You recalled a message',
      ),
    ).toEqual([
      ['李会计', '登录不上'],
      ['王姐', '重启'],
    ]);
  });

  test('what was withdrawn or paid is still a question when somebody asks about it', () => {
    expect(read('申报撤回了怎么办', '红包能报销吗')).toEqual([
      [null, '申报撤回了怎么办'],
      [null, '红包能报销吗'],
    ]);
  });

  test('a message of several paragraphs stays one', () => {
    expect(read('李会计 2021/6/20 9:31', '两个问题', '', '1、怎么增员', '2、怎么减员')).toEqual([
      ['李会计', '两个问题\n\n1、怎么增员\n2、怎么减员'],
    ]);
  });

  test('a quotation stays with its reply', () => {
    expect(read('「李会计：登录不上」', '- - - - - - - - - - - - - - -', '我也是', '谢谢')).toEqual([
      [null, '「李会计：登录不上」\n- - - - - - - - - - - - - - -\n我也是'],
      [null, '谢谢'],
    ]);
  });
});
