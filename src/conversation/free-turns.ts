import type { TurnContext } from 'botbuilder-core';
import type { MatchResult } from '../domain/decision';
import type { Entry, Knowledge } from '../domain/knowledge';
import { findAmounts } from '../text/amount';
import { Answers } from './answers';
import { AwaitedTurns } from './awaited-turns';
import type { Command, CommandRecognizer } from './commands';
import { ContactNumbers, type NumberOwner } from './contact-numbers';
import type { FlowServices } from './flow-services';
import type { FollowUps } from './follow-up';
import { HumanRequests } from './human-requests';
import { numberOf } from './numbers';
import type { Matching } from './recent-matches';
import { estimateSuffix } from './reply';
import type { ConversationState, Pending } from './state';
import { matchTurn, turnOf } from './turn';

/** Misses in a row at one choice, and declines in a row, after which a person is offered. */
const MAX_MISSES = 2;
/** Words of a short message that only says that it is urgent. */
const URGENT = /^.{0,4}(?:急|着急|等不及|来不及|赶时间).{0,6}$/u;
/** Words that say that the person one was sent to cannot be reached. */
const UNREACHABLE = /打不通|打不进|没人接|不接|占线|没人回|没人理|没人应|联系不上/u;
/** Longest message that may be about a wage and nothing else, in characters. */
const WAGE_ONLY = 12;

