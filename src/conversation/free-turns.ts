import type { TurnContext } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import type { MatchDecision } from '../domain/decision';
import type { Entry, Knowledge } from '../domain/knowledge';
import type { Matcher } from '../matching/matcher';
import type { Command, CommandRecognizer } from './commands';
import { FLOW_DIALOG, type FlowStart } from './flow-dialog';
import type { FlowServices } from './flow-services';
import type { OptionRecognizer, Recognition } from './option-recognizer';
import { estimateSuffix } from './reply';
import type { ConversationState, Pending } from './state';
import { turnOf } from './turn';

/** Misses in a row at one choice, and declines in a row, after which a person is offered. */
const MAX_MISSES = 2;
/** Entries whose answer is completed by the office of the place named. */
const OFFICE_ENTRIES: readonly string[] = ['township-office-lookup', 'offline-business', 'login-urgent-offline'];

/** Turns while no flow is running: new questions, choices offered, feedback, requests for a person. */
export class FreeTurns {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matcher,
    private readonly services: FlowServices,
    private readonly options: OptionRecognizer,
    private readonly commands: CommandRecognizer,
  ) {}

  /** Handles a message. */
  async handle(dc: DialogContext, state: ConversationState, text: string): Promise<void> {
    if (text.trim() === '') {
      await this.services.voice.message(dc.context, 'empty');
      return;
    }
    const office = this.services.places.find(text);
    if (office !== null) state.office = office.id;
    const { pending } = state;
    state.pending = null;
    if (pending !== null && (await this.awaited(dc, state, text, pending))) return;
    const command = this.commands.recognise(text);
    if (command !== null) {
      await this.command(dc, state, command);
      return;
    }
    if (office !== null && this.services.places.isPlaceOnly(text)) {
      await this.services.escalation.office(dc.context, office);
      return;
    }
    await this.question(dc, state, text, pending);
  }

  /** Gives an entry: its walk-through where there is one to start at once, else its answer. */
  async deliver(dc: DialogContext, state: ConversationState, id: string, text: string): Promise<void> {
    const { voice } = this.services;
    const entry = this.services.entry(id);
    this.begin(dc.context, state, id);
    const flow = this.services.findFlow(entry.flow);
    if (flow?.direct.includes(id) === true) {
      state.exhausted.push(flow.id);
      await voice.say(dc.context, entry.answer.conclusion);
      await dc.beginDialog(FLOW_DIALOG, { flowId: flow.id, entry: id } satisfies FlowStart);
      return;
    }
    const choices = [...(flow === null ? [] : [voice.renderer.message('walk-me')]), voice.renderer.message('feedback-solved'), voice.renderer.message('feedback-unsolved')];
    await voice.entry(dc.context, entry, choices, this.officeSuffix(state, id) + estimateSuffix(entry, text, this.knowledge, voice.renderer));
    state.pending = { kind: 'feedback', entry: id };
  }

  /** Lists the topics. */
  async menu(context: TurnContext, state: ConversationState): Promise<void> {
    state.pending = { kind: 'menu' };
    await this.services.voice.message(
      context,
      'menu',
      {},
      this.knowledge.topics.map(({ title }) => title),
    );
  }

  /** Says that a subject is not ours and who deals with it. */
  async decline(context: TurnContext, elsewhere: string): Promise<void> {
    const topic = this.knowledge.elsewhere.find(({ id }) => id === elsewhere);
    await this.services.voice.message(context, 'decline-elsewhere', { title: topic?.title ?? '', where: topic?.where ?? '' });
  }

  private begin(context: TurnContext, state: ConversationState, id: string): void {
    if (state.lastEntry !== id) state.exhausted = [];
    Object.assign(state, { lastEntry: id, outcome: 'open', notes: [], declines: 0, problem: turnOf(context).text });
  }

  private officeSuffix(state: ConversationState, id: string): string {
    const office = this.knowledge.offices.find((candidate) => candidate.id === state.office);
    return office === undefined || !OFFICE_ENTRIES.includes(id) ? '' : `\n${this.services.escalation.describe(office)}`;
  }

  private async question(dc: DialogContext, state: ConversationState, text: string, before: Pending | null): Promise<void> {
    const { decision } = this.matcher.match(text);
    await this.perform(dc, state, text, decision, before);
  }

  private async perform(dc: DialogContext, state: ConversationState, text: string, decision: MatchDecision, before: Pending | null): Promise<void> {
    const { voice } = this.services;
    const { context } = dc;
    switch (decision.kind) {
      case 'answer':
        if (decision.answers.length === 1) await this.deliver(dc, state, decision.answers[0]?.id ?? '', text);
        else await this.deliverSeveral(context, state, decision.answers.map(({ id }) => id));
        return;
      case 'clarify': {
        const misses = before?.kind === 'choices' ? before.misses + 1 : 0;
        if (misses >= MAX_MISSES) await this.human(context, state);
        else await this.offer(context, state, decision.choices.map(({ id }) => id), 'clarify', misses);
        return;
      }
      case 'smalltalk':
        await voice.say(context, this.knowledge.smalltalk.find(({ id }) => id === decision.smalltalk)?.reply ?? '');
        return;
      case 'handoff':
        await this.human(context, state);
        return;
      case 'decline':
        state.declines++;
        state.lastEntry = null;
        state.problem = turnOf(context).text;
        if (decision.elsewhere !== null) await this.decline(context, decision.elsewhere);
        else await voice.message(context, state.declines >= MAX_MISSES ? 'declined-again' : 'decline', {}, state.declines >= MAX_MISSES ? this.wayOut() : []);
        return;
    }
  }

  private wayOut(): string[] {
    const { menu, human } = this.commands.labels;
    return [menu, human];
  }

  private async deliverSeveral(context: TurnContext, state: ConversationState, ids: readonly string[]): Promise<void> {
    this.begin(context, state, ids[0] ?? '');
    for (const id of ids) {
      const entry = this.services.entry(id);
      this.services.voice.noteContacts(context, entry);
      await this.services.voice.say(context, `【${entry.title}】\n${this.services.voice.renderer.entry(entry)}`);
    }
    state.pending = { kind: 'feedback', entry: ids[0] ?? '' };
  }

  private async offer(context: TurnContext, state: ConversationState, entries: readonly string[], message: string, misses: number): Promise<void> {
    const titles = entries.map((id) => this.services.entry(id).title);
    const text = [this.services.voice.renderer.message(message), ...titles.map((title, i) => `${String(i + 1)}. ${title}`)].join('\n');
    state.pending = { kind: 'choices', entries, misses };
    await this.services.voice.say(context, text, [...titles, this.services.voice.renderer.message('clarify-none')]);
  }

  /** Takes a message as the answer to what was asked; false when it is something else. */
  private async awaited(dc: DialogContext, state: ConversationState, text: string, pending: Pending): Promise<boolean> {
    const { context } = dc;
    switch (pending.kind) {
      case 'choices': {
        const recognition = this.recogniseEntries(text, pending.entries);
        if (recognition.kind === 'pick' && recognition.certain) {
          const problem = state.problem;
          await this.deliver(dc, state, pending.entries[recognition.index] ?? '', text);
          if (problem !== '' && /^.{0,6}$/u.test(text)) state.problem = problem;
          return true;
        }
        if (recognition.kind === 'exclude') {
          const rest = pending.entries.filter((_, i) => i !== recognition.index);
          if (rest.length === 1) await this.deliver(dc, state, rest[0] ?? '', text);
          else await this.offer(context, state, rest, 'clarify', pending.misses);
          return true;
        }
        if (recognition.kind !== 'none') return false;
        await this.services.voice.message(context, 'declined-again', {}, this.wayOut());
        return true;
      }
      case 'feedback':
        return this.feedback(dc, state, text, pending.entry);
      case 'human-topic':
        return this.routeHuman(context, state, text);
      case 'menu': {
        const recognition = this.options.recognise(text, this.knowledge.topics.map(({ title }) => ({ label: title, say: [], polarity: null })));
        const number = /^\s*(\d{1,2})\s*$/.exec(text);
        const topic = number !== null ? this.knowledge.topics[Number(number[1]) - 1] : recognition.kind === 'pick' && recognition.certain ? this.knowledge.topics[recognition.index] : undefined;
        if (topic === undefined) return false;
        const entries = this.knowledge.entries.filter((entry) => entry.topic === topic.id).map(({ id }) => id);
        await this.offer(context, state, entries, 'menu-topic', 0);
        return true;
      }
      case 'place': {
        const office = this.services.places.guess(text);
        if (office === null) return false;
        state.office = office.id;
        await this.services.escalation.office(context, office);
        return true;
      }
      case 'switch':
      case 'changed':
        return false;
    }
  }

  private recogniseEntries(text: string, ids: readonly string[]): Recognition {
    const number = /^\s*(\d{1,2})\s*$/.exec(text);
    if (number !== null && Number(number[1]) >= 1 && Number(number[1]) <= ids.length) return { kind: 'pick', index: Number(number[1]) - 1, certain: true };
    return this.options.recognise(text, ids.map((id) => ({ label: this.services.entry(id).title, say: [], polarity: null })));
  }

  private async feedback(dc: DialogContext, state: ConversationState, text: string, id: string): Promise<boolean> {
    const { voice } = this.services;
    const flow = this.services.findFlow(this.services.entry(id).flow);
    const recognition = this.options.recognise(text, [
      { label: voice.renderer.message('feedback-solved'), say: [], polarity: null },
      { label: voice.renderer.message('feedback-unsolved'), say: [], polarity: 'no' },
      { label: voice.renderer.message('walk-me'), say: voice.renderer.message('walk-me-words').split('、'), polarity: 'yes' },
    ]);
    if (recognition.kind !== 'pick' || !recognition.certain) return false;
    if (recognition.index === 0) await this.solved(dc.context, state);
    else if (recognition.index === 1) await this.unsolved(dc, state, id);
    else if (flow === null || this.options.compact(text) !== this.options.compact(voice.renderer.message('walk-me'))) {
      if (flow === null || /^(?:好|好的|嗯|嗯嗯|行|对|是|是的|有|知道)/u.test(this.options.compact(text))) return false;
      await this.walk(dc, state, id, flow.id);
    } else await this.walk(dc, state, id, flow.id);
    return true;
  }

  private async walk(dc: DialogContext, state: ConversationState, id: string, flowId: string): Promise<void> {
    state.exhausted.push(flowId);
    await dc.beginDialog(FLOW_DIALOG, { flowId, entry: id } satisfies FlowStart);
  }

  private async command(dc: DialogContext, state: ConversationState, command: Command): Promise<void> {
    const { context } = dc;
    switch (command.kind) {
      case 'human':
        await this.human(context, state);
        return;
      case 'menu':
        await this.menu(context, state);
        return;
      case 'solved':
        await this.solved(context, state);
        return;
      case 'stuck':
        if (state.lastEntry === null) await this.services.voice.message(context, 'nothing-running');
        else await this.unsolved(dc, state, state.lastEntry);
        return;
      case 'quit':
        await this.services.voice.message(context, 'quit');
        return;
      case 'next':
      case 'restart':
      case 'step': {
        const flow = state.lastEntry === null ? null : this.services.findFlow(this.services.entry(state.lastEntry).flow);
        if (flow === null || state.lastEntry === null) await this.services.voice.message(context, 'nothing-running');
        else await this.walk(dc, state, state.lastEntry, flow.id);
        return;
      }
      case 'back':
        await this.services.voice.message(context, 'nothing-running');
        return;
    }
  }

  private async solved(context: TurnContext, state: ConversationState): Promise<void> {
    await this.services.voice.message(context, 'solved');
    if (state.lastEntry !== null) state.outcome = 'resolved';
  }

  /** The answer did not help: the walk-through if it was not taken, else a person; never the same text again. */
  private async unsolved(dc: DialogContext, state: ConversationState, id: string): Promise<void> {
    const entry = this.services.entry(id);
    const flow = this.services.findFlow(entry.flow);
    if (flow !== null && !state.exhausted.includes(flow.id)) {
      await this.services.voice.message(dc.context, 'unsolved-talk');
      await this.walk(dc, state, id, flow.id);
      return;
    }
    await this.services.escalation.send(dc.context, state, this.nextContacts(state, entry, flow?.contact ?? null), entry.title);
  }

  /** Whom an unsolved problem goes to; a second time, the township office where it may help. */
  private nextContacts(state: ConversationState, entry: Entry, flowContact: string | null): string[] {
    const first = flowContact ?? this.services.escalation.contactOf(entry.topic);
    if (!state.exhausted.includes(`contact:${first}`)) {
      state.exhausted.push(`contact:${first}`);
      return [first];
    }
    return entry.topic === 'register' ? [first] : ['township-office'];
  }

  /** Someone wants a person: at once when the problem is known, after one question when not. */
  private async human(context: TurnContext, state: ConversationState): Promise<void> {
    if (state.lastEntry !== null && state.outcome !== 'resolved') {
      const entry = this.services.entry(state.lastEntry);
      const contact = this.services.findFlow(entry.flow)?.contact ?? this.services.escalation.contactOf(entry.topic);
      await this.services.escalation.send(context, state, [contact], entry.title, this.services.voice.renderer.message('human-route'));
      return;
    }
    state.pending = { kind: 'human-topic' };
    await this.services.voice.message(
      context,
      'human-topic',
      {},
      this.knowledge.topics.map(({ title }) => title),
    );
  }

  private async routeHuman(context: TurnContext, state: ConversationState, text: string): Promise<boolean> {
    const { topics } = this.knowledge;
    const recognition = this.options.recognise(text, topics.map(({ title }) => ({ label: title, say: title.split(/[与和、]/u).filter((part) => part.length > 1), polarity: null })));
    const number = /^\s*(\d{1,2})\s*$/.exec(text);
    const scored = this.matcher.match(text).candidates[0];
    const entry = scored === undefined || scored.confidence < 0.3 ? undefined : this.knowledge.entries.find(({ id }) => id === scored.id);
    const topic = number !== null ? topics[Number(number[1]) - 1] : recognition.kind === 'pick' ? topics[recognition.index] : topics.find(({ id }) => id === entry?.topic);
    if (topic === undefined) {
      if (this.matcher.match(text).decision.kind === 'decline') return false;
      await this.services.escalation.send(context, state, ['township-office'], text.slice(0, 30));
      return true;
    }
    state.problem = turnOf(context).text;
    const flowContact = entry?.topic === topic.id ? this.services.findFlow(entry.flow)?.contact : undefined;
    await this.services.escalation.send(context, state, [flowContact ?? this.services.escalation.contactOf(topic.id)], entry?.topic === topic.id ? entry.title : topic.title, this.services.voice.renderer.message('human-route'));
    return true;
  }
}
