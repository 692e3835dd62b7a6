/** What a key means on a list of questions. */
export type KeyAction =
  | { readonly kind: 'move'; readonly by: 1 | -1 }
  | { readonly kind: 'first' }
  | { readonly kind: 'last' }
  | { readonly kind: 'copy' }
  /** From 0: the desk's own choice first. */
  | { readonly kind: 'pick'; readonly choice: number }
  | { readonly kind: 'edit' }
  | { readonly kind: 'mention' };

/** The part of a keyboard event that counts. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'isComposing' | 'shiftKey' | 'ctrlKey' | 'altKey' | 'metaKey'>;

/** The action of a key; null for keys that are the browser's. `onButton` is true where Enter presses a button of its own. */
export function actionOf(press: KeyPress, onButton: boolean): KeyAction | null {
  if (press.isComposing || press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return null;
  switch (press.key) {
    case 'ArrowDown':
      return { kind: 'move', by: 1 };
    case 'ArrowUp':
      return { kind: 'move', by: -1 };
    case 'Home':
      return { kind: 'first' };
    case 'End':
      return { kind: 'last' };
    case 'Enter':
      return onButton ? null : { kind: 'copy' };
    default:
      return /^[1-3]$/.test(press.key) ? { kind: 'pick', choice: Number(press.key) - 1 } : letterOf(press);
  }
}

/** By the key's place where an input method hides its letter. */
function letterOf({ key, code }: KeyPress): KeyAction | null {
  if (key === 'e' || code === 'KeyE') return { kind: 'edit' };
  return key === 'a' || code === 'KeyA' ? { kind: 'mention' } : null;
}
