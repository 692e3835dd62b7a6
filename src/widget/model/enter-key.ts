/** What is looked at of a key press. */
export interface KeyPress {
  readonly key: string;
  readonly keyCode: number;
  readonly isComposing: boolean;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
}

/** Key code that browsers give to every key an input method takes. */
const INPUT_METHOD = 229;

/**
 * Whether a key belongs to an input method. Safari ends the composition before it reports the Enter that did so: there
 * only the key code tells.
 */
export function isComposing({ isComposing: composing, keyCode }: Pick<KeyPress, 'isComposing' | 'keyCode'>): boolean {
  return composing || keyCode === INPUT_METHOD;
}

/** Whether a key press in the input sends the message: Enter alone, and never one that an input method takes. */
export function sends(press: KeyPress): boolean {
  return press.key === 'Enter' && !isComposing(press) && !press.shiftKey && !press.ctrlKey && !press.altKey && !press.metaKey;
}
