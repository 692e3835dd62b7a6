/**
 * What the web channel and the chat page say to each other: the parts of Direct Line 3.0 that are used, with our own
 * data in `channelData`, and the two look-ups of the page. Times are ISO 8601 in UTC. This file imports nothing.
 */

/** Where the web channel speaks Direct Line, relative to the address of the chat page. */
export const DIRECT_LINE_PATH = 'v3/directline';

/** Answer of `POST tokens/generate`, `POST tokens/refresh`. */
export interface TokenResponse {
  readonly conversationId: string;
  /** Opens this one conversation only. */
  readonly token: string;
  /** Life of the token, in seconds. */
  readonly expires_in: number;
}

/** Answer of `POST conversations` (start) and of `GET conversations/{id}?watermark=` (resume: the stream begins after the watermark). */
export interface ConversationResponse extends TokenResponse {
  /** Address of the WebSocket that sends each {@link ActivitySet} once. */
  readonly streamUrl: string;
}

/** Answer of `POST conversations/{id}/activities`, given when the message is stored. */
export interface ResourceResponse {
  readonly id: string;
}

/** Body of every response that is not a success. */
export interface ErrorResponse {
  readonly error: { readonly code: string; readonly message: string };
}

/**
 * Who sent an activity; users carry `role: 'user'`. Of the others the program has the id `desk`, a person behind it `staff`
 * and that person's name, and `system` tells of events, such as a person taking over.
 */
export interface Account {
  readonly id: string;
  readonly name?: string;
  readonly role?: 'user' | 'bot';
}

/** One quick reply: `imBack` says its value aloud, `openUrl` opens it, `call` dials it. */
export interface CardAction {
  readonly type: 'imBack' | 'openUrl' | 'call';
  readonly title: string;
  readonly value: string;
}

/** A picture or a file beside a message. */
export interface Attachment {
  readonly contentType: string;
  /** Address of the content, absolute or relative to the chat page. */
  readonly contentUrl?: string;
  readonly thumbnailUrl?: string;
  readonly name?: string;
}

/** How far a walk-through has come; both count from 1. */
export interface Progress {
  readonly step: number;
  readonly total: number;
}

/** Asks whether a reply helped. The two texts are also among the message's quick replies, for other clients. */
export interface FeedbackOffer {
  /** Names the turn that is judged. */
  readonly turn: string;
  /** What the user says when it helped. */
  readonly solved: string;
  /** What the user says when it did not. */
  readonly unsolved: string;
}

/** The user's judgement; it comes with the message that says it. */
export interface Feedback {
  readonly turn: string;
  readonly solved: boolean;
  /** Why it did not help, in the user's words or those of a button; empty when not said. */
  readonly reason: string;
}

/** Our own data of an activity. */
export interface ChannelData {
  /** The sender's id of the message: sent again, it brings the same turn and the same replies. The server returns it unchanged. */
  readonly clientActivityID?: string;
  readonly progress?: Progress;
  /** The 咨询单, word for word as it stands in the message's text. */
  readonly slip?: string;
  readonly feedbackOffer?: FeedbackOffer;
  readonly feedback?: Feedback;
}

/** One message or event. */
export interface Activity {
  readonly type: 'message' | 'typing' | 'event' | 'endOfConversation';
  /** Given by the server; unique in the conversation. */
  readonly id?: string;
  readonly timestamp?: string;
  readonly from: Account;
  readonly text?: string;
  /** Always `plain` or left out: the page never reads markup. */
  readonly textFormat?: string;
  readonly locale?: string;
  /** Id of the message that this one answers. */
  readonly replyToId?: string;
  readonly suggestedActions?: { readonly actions: readonly CardAction[] };
  readonly attachments?: readonly Attachment[];
  readonly channelData?: ChannelData;
}

/**
 * Answer of `GET conversations/{id}/activities` and frame of the stream; an empty frame keeps the stream alive.
 * Beside Direct Line's `watermark` query the server takes `limit` (the newest so many, oldest first) and `before`
 * (those before a cursor), for history that is loaded in pages.
 */
export interface ActivitySet {
  readonly activities: readonly Activity[];
  /** Position behind the last activity. */
  readonly watermark?: string;
  /** With `limit`: the cursor for `before` that brings the page before this one; left out when there is none. */
  readonly earlier?: string;
}

/** A question the desk can answer. */
export interface KnownQuestion {
  readonly id: string;
  /** What the button says, and what is sent. */
  readonly title: string;
}

/** Answer of `GET api/suggest?q=`: the best few for what is being typed, the most asked for an empty `q`. */
export interface SuggestResponse {
  readonly questions: readonly KnownQuestion[];
}

/** Answer of `GET api/topics`: the menu, in the knowledge's order. */
export interface TopicsResponse {
  readonly topics: readonly { readonly id: string; readonly title: string; readonly questions: readonly KnownQuestion[] }[];
}
