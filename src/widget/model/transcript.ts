import type { Activity } from '../../channels/web/protocol';

/** Why a message was not sent. */
export type Failure = 'network' | 'refused' | 'tooLong' | 'tooFast' | 'server';

/** Where a message of the user's stands; `said` is what the server said about a failure, empty when nothing. */
export type Delivery =
  { readonly state: 'sent' } | { readonly state: 'pending' } | { readonly state: 'failed'; readonly why: Failure; readonly said: string };

/** One line of the transcript. */
export interface Message {
  /** The client's id for own messages, else the server's. */
  readonly key: string;
  readonly own: boolean;
  readonly activity: Activity;
  readonly delivery: Delivery;
  /** Whether the server has put it in its place among the others. */
  readonly placed: boolean;
  /** Whether it came while the page was open; older ones are not read aloud. */
  readonly live: boolean;
}

/** A new own message, not sent yet. */
export function ownMessage(key: string, activity: Activity): Message {
  return { key, own: true, activity, delivery: { state: 'pending' }, placed: false, live: true };
}

/** The transcript with activities from the server behind what is there; those known by id stay where they are. */
export function appendActivities(messages: readonly Message[], activities: readonly Activity[], live: boolean): readonly Message[] {
  const list = [...messages];
  for (const activity of activities) {
    if (activity.type !== 'message') continue;
    const message = received(activity, live);
    const known = list.findIndex(({ key, activity: { id } }) => key === message.key || (id !== undefined && id === activity.id));
    const there = list[known];
    if (there !== undefined && (there.placed || !there.own)) continue;
    if (there !== undefined) list.splice(known, 1);
    list.splice(firstUnplaced(list), 0, there === undefined ? message : merged(there, message));
  }
  return same(messages, list) ? messages : list;
}

/** The transcript with a page of older activities in front. */
export function prependActivities(messages: readonly Message[], activities: readonly Activity[]): readonly Message[] {
  const known = new Set(messages.map(({ key }) => key));
  const older = activities.filter(({ type }) => type === 'message').map((activity) => received(activity, false));
  return [...older.filter(({ key }) => !known.has(key)), ...messages];
}

/** The transcript with another delivery of one message. */
export function setDelivery(messages: readonly Message[], key: string, delivery: Delivery, id?: string): readonly Message[] {
  return messages.map((message) => {
    if (message.key !== key) return message;
    const activity = id === undefined ? message.activity : { ...message.activity, id };
    return message.placed ? message : { ...message, activity, delivery };
  });
}

/** Index of the last message of the user's; quick replies before it have had their time. -1 when there is none. */
export function lastOwn(messages: readonly Message[]): number {
  for (let i = messages.length - 1; i >= 0; i--) if (messages[i]?.own === true) return i;
  return -1;
}

function received(activity: Activity, live: boolean): Message {
  const own = activity.from.role === 'user';
  const key = (own ? activity.channelData?.clientActivityID : undefined) ?? activity.id ?? '';
  return { key, own, activity, delivery: { state: 'sent' }, placed: true, live };
}

/** An own message as the server has it, with what only the sender knows. */
function merged(own: Message, message: Message): Message {
  const channelData = { ...own.activity.channelData, ...message.activity.channelData };
  return { ...message, key: own.key, live: own.live, activity: { ...message.activity, channelData } };
}

/** Where the own messages begin that the server has not placed yet; a failed one stays where it failed. */
function firstUnplaced(messages: readonly Message[]): number {
  let at = messages.length;
  while (at > 0 && messages[at - 1]?.placed === false && messages[at - 1]?.delivery.state !== 'failed') at--;
  return at;
}

function same(left: readonly Message[], right: readonly Message[]): boolean {
  return left.length === right.length && left.every((message, i) => message === right[i]);
}
