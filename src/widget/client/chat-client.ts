import type { Activity, ActivitySet, Feedback } from '../../channels/web/protocol';
import { appendActivities, lastOwn, type Message, ownMessage, prependActivities, setDelivery } from '../model/transcript';
import { Connection, PAGE, type Status } from './connection';
import { type DirectLine, RequestFailed } from './direct-line';
import { randomId } from './ids';
import { keep, recall } from './keep';
import { Outbox, type SendResult } from './outbox';
import { Sessions } from './session';

/** What the page shows of the conversation. */
export interface ChatState {
  readonly messages: readonly Message[];
  readonly status: Status;
  readonly typing: boolean;
  /** Cursor of the page before the first message; null when there is none. */
  readonly earlier: string | null;
  readonly loadingEarlier: boolean;
  /** Whether the conversation before this one is over. */
  readonly expired: boolean;
}

const UNSENT = 'shebao-desk-unsent';
/** A message that is kept over a reload. */
type Unsent = Pick<Message, 'activity' | 'delivery'>;
/** Milliseconds without a reply after which the desk is shown as typing. */
const TYPING_AFTER = 300;
/** Milliseconds after which a stored message without a reply is no longer waited for. */
const SILENCE = 4000;
/** Milliseconds after which a stored message that the stream has not brought is asked for. */
const ECHO = 3000;

/** The conversation of this page: sends, receives, and tells who listens of every change. */
export class ChatClient {
  private current: ChatState = { messages: [], status: 'starting', typing: false, earlier: null, loadingEarlier: false, expired: false };
  private readonly listeners = new Set<() => void>();
  private readonly sessions: Sessions;
  private readonly connection: Connection;
  private readonly outbox: Outbox<Activity>;
  private typingTimer: ReturnType<typeof setTimeout> | null = null;
  /** Key of the message that no reply is expected to any more. */
  private silent = '';

  constructor(private readonly api: DirectLine) {
    this.sessions = new Sessions(api);
    this.connection = new Connection(api, this.sessions, {
      onStatus: (status) => {
        this.onStatus(status);
      },
      onRestored: (set) => {
        this.onRestored(set);
      },
      onReceived: (set) => {
        this.onReceived(set);
      },
      onExpired: () => {
        this.update({ expired: true, earlier: null });
      },
    });
    this.outbox = new Outbox({
      send: (activity) => this.post(activity),
      onSent: (key, id) => {
        this.onSent(key, id);
      },
      onFailed: (key, why, said) => {
        this.update({ messages: setDelivery(this.current.messages, key, { state: 'failed', why, said }) });
      },
      wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    });
  }

  /** What there is to show now. */
  get state(): ChatState {
    return this.current;
  }

  /** Calls the listener after every change; returns what ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Goes on with this browser's conversation, or begins one. */
  start(): void {
    const messages = readUnsent(recall('sessionStorage', UNSENT));
    this.update({ messages });
    // As was promised before the page was loaded again.
    for (const { key, activity, delivery } of messages) if (delivery.state === 'pending') this.outbox.add(key, activity);
    void this.connection.run();
  }

  /** Sends what the user said. */
  send(text: string, feedback?: Feedback): void {
    const key = randomId();
    const activity: Activity = {
      type: 'message',
      from: { id: this.sessions.current?.user ?? '', role: 'user' },
      text,
      textFormat: 'plain',
      locale: 'zh-CN',
      timestamp: new Date().toISOString(),
      channelData: { clientActivityID: key, ...(feedback === undefined ? {} : { feedback }) },
    };
    this.update({ messages: [...this.current.messages, ownMessage(key, activity)] });
    this.outbox.add(key, activity);
  }

  /** Sends a failed message again, under the same id. */
  retry(key: string): void {
    const message = this.current.messages.find((candidate) => candidate.key === key);
    if (message?.delivery.state !== 'failed') return;
    const rest = this.current.messages.filter((candidate) => candidate !== message);
    this.update({ messages: [...rest, { ...message, delivery: { state: 'pending' }, live: true }] });
    this.outbox.add(key, message.activity);
    if (this.current.status === 'offline') this.connection.again();
  }

