import { describe, expect, test } from '@jest/globals';
import { closest, nearest } from '../../src/content/suggest';

describe('suggestions', () => {
  test.each([
    ['screnes', ['title', 'screens'], 'screens'],
    ['hotlien', ['hotline', 'group'], 'hotline'],
    ['xyz', ['hotline', 'group'], null],
    ['', ['id'], null],
  ])('nearest to “%s” in %j is %j', (name, known, expected) => {
    expect(nearest(name, known)).toBe(expected);
  });

  test('closest names one however unlike', () => {
    expect(closest('xyz', ['hotline', 'group'])).toBe('group');
    expect(closest('xyz', [])).toBeNull();
  });
});
