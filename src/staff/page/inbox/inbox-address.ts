import type { Tab } from './use-cases';

/** The address of a tab, with a conversation open or none. */
export function addressOf(tab: Tab, conversation: string | null): string {
  return `./inbox?tab=${tab}${conversation === null ? '' : `&case=${encodeURIComponent(conversation)}`}`;
}
