import { describe, expect, test } from '@jest/globals';
import { parseDocuments } from '../../src/evaluation/documents';
import { LineError } from '../../src/evaluation/json-lines';
import { parseQuestions } from '../../src/evaluation/questions';

function errorOf(action: () => unknown): LineError {
  try {
    action();
  } catch (error) {
    if (error instanceof LineError) return error;
    throw error;
  }
  throw new Error('no error');
}

describe('questions', () => {
  test('a list of ids, one id, a number, no kind, blank lines, CRLF and a byte order mark', () => {
    const text =
      '\uFEFF{"q":"甲","gold":["1.1","1.2"],"kind":"typo"}\r\n\r\n{"q":"乙","gold":"2.4"}\n{"q":"丙","gold":7}\n{"q":"","gold":[]}\n';
    expect(parseQuestions(text, 'a.jsonl')).toEqual([
      { q: '甲', gold: ['1.1', '1.2'], kind: 'typo' },
      { q: '乙', gold: ['2.4'], kind: '' },
      { q: '丙', gold: ['7'], kind: '' },
      { q: '', gold: [], kind: '' },
    ]);
  });

  test.each<[why: string, text: string, line: number, message: string]>([
    ['no JSON', '{"q":"甲","gold":[]}\n{"q":', 2, '不是合法的 JSON'],
    ['no object', '\n["甲"]', 2, '应写成'],
    ['no gold', '{"q":"甲"}', 1, '“gold”'],
    ['question is a number', '{"q":1,"gold":[]}', 1, '“q”'],
    ['gold holds something else', '{"q":"甲","gold":[null]}', 1, '“gold”'],
    ['nothing at all', '\n \n', 0, '没有内容'],
  ])('%s', (_why, text, line, message) => {
    const error = errorOf(() => parseQuestions(text, 'a.jsonl'));
    expect(error.line).toBe(line);
    expect(error.message).toContain('a.jsonl');
    expect(error.message).toContain(message);
    if (line > 0) expect(error.message).toContain(`第 ${String(line)} 行`);
  });
});

describe('documents', () => {
  test('phrasings and answer may be left out or null', () => {
    const text =
      '{"id":1,"title":"甲"}\n{"id":"b","title":"乙","phrasings":["丙"],"answer":"丁"}\n{"id":"c","title":"戊","phrasings":null,"answer":null}';
    expect(parseDocuments(text, 'd.jsonl')).toEqual([
      { id: '1', title: '甲', phrasings: [], answer: '' },
      { id: 'b', title: '乙', phrasings: ['丙'], answer: '丁' },
      { id: 'c', title: '戊', phrasings: [], answer: '' },
    ]);
  });

  test.each([
    ['an id used twice', '{"id":"a","title":"甲"}\n{"id":"a","title":"乙"}', '第 2 行：编号 a 在第 1 行已经用过'],
    ['no title', '{"id":"a"}', '第 1 行：“title”'],
    ['an empty title', '{"id":"a","title":""}', '第 1 行：“title”'],
  ])('%s', (_why, text, message) => {
    expect(errorOf(() => parseDocuments(text, 'd.jsonl')).message).toContain(message);
  });
});
