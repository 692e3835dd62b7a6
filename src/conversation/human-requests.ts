import type { TurnContext } from 'botbuilder-core';
import type { Entry, Knowledge } from '../domain/knowledge';
import type { FlowServices } from './flow-services';
import { numberOf } from './numbers';
import type { ConversationState } from './state';
import { matchTurn, turnOf } from './turn';
import type { Matching } from './recent-matches';

const TOWNSHIP = 'township-office';
/** How sure the desk must be of an entry to name the problem after it. */
const SURE = 0.84;
/** How sure it must be to route by the entry's topic. */
const LIKELY = 0.5;

/** Requests for a person outside of a flow: whom the problem at hand goes to, after one question when it is unknown. */
export class HumanRequests {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matching,
    private readonly services: FlowServices,
  ) {}

  /** Someone wants a person: at once when the problem is known, after one question when not. */
  async ask(context: TurnContext, state: ConversationState): Promise<void> {
    if (state.lastEntry !== null && state.outcome !== 'resolved') {
      const entry = this.services.entry(state.lastEntry);
      await this.send(context, state, state.sentTo.length > 0 ? state.sentTo : [this.contactOf(entry)], entry.title);
      return;
    }
    state.pending = { kind: 'human-topic' };
    const titles = this.knowledge.topics.map(({ title }) => title);
    await this.services.voice.message(context, 'human-topic', {}, titles);
  }

  /** Takes a message as the topic that a person is wanted for; false when it is something else. */
  async route(context: TurnContext, state: ConversationState, text: string): Promise<boolean> {
    const { topics } = this.knowledge;
    const { decision, candidates } = matchTurn(context, this.matcher, text);
    const [first] = candidates;
    const entry = first === undefined || first.confidence < LIKELY ? undefined : this.services.entry(first.id);
    const named = this.namedTopic(text);
    const topic = named ?? topics.find(({ id }) => id === entry?.topic);
    if (topic === undefined && decision.kind === 'decline') return false;
    state.problem = turnOf(context).text;
    if (topic === undefined) {
      await this.send(context, state, [TOWNSHIP], text.slice(0, 30));
      return true;
    }
    const sure = entry?.topic === topic.id && (first?.confidence ?? 0) >= SURE ? entry : undefined;
    await this.send(
      context,
      state,
      [sure === undefined ? this.services.escalation.contactOf(topic.id) : this.contactOf(sure)],
      sure?.title ?? topic.title,
    );
    return true;
  }

  /** Entry that says what to do when the contacts the user was sent to could not help; null when there is none. */
  afterContact(state: ConversationState, entry: Entry): string | null {
    const then = this.knowledge.contacts.find(({ id, then }) => state.sentTo.includes(id) && then !== null)?.then ?? null;
    return then === entry.id ? null : then;
  }

  /** The next resort of a problem that was not solved: its contact, and when that was given already, the township office where it may help. */
  async next(context: TurnContext, state: ConversationState, entry: Entry): Promise<void> {
    const first = this.contactOf(entry);
    const given = state.sentTo.includes(first) && entry.topic !== 'register';
    await this.services.escalation.send(context, state, [given ? TOWNSHIP : first], entry.title);
  }

  /** Names again whom the user was sent to, for someone in a hurry with the township office beside it. */
  async repeat(context: TurnContext, state: ConversationState, entry: Entry): Promise<void> {
    const contacts = state.sentTo.length > 0 ? state.sentTo : [this.contactOf(entry)];
    const more = entry.topic === 'register' || entry.topic === 'ukey' || contacts.includes(TOWNSHIP) ? [] : [TOWNSHIP];
    await this.services.escalation.send(
      context,
      state,
      [...contacts, ...more],
      entry.title,
      this.services.voice.renderer.message('urgent'),
    );
  }

  private async send(context: TurnContext, state: ConversationState, contacts: readonly string[], title: string): Promise<void> {
    await this.services.escalation.send(context, state, contacts, title, this.services.voice.renderer.message('human-route'));
  }

  private contactOf(entry: Entry): string {
    return this.services.findFlow(entry.flow)?.contact ?? this.services.escalation.contactOf(entry.topic);
  }

  private namedTopic(text: string): { readonly id: string; readonly title: string } | undefined {
    const { topics } = this.knowledge;
    const number = numberOf(text);
    if (number !== null) return topics[number - 1];
    const recognition = this.services.options.recognise(
      text,
      topics.map(({ title }) => ({ label: title, say: title.split(/[与和、]/u).filter((part) => part.length > 1), polarity: null })),
    );
    return recognition.kind === 'pick' ? topics[recognition.index] : undefined;
  }
}
