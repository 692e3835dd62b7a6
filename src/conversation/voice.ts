import { ActionTypes, type Activity, ActivityTypes, type TurnContext } from 'botbuilder-core';
import type { Contact, Entry } from '../domain/knowledge';
import type { Reply } from '../domain/turn';
import type { Renderer } from './render';

const CONTACTS = Symbol('contacts');
const REFERENCE = /\{contact:([a-z0-9-]+)\}/g;

/** Sends what the desk says in a turn and remembers which contacts it named. */
export class Voice {
  constructor(
    readonly renderer: Renderer,
    private readonly contacts: readonly Contact[],
  ) {}

  /** Whether there is a contact of this id. */
  knows(contact: string): boolean {
    return this.contacts.some(({ id }) => id === contact);
  }

  /** Sends a text, its references filled in, with quick replies. */
  async say(context: TurnContext, text: string, choices: readonly string[] = []): Promise<void> {
    for (const [, id] of text.matchAll(REFERENCE)) if (id !== undefined) this.named(context).add(id);
    const activity: Partial<Activity> = { type: ActivityTypes.Message, text: this.renderer.fill(text) };
    if (choices.length > 0)
      activity.suggestedActions = { to: [], actions: choices.map((title) => ({ type: ActionTypes.ImBack, title, value: title })) };
    await context.sendActivity(activity);
  }

  /** Sends a fixed message. */
  async message(
    context: TurnContext,
    key: string,
    values: Readonly<Record<string, string>> = {},
    choices: readonly string[] = [],
  ): Promise<void> {
    await this.say(context, this.renderer.message(key, values), choices);
  }

  /** Sends an entry's whole answer. */
  async entry(context: TurnContext, entry: Entry, choices: readonly string[] = [], suffix = ''): Promise<void> {
    this.noteContacts(context, entry);
    await this.say(context, this.renderer.entry(entry) + suffix, choices);
  }

  /** Remembers that a contact was given. */
  name(context: TurnContext, id: string): void {
    this.named(context).add(id);
  }

  /** Remembers the contacts of an entry's answer. */
  noteContacts(context: TurnContext, { answer }: Entry): void {
    for (const id of answer.contacts) this.name(context, id);
    for (const text of [answer.conclusion, ...answer.steps, ...answer.notes])
      for (const [, id] of text.matchAll(REFERENCE)) if (id !== undefined) this.name(context, id);
  }

  /** Ids of the contacts named in this turn, in the order of the knowledge. */
  namedContacts(context: TurnContext): string[] {
    const named = this.named(context);
    return this.contacts.map(({ id }) => id).filter((id) => named.has(id));
  }

  private named(context: TurnContext): Set<string> {
    const known = context.turnState.get<Set<string> | undefined>(CONTACTS);
    if (known !== undefined) return known;
    const created = new Set<string>();
    context.turnState.set(CONTACTS, created);
    return created;
  }
}

/** A sent activity as a reply. */
export function toReply(activity: Partial<Activity>): Reply {
  return { text: activity.text ?? '', choices: (activity.suggestedActions?.actions ?? []).map(({ title }) => title) };
}
