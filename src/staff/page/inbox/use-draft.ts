import { useState } from 'preact/hooks';

/** What is being written to a conversation; it outlives leaving the conversation and loading the page anew, in this window only. */
export function useDraft(id: string): readonly [string, (text: string) => void] {
  const key = `shebao-desk-draft-${id}`;
  const [draft, setDraft] = useState(() => recall(key));
  const keep = (text: string): void => {
    setDraft(text);
    try {
      if (text === '') sessionStorage.removeItem(key);
      else sessionStorage.setItem(key, text);
    } catch {
      // Browsers may forbid it; then the draft lives as long as the conversation is open.
    }
  };
  return [draft, keep];
}

function recall(key: string): string {
  try {
    return sessionStorage.getItem(key) ?? '';
  } catch {
    return '';
  }
}
