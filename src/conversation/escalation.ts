import type { TurnContext } from 'botbuilder-core';
import type { Contact, Knowledge, Office } from '../domain/knowledge';
import type { ConversationState } from './state';
import type { Voice } from './voice';

const TOWNSHIP = 'township-office';

/** Sends users to the right contact, with a note they can hand over. */
export class Escalation {
  private readonly contacts: ReadonlyMap<string, Contact>;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly voice: Voice,
  ) {
    this.contacts = new Map(knowledge.contacts.map((contact) => [contact.id, contact]));
  }

  /** Names the contacts (main one first), how to reach them, and the note; `title` is the problem's name. */
  async send(context: TurnContext, state: ConversationState, contacts: readonly string[], title: string, say = ''): Promise<void> {
    const lines = say === '' ? [] : [say];
    for (const id of contacts) {
      const contact = this.contacts.get(id);
      if (contact === undefined) continue;
      this.voice.name(context, id);
      lines.push(`☎ ${this.reach(contact, state)}`);
    }
    lines.push('', this.slip(state, title));
    const office = this.officeOf(state);
    if (contacts.includes(TOWNSHIP) && office === null) {
      lines.push('', this.voice.renderer.message('ask-place'));
      state.pending = { kind: 'place' };
    }
    await this.voice.say(context, lines.join('\n'));
    state.outcome = 'escalated';
    state.sentTo = [...contacts];
  }

  /** The contact that takes questions of a topic when a person is wanted. */
  contactOf(topic: string): string {
    return this.knowledge.contacts.find(({ topics }) => topics.includes(topic))?.id ?? TOWNSHIP;
  }

  /** How to reach a township's office, or where to look it up. */
  async office(context: TurnContext, office: Office): Promise<void> {
    this.voice.name(context, TOWNSHIP);
    await this.voice.say(context, this.describe(office));
  }

  /** How to reach a township's office, as text. */
  describe({ name, address, phone }: Office): string {
    if (address === '' && phone === '') return this.voice.renderer.message('office-unknown', { name });
    const { renderer } = this.voice;
    const parts = [
      address === '' ? '' : renderer.message('office-address', { text: address }),
      phone === '' ? '' : renderer.message('office-phone', { text: phone }),
    ];
    return renderer.message('office-line', { name, text: parts.filter((part) => part !== '').join('　') });
  }

  private reach(contact: Contact, state: ConversationState): string {
    const office = this.officeOf(state);
    if (contact.id === TOWNSHIP && office !== null) return this.describe(office);
    return this.voice.renderer.contact(contact);
  }

  private officeOf(state: ConversationState): Office | null {
    return this.knowledge.offices.find(({ id }) => id === state.office) ?? null;
  }

  private slip(state: ConversationState, title: string): string {
    const { renderer } = this.voice;
    const lines = [renderer.message('slip-title'), renderer.message('slip-problem', { title: asWords(title) })];
    if (state.problem !== '') lines.push(renderer.message('slip-words', { text: asWords(state.problem) }));
    const office = this.officeOf(state);
    if (office !== null) lines.push(renderer.message('slip-office', { name: office.name }));
    if (state.notes.length > 0)
      lines.push(renderer.message('slip-notes', { text: asWords(state.notes.map(({ text }) => text).join('；')) }));
    return lines.join('\n');
  }
}

/** The user's words as they are shown: braces would be taken for the desk's own references. */
function asWords(text: string): string {
  return text.replaceAll('{', '｛').replaceAll('}', '｝');
}
