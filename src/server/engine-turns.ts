import type { Said, Taken } from '../channels/web/conversations';
import { ConversationEngine, type ConversationParts } from '../conversation/engine';
import type { ConversationState } from '../conversation/state';
import type { ConversationStore } from '../storage/store';

const WARM_UP = '你好';

/** Takes turns with an engine of this thread, on content that can be swapped. */
export class EngineTurns {
  private engine: ConversationEngine;

  constructor(
    parts: ConversationParts,
    private readonly store: ConversationStore<ConversationState>,
  ) {
    this.engine = this.open(parts);
  }

  /** Answers a message and stores the turn. */
  async respond({ conversation, text, ...options }: Said): Promise<Taken> {
    const { sequence, outcome, repeated, match, inbox = false } = await this.engine.respond(conversation, text, options);
    const answers = match?.decision.kind === 'answer' ? match.decision.answers.map(({ id }) => id) : [];
    return { sequence, outcome, repeated, answers, inbox };
  }

  /** Goes over to other content; turns under way end on the old one. */
  use(parts: ConversationParts): void {
    this.engine = this.open(parts);
  }

  private open(parts: ConversationParts): ConversationEngine {
    // The first match prepares what later ones use.
    parts.matcher.match(WARM_UP);
    return new ConversationEngine(parts, this.store);
  }
}
