import type { ConversationParts } from '../conversation/engine';

/** What the desk knows at the moment; it changes while the server runs. */
export type StaffContent = Pick<ConversationParts, 'knowledge' | 'dialogs' | 'matcher' | 'today'>;
