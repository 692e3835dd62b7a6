import type { JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { copyText } from '../clipboard';
import { texts } from '../texts';

/** How long the outcome is shown, in milliseconds. */
const SHOWN = 2500;

/** Copies a text and says whether it worked. */
export function CopyButton({ text, label }: { readonly text: string; readonly label: string }): JSX.Element {
  const [outcome, setOutcome] = useState<string | null>(null);
  useEffect(() => {
    if (outcome === null) return undefined;
    const timer = setTimeout(() => {
      setOutcome(null);
    }, SHOWN);
    return () => {
      clearTimeout(timer);
    };
  }, [outcome]);
  const copy = async (): Promise<void> => {
    setOutcome((await copyText(text)) ? texts.copied : texts.copyFailed);
  };
  return (
    <button type="button" class="tool" onClick={() => void copy()}>
      {outcome ?? label}
    </button>
  );
}
