import { expect, test } from '@jest/globals';
import { type KeyPress, sends } from '../../src/widget/model/enter-key';

const ENTER: KeyPress = { key: 'Enter', keyCode: 13, isComposing: false, shiftKey: false, ctrlKey: false, altKey: false, metaKey: false };

test.each<readonly [string, Partial<KeyPress>, boolean]>([
  ['Enter', {}, true],
  ['Enter that ends a composition', { isComposing: true }, false],
  ['Enter that Safari reports after the composition', { keyCode: 229 }, false],
  ['Enter by an input method that tells both', { isComposing: true, keyCode: 229 }, false],
  ['Shift+Enter', { shiftKey: true }, false],
  ['Ctrl+Enter', { ctrlKey: true }, false],
  ['Alt+Enter', { altKey: true }, false],
  ['Meta+Enter', { metaKey: true }, false],
  ['another key', { key: 'a', keyCode: 65 }, false],
  ['a key of the input method', { key: 'Process', keyCode: 229 }, false],
])('%s', (_, press, sent) => {
  expect(sends({ ...ENTER, ...press })).toBe(sent);
});
