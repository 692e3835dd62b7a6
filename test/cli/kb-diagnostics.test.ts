import { describe, expect, test } from '@jest/globals';
import { displayWidth, formatDiagnostic } from '../../src/cli/diagnostics';
import type { Diagnostic } from '../../src/domain/diagnostic';

const FAULT: Diagnostic = {
  file: 'knowledge/a.yaml',
  line: 3,
  column: 5,
  length: 4,
  code: 'some-code',
  severity: 'error',
  message: '错了。',
  hint: '改掉。',
  source: '  - 登录502页',
};

describe('a fault as text', () => {
  test('the caret stands under wide characters', () => {
    expect(formatDiagnostic(FAULT).split('\n')).toEqual([
      'knowledge/a.yaml:3:5  错误 [some-code] 错了。',
      '  3 |   - 登录502页',
      '    |     ^^^^^^',
      '  怎么改：改掉。',
    ]);
  });

  test('a tab stays a tab, so that the caret moves with it', () => {
    expect(formatDiagnostic({ ...FAULT, column: 2, length: 1, source: '\t- a' })).toContain('\n    | \t^\n');
  });

  test('a fault of a whole file has no source line', () => {
    expect(formatDiagnostic({ ...FAULT, line: 0, column: 0, source: '', severity: 'warning' })).toBe(
      'knowledge/a.yaml  提醒 [some-code] 错了。\n  怎么改：改掉。',
    );
  });

  test.each([
    ['abc', 3],
    ['社保', 4],
    ['（）', 4],
    ['👋', 2],
    ['', 0],
  ])('“%s” takes %i columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});
