import type { TurnContext } from 'botbuilder-core';
import type { Knowledge } from '../domain/knowledge';
import type { Answers } from './answers';
import type { CommandRecognizer } from './commands';
import type { FlowServices } from './flow-services';
import type { HumanRequests } from './human-requests';
import type { Recognition } from './option-recognizer';
import { numberOf } from './numbers';
import type { ConversationState, Pending } from './state';

/** Messages that may answer what the desk asked outside of a flow: a choice, a judgement, a topic, a place. */
export class AwaitedTurns {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly services: FlowServices,
    private readonly commands: CommandRecognizer,
    private readonly answers: Answers,
    private readonly humans: HumanRequests,
  ) {}

  /** Takes a message as the answer to what was asked; false when it is something else. */
  async take(context: TurnContext, state: ConversationState, text: string, pending: Pending): Promise<boolean> {
    switch (pending.kind) {
      case 'choices':
        return this.chosen(context, state, text, pending);
      case 'feedback':
        return this.feedback(context, state, text, pending.entry);
      case 'human-topic':
        return this.humans.route(context, state, text);
      case 'menu':
        return this.topic(context, state, text);
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

  private async chosen(
    context: TurnContext,
    state: ConversationState,
    text: string,
    pending: Extract<Pending, { kind: 'choices' }>,
  ): Promise<boolean> {
    const number = numberOf(text);
    // The last number stands for "none of these".
    const total = pending.entries.length + 1;
    if (number !== null && (number < 1 || number > total)) {
      state.pending = pending;
      const { renderer } = this.services.voice;
      const titles = pending.entries.map((id) => this.services.entry(id).title);
      await this.services.voice.message(context, 'number-range', { total: String(total) }, [...titles, renderer.message('clarify-none')]);
      return true;
    }
    const recognition: Recognition = number === total ? { kind: 'none' } : this.recogniseEntries(text, pending.entries);
    if (recognition.kind === 'pick' && recognition.certain) {
      const { problem } = state;
      await this.answers.deliver(context, state, pending.entries[recognition.index] ?? '', text);
      if (problem !== '') state.problem = problem;
      return true;
    }
    if (recognition.kind === 'exclude') {
      const rest = pending.entries.filter((_, i) => i !== recognition.index);
      if (rest.length === 1) await this.answers.deliver(context, state, rest[0] ?? '', text);
      else await this.answers.offer(context, state, rest, this.services.voice.renderer.message('clarify'), pending.misses);
      return true;
    }
    if (recognition.kind !== 'none') return false;
    await this.services.voice.message(context, 'declined-again', {}, this.commands.wayOut);
    return true;
  }

  private async topic(context: TurnContext, state: ConversationState, text: string): Promise<boolean> {
    const { topics, entries } = this.knowledge;
    const recognition = this.services.options.recognise(
      text,
      topics.map(({ title }) => ({ label: title, say: [], polarity: null })),
    );
    const number = numberOf(text);
    const picked = recognition.kind === 'pick' && recognition.certain ? topics[recognition.index] : undefined;
    const topic = number === null ? picked : topics[number - 1];
    if (topic === undefined) return false;
    const ids = entries.filter((entry) => entry.topic === topic.id).map(({ id }) => id);
    await this.answers.offer(context, state, ids, this.services.voice.renderer.message('menu-topic', { title: topic.title }), 0);
    return true;
  }

  private recogniseEntries(text: string, ids: readonly string[]): Recognition {
    const number = numberOf(text);
    if (number !== null) return { kind: 'pick', index: number - 1, certain: true };
    const { options } = this.services;
    const titles = ids.map((id) => this.services.entry(id).title);
    // "绑定的那个": part of one title only.
    const named = options.compact(text).replace(/^(?:就是|是)|(?:的)?(?:那个|这个|那种)?(?:吧|呢|啊)?$/gu, '');
    const holding = titles.flatMap((title, i) => (options.compact(title).includes(named) ? [i] : []));
    if (named.length > 1 && holding.length === 1) return { kind: 'pick', index: holding[0] ?? 0, certain: true };
    return options.recognise(
      text,
      titles.map((label) => ({ label, say: [], polarity: null })),
    );
  }

  private async feedback(context: TurnContext, state: ConversationState, text: string, id: string): Promise<boolean> {
    const { renderer } = this.services.voice;
    const { options } = this.services;
    const flow = this.services.findFlow(this.services.entry(id).flow);
    // In the order of the buttons, so that a number means the button that stands there.
    const walk =
      flow === null ? [] : [{ label: renderer.message('walk-me'), say: renderer.message('walk-me-words').split('、'), polarity: null }];
    const recognition = options.recognise(text, [
      ...walk,
      { label: renderer.message('feedback-solved'), say: [], polarity: null },
      { label: renderer.message('feedback-unsolved'), say: [], polarity: 'no' },
    ]);
    if (recognition.kind !== 'pick' || !recognition.certain) return false;
    const index = recognition.index - walk.length;
    if (index === 0) await this.answers.solved(context, state);
    else if (index === 1) await this.answers.unsolved(context, state, id);
    else if (flow !== null) await this.answers.walk(context, state, id, flow.id);
    return true;
  }
}