  /** Loads the messages before the first one shown. */
  async loadEarlier(): Promise<void> {
    const { earlier, loadingEarlier } = this.current;
    const session = this.sessions.current;
    if (earlier === null || loadingEarlier || session === null) return;
    this.update({ loadingEarlier: true });
    try {
      const set = await this.api.activities(session.conversation, session.token, { limit: String(PAGE), before: earlier });
      this.update({
        messages: prependActivities(this.current.messages, set.activities),
        earlier: set.earlier ?? null,
        loadingEarlier: false,
      });
    } catch {
      this.update({ loadingEarlier: false });
    }
  }

  private async post(activity: Activity): Promise<SendResult> {
    const session = this.sessions.current;
    if (session === null) return { kind: 'again', why: 'network', said: '' };
    try {
      const { id } = await this.api.post(session.conversation, session.token, { ...activity, from: { id: session.user, role: 'user' } });
      return { kind: 'sent', id };
    } catch (error) {
      const { status, message } = error instanceof RequestFailed ? error : { status: 0, message: '' };
      if ([401, 403, 404].includes(status)) this.connection.expire();
      return resultOf(status, message);
    }
  }

  private onStatus(status: Status): void {
    if (status === 'online') this.outbox.release();
    else this.outbox.hold();
    this.update({ status });
  }

  private onRestored(set: ActivitySet): void {
    const history = appendActivities([], set.activities, false);
    const known = new Set(history.map(({ key }) => key));
    this.update({ messages: [...history, ...this.current.messages.filter(({ key }) => !known.has(key))], earlier: set.earlier ?? null });
  }

  private onReceived(set: ActivitySet): void {
    this.update({ messages: appendActivities(this.current.messages, set.activities, true) });
  }

  private onSent(key: string, id: string): void {
    this.update({ messages: setDelivery(this.current.messages, key, { state: 'sent' }, id) });
    setTimeout(() => {
      if (this.current.messages.find((message) => message.key === key)?.placed === false) void this.connection.catchUp();
    }, ECHO);
    setTimeout(() => {
      this.silent = key;
      this.update({});
    }, SILENCE);
  }

  private update(change: Partial<ChatState>): void {
    const before = this.current.messages;
    this.current = { ...this.current, ...change };
    if (this.current.messages !== before) {
      const unsent: Unsent[] = this.current.messages
        .filter(({ delivery }) => delivery.state !== 'sent')
        .map(({ activity, delivery }) => ({ activity, delivery }));
      keep('sessionStorage', UNSENT, unsent.length === 0 ? null : unsent);
    }
    this.watchTyping();
    for (const listener of this.listeners) listener();
  }

  /** Shows the desk as typing while the newest message is the user's, after a moment in which most replies come. */
  private watchTyping(): void {
    const { messages, status, typing } = this.current;
    const last = messages[messages.length - 1];
    const awaited =
      status === 'online' &&
      last !== undefined &&
      lastOwn(messages) === messages.length - 1 &&
      last.live &&
      last.delivery.state !== 'failed' &&
      !withPerson(messages) &&
      last.key !== this.silent;
    if (!awaited) {
      if (this.typingTimer !== null) clearTimeout(this.typingTimer);
      this.typingTimer = null;
      if (typing) this.current = { ...this.current, typing: false };
    } else if (!typing && this.typingTimer === null) {
      this.typingTimer = setTimeout(() => {
        this.typingTimer = null;
        this.update({ typing: true });
      }, TYPING_AFTER);
    }
  }
}

/** The messages kept before a reload; none when what is kept is not ours. */
function readUnsent(kept: unknown): readonly Message[] {
  if (!Array.isArray(kept)) return [];
  return (kept as readonly (Partial<Unsent> | null)[]).flatMap((item) => {
    const { activity, delivery } = item ?? {};
    if (typeof activity?.text !== 'string' || (delivery?.state !== 'pending' && delivery?.state !== 'failed')) return [];
    const message = ownMessage(activity.channelData?.clientActivityID ?? randomId(), activity);
    return [{ ...message, delivery, live: delivery.state === 'pending' }];
  });
}

/** Whether a person has the conversation: theirs was the last word to the user. */
function withPerson(messages: readonly Message[]): boolean {
  const last = [...messages].reverse().find(({ own }) => !own)?.activity.from.id;
  return last === 'staff' || last === 'system';
}

function resultOf(status: number, said: string): SendResult {
  if (status === 0 || [401, 403, 404].includes(status)) return { kind: 'again', why: 'network', said: '' };
  if (status >= 500 || status === 408) return { kind: 'again', why: 'server', said: '' };
  return { kind: 'failed', why: status === 429 ? 'tooFast' : status === 413 ? 'tooLong' : 'refused', said };
}
