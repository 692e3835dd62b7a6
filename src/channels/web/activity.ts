import type { Messages } from '../../domain/knowledge';
import type { StoredActivity } from '../../storage/store';
import type { Account, Activity, ActivitySet, Attachment, ChannelData } from './protocol';
import { texts } from './texts';

const DESK: Account = { id: 'desk', name: texts.desk, role: 'bot' };
/** Tells of events, such as a person taking over; the chat page shows it apart from what is said. */
const SYSTEM: Account = { id: 'system', role: 'bot' };
const STAFF_ID = 'staff';
const USER = 'user';

/** Turns stored activities into those of the protocol; what the chat page shows apart from the text is found by the desk's fixed messages. */
export class ActivityWriter {
  private readonly progress: RegExp;

  constructor(private readonly messages: Messages) {
    this.progress = templatePattern(messages['guide-progress'] ?? '');
  }

  /** A set of activities in order, with the watermark behind the last. */
  set(conversation: string, stored: readonly StoredActivity[]): ActivitySet {
    const activities = stored.map((activity) => this.write(conversation, activity));
    const last = stored.at(-1);
    return last === undefined ? { activities } : { activities, watermark: String(last.sequence) };
  }

  private write(conversation: string, stored: StoredActivity): Activity {
    const channelData = stored.author === 'user' ? sent(stored) : this.shown(stored);
    const attachments = readAttachments(stored.data?.['attachments']);
    return {
      type: 'message',
      id: activityId(conversation, stored.sequence),
      timestamp: new Date(stored.at).toISOString(),
      from: accountOf(stored),
      text: stored.text,
      textFormat: 'plain',
      locale: 'zh-CN',
      ...(stored.answers === null ? {} : { replyToId: activityId(conversation, stored.answers) }),
      ...(stored.choices.length === 0
        ? {}
        : { suggestedActions: { actions: stored.choices.map((title) => ({ type: 'imBack' as const, title, value: title })) } }),
      ...(attachments.length === 0 ? {} : { attachments }),
      ...(Object.keys(channelData).length === 0 ? {} : { channelData }),
    };
  }

  private shown({ text, choices, turn }: StoredActivity): ChannelData {
    const { 'feedback-solved': solved, 'feedback-unsolved': unsolved, 'slip-title': slipTitle } = this.messages;
    const progress = this.progress.exec(text)?.groups;
    const slip = slipTitle === undefined || !text.includes(slipTitle) ? undefined : text.slice(text.indexOf(slipTitle)).split('\n\n')[0];
    const offers =
      turn !== null && solved !== undefined && unsolved !== undefined && choices.includes(solved) && choices.includes(unsolved);
    return {
      ...(progress === undefined ? {} : { progress: { step: Number(progress['step']), total: Number(progress['total']) } }),
      ...(slip === undefined ? {} : { slip }),
      ...(offers ? { feedbackOffer: { turn: String(turn), solved, unsolved } } : {}),
    };
  }
}

/** Name of an activity on the wire. */
export function activityId(conversation: string, sequence: number): string {
  return `${conversation}|${String(sequence).padStart(7, '0')}`;
}

function accountOf({ author, data }: StoredActivity): Account {
  switch (author) {
    case 'user': {
      const from = data?.['from'];
      return { id: typeof from === 'string' ? from : USER, role: 'user' };
    }
    case 'staff': {
      const by = data?.['by'];
      return { id: STAFF_ID, ...(typeof by === 'string' ? { name: by } : {}), role: 'bot' };
    }
    case 'system':
      return SYSTEM;
    case 'desk':
      return DESK;
  }
}

function sent({ messageId }: StoredActivity): ChannelData {
  return messageId === null ? {} : { clientActivityID: messageId };
}

function readAttachments(value: unknown): readonly Attachment[] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (item): item is Attachment => typeof item === 'object' && item !== null && 'contentType' in item && 'contentUrl' in item,
  );
}

/** Recognises texts made from a template whose `{step}` and `{total}` are numbers. */
function templatePattern(template: string): RegExp {
  if (!template.includes('{step}') || !template.includes('{total}')) return /(?!)/;
  const pattern = template
    .split(/(\{[a-z]+\})/)
    .map((part) => {
      if (part === '{step}' || part === '{total}') return `(?<${part.slice(1, -1)}>\\d+)`;
      return /^\{[a-z]+\}$/.test(part) ? '[^]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${pattern}`);
}
