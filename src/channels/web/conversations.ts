import { setTimeout as sleep } from 'node:timers/promises';
import { type ConversationState, flowOf, newState } from '../../conversation/state';
import type { Messages } from '../../domain/knowledge';
import type { Outcome, PlainData } from '../../domain/turn';
import { type DeskStore, VersionConflict } from '../../storage/store';
import { ActivityWriter, activityId } from './activity';
import type { IncomingMessage } from './incoming';
import type { ActivitySet, Attachment } from './protocol';
import { KeyedQueue } from './queue';

/** Name of this channel where conversations are kept. */
export const CHANNEL = 'web';

/** One message to be answered. */
export interface Said {
  readonly conversation: string;
  readonly channel: string;
  readonly messageId: string;
  readonly text: string;
  readonly data: PlainData | null;
}

/** A message that has been answered and stored. */
export interface Taken {
  /** Sequence number of the user's message; those of the replies follow. */
  readonly sequence: number;
  readonly outcome: Outcome;
  /** True when the message had been answered before. */
  readonly repeated: boolean;
  /** Ids of the entries that were given as the answer. */
  readonly answers: readonly string[];
  /** True when the people's inbox has changed. */
  readonly inbox: boolean;
}

/** What the web channel needs of the desk; read anew for every message, because content changes while the server runs. */
export interface WebDesk {
  readonly store: DeskStore<ConversationState>;
  /** Answers a message and stores the turn; the same message again brings the stored turn. */
  readonly respond: (said: Said) => Promise<{ readonly sequence: number }>;
  readonly messages: () => Messages;
}

/** Tries of a picture's turn while other processes change the same conversation; the engine has its own. */
const MAX_TRIES = 40;
/** A turn that takes longer than this shows that the desk is typing. */
const TYPING_AFTER_MS = 300;
const TYPING: ActivitySet = { activities: [{ type: 'typing', from: { id: 'desk', role: 'bot' } }] };

/** The conversations of the web channel, whatever carries them. */
export class WebConversations {
  private readonly queue = new KeyedQueue();

  /** `sendPassing` reaches the streams that are open on this process. */
  constructor(
    private readonly desk: WebDesk,
    private readonly sendPassing: (conversation: string, set: ActivitySet) => void,
  ) {}

  /** Number of messages taken and not yet stored. */
  get pending(): number {
    return this.queue.size;
  }

  /** Opens a conversation and greets; false when it is open already. */
  async start(conversation: string, user: string | null): Promise<boolean> {
    const { store, messages } = this.desk;
    if (!(await store.createConversation({ id: conversation, channel: CHANNEL, user }))) return false;
    const greeting = messages()['greeting'];
    if (greeting !== undefined) await store.addActivity(conversation, { author: 'desk', text: greeting });
    return true;
  }

  async exists(conversation: string): Promise<boolean> {
    return (await this.desk.store.conversation(conversation)) !== null;
  }

  /** Answers a message in its turn; resolves with the id of the message's activity once everything is stored. */
  async say(conversation: string, message: IncomingMessage, attachments: readonly Attachment[] = []): Promise<string> {
    const data = { ...(message.from === null ? {} : { from: message.from }), ...(attachments.length === 0 ? {} : { attachments }) };
    const said: Said = {
      conversation,
      channel: CHANNEL,
      messageId: message.messageId,
      text: message.text,
      data: Object.keys(data).length === 0 ? null : data,
    };
    const typing = setTimeout(() => {
      this.sendPassing(conversation, TYPING);
    }, TYPING_AFTER_MS);
    try {
      const { sequence } = await this.queue.run(conversation, () => this.take(said, attachments.length > 0));
      if (message.feedback !== null) {
        const { turn, solved, reason } = message.feedback;
        await this.desk.store.feedback(conversation, Number(turn), solved, reason);
      }
      return activityId(conversation, sequence);
    } finally {
      clearTimeout(typing);
    }
  }

  /** What follows a position. */
  async after(conversation: string, position: number): Promise<{ readonly set: ActivitySet; readonly position: number }> {
    const stored = await this.desk.store.activitiesAfter(conversation, position);
    return { set: this.writer().set(conversation, stored), position: stored.at(-1)?.sequence ?? position };
  }

  /** The newest activities, or the newest before a sequence number, with the cursor to those before. */
  async page(conversation: string, limit: number, before: number | null): Promise<ActivitySet> {
    const stored = await this.desk.store.history(conversation, before === null ? { limit } : { limit, before });
    const set = this.writer().set(conversation, stored);
    const first = stored[0]?.sequence ?? 1;
    const shown = before === null ? set : { activities: set.activities };
    return first > 1 ? { ...shown, earlier: String(first) } : shown;
  }

  private async take(said: Said, withPicture: boolean): Promise<{ readonly sequence: number }> {
    if (!withPicture || said.text.trim() !== '') return this.desk.respond(said);
    for (let tries = 1; ; tries++) {
      try {
        return await this.cannotRead(said);
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= MAX_TRIES) throw error;
        await sleep(Math.random() * Math.min(100, 5 * tries));
      }
    }
  }

  /** Answers a picture without words: the state stays as it is. */
  private async cannotRead({ conversation, channel, messageId, text, data }: Said): Promise<{ readonly sequence: number }> {
    const { store, messages } = this.desk;
    const seen = await store.findTurn(conversation, messageId);
    if (seen !== null) return seen;
    const stored = await store.load(conversation);
    const state = stored?.value ?? newState();
    const held = stored?.held;
    // While a person has the conversation, it is theirs to look at.
    const replies = held?.status === 'claimed' ? [] : [{ text: messages()['picture'] ?? '', choices: [] }];
    const turn = { messageId, text, data, match: null, replies, flow: flowOf(state), outcome: state.outcome, contacts: [], micros: 0 };
    const heard = held === undefined || held.status === 'closed' ? {} : ({ held: 'heard' } as const);
    return store.commitTurn({ conversation, channel, state, version: stored?.version ?? 0, turn, handoff: null, ...heard });
  }

  private writer(): ActivityWriter {
    return new ActivityWriter(this.desk.messages());
  }
}