/** Turns while no flow is running: answers to what was asked, commands, new questions. */
export class FreeTurns {
  /** How entries are given, in a flow too. */
  readonly answers: Answers;
  private readonly humans: HumanRequests;
  private readonly awaited: AwaitedTurns;
  private readonly numbers: ContactNumbers;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matching,
    private readonly services: FlowServices,
    private readonly commands: CommandRecognizer,
    private readonly followUps: FollowUps,
  ) {
    this.humans = new HumanRequests(knowledge, matcher, services);
    this.answers = new Answers(knowledge, matcher, services, followUps, this.humans);
    this.awaited = new AwaitedTurns(knowledge, services, commands, this.answers, this.humans);
    this.numbers = new ContactNumbers(knowledge.contacts, knowledge.offices);
  }

  /** Handles a message. */
  async handle(context: TurnContext, state: ConversationState, text: string): Promise<void> {
    if (text.trim() === '') {
      await this.services.voice.message(context, 'empty');
      return;
    }
    const office = this.services.places.find(text);
    if (office !== null) state.office = office.id;
    const { pending } = state;
    state.pending = null;
    if (pending !== null && (await this.awaited.take(context, state, text, pending))) return;
    const owner = this.numbers.asked(text);
    if (owner !== null) {
      await this.tellOwner(context, owner);
      return;
    }
    const command = this.commands.recognise(text) ?? this.resembling(state, text);
    if (command !== null) await this.command(context, state, command);
    else if (numberOf(text) !== null) await this.services.voice.message(context, 'number-alone');
    else if (office !== null && this.services.places.isPlaceOnly(text)) await this.services.escalation.office(context, office);
    else await this.question(context, state, text, pending);
  }

  /** Lists the topics. */
  async menu(context: TurnContext, state: ConversationState): Promise<void> {
    state.pending = { kind: 'menu' };
    const titles = this.knowledge.topics.map(({ title }) => title);
    await this.services.voice.message(context, 'menu', {}, titles);
  }

  /** Says that a subject is not ours and who deals with it. */
  async decline(context: TurnContext, elsewhere: string): Promise<void> {
    const topic = this.knowledge.elsewhere.find(({ id }) => id === elsewhere);
    await this.services.voice.message(context, 'decline-elsewhere', { title: topic?.title ?? '', where: topic?.where ?? '' });
  }

  /** Returns small talk. */
  async smalltalk(context: TurnContext, kind: string): Promise<void> {
    await this.services.voice.say(context, this.knowledge.smalltalk.find(({ id }) => id === kind)?.reply ?? '');
  }

  /** Says whose a number is, and what may and may not be asked there. */
  private async tellOwner(context: TurnContext, owner: NumberOwner): Promise<void> {
    const { voice, escalation } = this.services;
    if ('office' in owner) {
      await escalation.office(context, owner.office);
      return;
    }
    const { id, name, value, scope, notFor, how } = owner.contact;
    voice.name(context, id);
    const lines = [
      voice.renderer.message('number-owner', { number: value, name, scope }),
      notFor === '' ? '' : voice.renderer.message('number-not-for', { text: notFor }),
      how === '' ? '' : voice.renderer.message('number-how', { text: how }),
    ];
    await voice.say(context, lines.filter((line) => line !== '').join('\n'));
  }

  /** What only resembles a command: "still not working" needs something that was answered, and must not name another problem. */
  private resembling(state: ConversationState, text: string): Command | null {
    const command = this.commands.resembling(text);
    if (command?.kind !== 'stuck') return command;
    const { decision } = this.matcher.match(text);
    const other = decision.kind === 'answer' && decision.answers.every(({ id }) => id !== state.lastEntry);
    return state.lastEntry === null || other ? null : command;
  }

  private async question(context: TurnContext, state: ConversationState, text: string, before: Pending | null): Promise<void> {
    if (await this.answers.walkThrough(context, state, text)) return;
    const result = matchTurn(context, this.matcher, text);
    if (state.lastEntry !== null && (await this.followUp(context, state, text, this.services.entry(state.lastEntry), result))) return;
    await this.perform(context, state, text, result, before);
  }

  /** Takes a short message as a word on what was just said; false when it stands on its own. */
  private async followUp(context: TurnContext, state: ConversationState, text: string, last: Entry, result: MatchResult): Promise<boolean> {
    if (state.outcome === 'escalated' && (URGENT.test(text) || UNREACHABLE.test(text))) {
      await this.humans.repeat(context, state, last);
      return true;
    }
    if (last.estimate && text.length <= WAGE_ONLY && findAmounts(text).length > 0) {
      const suffix = estimateSuffix(last, text, this.knowledge, this.services.voice.renderer);
      if (suffix !== '') {
        state.pending = { kind: 'feedback', entry: last.id };
        await this.services.voice.say(context, suffix.trim());
        return true;
      }
    }
    const meant = this.followUps.read(text, last, result);
    if (meant === null) return false;
    if (meant.kind === 'entry') await this.answers.deliver(context, state, meant.id, text);
    else {
      state.pending = { kind: 'feedback', entry: last.id };
      await this.answers.nearestLine(context, last, text);
    }
    return true;
  }

  private async perform(
    context: TurnContext,
    state: ConversationState,
    text: string,
    { decision }: MatchResult,
    before: Pending | null,
  ): Promise<void> {
    const { voice } = this.services;
    switch (decision.kind) {
      case 'answer':
        if (decision.answers.length === 1) await this.answers.deliver(context, state, decision.answers[0]?.id ?? '', text);
        else
          await this.answers.deliverSeveral(
            context,
            state,
            decision.answers.map(({ id }) => id),
            text,
          );
        return;
      case 'clarify': {
        const misses = before?.kind === 'choices' ? before.misses + 1 : 0;
        state.problem = state.lastEntry === null ? turnOf(context).text : state.problem;
        if (misses >= MAX_MISSES) await voice.message(context, 'declined-again', {}, this.commands.wayOut);
        else
          await this.answers.offer(
            context,
            state,
            decision.choices.map(({ id }) => id),
            voice.renderer.message('clarify'),
            misses,
          );
        return;
      }
      case 'smalltalk':
        await this.smalltalk(context, decision.smalltalk);
        return;
      case 'handoff':
        await this.humans.ask(context, state);
        return;
      case 'decline':
        state.declines++;
        state.lastEntry = null;
        state.problem = turnOf(context).text;
        if (decision.elsewhere !== null) await this.decline(context, decision.elsewhere);
        else if (state.declines >= MAX_MISSES) await voice.message(context, 'declined-again', {}, this.commands.wayOut);
        else await voice.message(context, 'decline');
        return;
    }
  }

  private async command(context: TurnContext, state: ConversationState, command: Command): Promise<void> {
    const { voice } = this.services;
    switch (command.kind) {
      case 'human':
        await this.humans.ask(context, state);
        return;
      case 'menu':
        await this.menu(context, state);
        return;
      case 'solved':
        await this.answers.solved(context, state);
        return;
      case 'stuck':
      case 'unclear':
        if (state.lastEntry === null) await voice.message(context, 'nothing-running');
        else await this.answers.unsolved(context, state, state.lastEntry);
        return;
      case 'later':
        await voice.message(context, 'later-free');
        return;
      case 'quit':
        await voice.message(context, 'quit');
        return;
      case 'next':
      case 'restart':
      case 'step': {
        const flow = state.lastEntry === null ? null : this.services.findFlow(this.services.entry(state.lastEntry).flow);
        if (flow === null || state.lastEntry === null) await voice.message(context, 'nothing-running');
        else await this.answers.walk(context, state, state.lastEntry, flow.id);
        return;
      }
      case 'back':
        await voice.message(context, 'nothing-running');
        return;
    }
  }
}
