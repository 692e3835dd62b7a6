import type { TurnContext } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import type { MatchResult } from '../domain/decision';
import type { Entry, Knowledge } from '../domain/knowledge';
import { findAmounts } from '../text/amount';
import type { Command, CommandRecognizer } from './commands';
import { FLOW_DIALOG, type FlowStart } from './flow-dialog';
import type { FlowServices } from './flow-services';
import type { FollowUps } from './follow-up';
import { HumanRequests } from './human-requests';
import type { Recognition } from './option-recognizer';
import { estimateSuffix } from './reply';
import type { ConversationState, Pending } from './state';
import { matchTurn, turnOf } from './turn';
import type { Matching } from './recent-matches';

/** Misses in a row at one choice, and declines in a row, after which a person is offered. */
const MAX_MISSES = 2;
/** Entries whose answer is completed by the office of the place named. */
const OFFICE_ENTRIES: readonly string[] = ['township-office-lookup', 'offline-business', 'login-urgent-offline'];
/** Words of a short message that only says that it is urgent. */
const URGENT = /^.{0,4}(?:急|着急|等不及|来不及|赶时间).{0,6}$/u;
/** Words that say that the person one was sent to cannot be reached. */
const UNREACHABLE = /打不通|打不进|没人接|不接|占线|没人回|没人理|没人应|联系不上/u;
/** Words that ask to be taken through the steps. */
const WALK = /带着?我(?:走|做|弄)?|一步一?步(?:地|的|来|教)?|走一遍|手把手|领着我/u;
/** How sure the desk must be of a guide to start it when asked to be taken through. */
const LIKELY = 0.2;
/** Longest message that may be about a wage and nothing else, in characters. */
const WAGE_ONLY = 12;

/** Turns while no flow is running: new questions, choices offered, feedback, requests for a person. */
export class FreeTurns {
  private readonly humans: HumanRequests;

  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matching,
    private readonly services: FlowServices,
    private readonly commands: CommandRecognizer,
    private readonly followUps: FollowUps,
  ) {
    this.humans = new HumanRequests(knowledge, matcher, services);
  }

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
    const command = this.commands.recognise(text) ?? this.resembling(state, text);
    if (command !== null) await this.command(dc, state, command);
    else if (office !== null && this.services.places.isPlaceOnly(text)) await this.services.escalation.office(dc.context, office);
    else await this.question(dc, state, text, pending);
  }

  /** What only resembles a command: "still not working" needs something that was answered, and must not name another problem. */
  private resembling(state: ConversationState, text: string): Command | null {
    const command = this.commands.resembling(text);
    if (command?.kind !== 'stuck') return command;
    const { decision } = this.matcher.match(text);
    const other = decision.kind === 'answer' && decision.answers.every(({ id }) => id !== state.lastEntry);
    return state.lastEntry === null || other ? null : command;
  }

  /** Gives an entry: its walk-through where there is one to start at once, else its answer. */
  async deliver(dc: DialogContext, state: ConversationState, id: string, text: string): Promise<void> {
    const { voice } = this.services;
    const entry = this.services.entry(id);
    const again = state.lastEntry === id && state.exhausted.includes(`answer:${id}`);
    this.begin(dc.context, state, id);
    const flow = this.services.findFlow(entry.flow);
    if (flow?.direct.includes(id) === true) {
      state.exhausted.push(flow.id);
      await voice.say(dc.context, entry.answer.conclusion);
      await dc.beginDialog(FLOW_DIALOG, { flowId: flow.id, entry: id, foretold: true } satisfies FlowStart);
      return;
    }
    state.pending = { kind: 'feedback', entry: id };
    const suffix = this.officeSuffix(state, id) + estimateSuffix(entry, text, this.knowledge, voice.renderer);
    if (again && suffix === '' && (await this.nearestLine(dc.context, entry, text))) return;
    state.exhausted.push(`answer:${id}`);
    await voice.entry(dc.context, entry, this.feedbackChoices(entry), suffix);
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

  private begin(context: TurnContext, state: ConversationState, id: string): void {
    if (state.lastEntry !== id) state.exhausted = [];
    Object.assign(state, { lastEntry: id, outcome: 'open', notes: [], sentTo: [], declines: 0, problem: turnOf(context).text });
  }

  private feedbackChoices(entry: Entry): string[] {
    const { renderer } = this.services.voice;
    const walk = entry.flow === null ? [] : [renderer.message('walk-me')];
    return [...walk, renderer.message('feedback-solved'), renderer.message('feedback-unsolved')];
  }

  private officeSuffix(state: ConversationState, id: string): string {
    const office = this.knowledge.offices.find((candidate) => candidate.id === state.office);
    return office === undefined || !OFFICE_ENTRIES.includes(id) ? '' : `\n${this.services.escalation.describe(office)}`;
  }

  /** Instead of an answer that was just given: the line of it that the text is about, and the step that follows. */
  private async nearestLine(context: TurnContext, entry: Entry, text: string): Promise<boolean> {
    const line = this.followUps.nearest(text, entry);
    if (line === null) return false;
    const { renderer } = this.services.voice;
    const next = line.step === 0 ? undefined : entry.answer.steps[line.step];
    const lines = [line.step === 0 ? line.text : renderer.message('step-line', { step: String(line.step), text: line.text })];
    if (next !== undefined) lines.push(renderer.message('step-next', { step: String(line.step + 1), text: renderer.fill(next) }));
    await this.services.voice.say(context, lines.join('\n'), this.feedbackChoices(entry));
    return true;
  }

  private async question(dc: DialogContext, state: ConversationState, text: string, before: Pending | null): Promise<void> {
    if (WALK.test(text) && (await this.walkThrough(dc, state, text))) return;
    const result = matchTurn(dc.context, this.matcher, text);
    if (state.lastEntry !== null && (await this.followUp(dc, state, text, this.services.entry(state.lastEntry), result))) return;
    await this.perform(dc, state, text, result, before);
  }

  /** "带我走一遍注册吧": starts the guide of the entry most likely meant; false when there is none. */
  private async walkThrough(dc: DialogContext, state: ConversationState, text: string): Promise<boolean> {
    for (const { id, confidence } of this.matcher.match(text.replace(WALK, ' ')).candidates) {
      const flow = this.services.findFlow(this.services.entry(id).flow);
      const guide = Object.entries(flow?.steps ?? {}).find(([, step]) => step.kind === 'guide' && step.entry === id);
      if (flow === null || guide === undefined || confidence < LIKELY) continue;
      this.begin(dc.context, state, id);
      state.exhausted.push(flow.id);
      await dc.beginDialog(FLOW_DIALOG, { flowId: flow.id, entry: id, step: guide[0] } satisfies FlowStart);
      return true;
    }
    return false;
  }

  /** Takes a short message as a word on what was just said; false when it stands on its own. */
  private async followUp(dc: DialogContext, state: ConversationState, text: string, last: Entry, result: MatchResult): Promise<boolean> {
    if (state.outcome === 'escalated' && (URGENT.test(text) || UNREACHABLE.test(text))) {
      await this.humans.repeat(dc.context, state, last);
      return true;
    }
    if (last.estimate && text.length <= WAGE_ONLY && findAmounts(text).length > 0) {
      const suffix = estimateSuffix(last, text, this.knowledge, this.services.voice.renderer);
      if (suffix !== '') {
        state.pending = { kind: 'feedback', entry: last.id };
        await this.services.voice.say(dc.context, suffix.trim());
        return true;
      }
    }
    const meant = this.followUps.read(text, last, result);
    if (meant === null) return false;
    if (meant.kind === 'entry') await this.deliver(dc, state, meant.id, text);
    else {
      state.pending = { kind: 'feedback', entry: last.id };
      await this.nearestLine(dc.context, last, text);
    }
    return true;
  }

  private async perform(
    dc: DialogContext,
    state: ConversationState,
    text: string,
    { decision }: MatchResult,
    before: Pending | null,
  ): Promise<void> {
    const { voice } = this.services;
    const { context } = dc;
    switch (decision.kind) {
      case 'answer':
        if (decision.answers.length === 1) await this.deliver(dc, state, decision.answers[0]?.id ?? '', text);
        else
          await this.deliverSeveral(
            context,
            state,
            decision.answers.map(({ id }) => id),
            text,
          );
        return;
      case 'clarify': {
        const misses = before?.kind === 'choices' ? before.misses + 1 : 0;
        state.problem = state.lastEntry === null ? turnOf(context).text : state.problem;
        if (misses >= MAX_MISSES) await this.humans.ask(context, state);
        else
          await this.offer(
            context,
            state,
            decision.choices.map(({ id }) => id),
            this.clarifyText(),
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
        else if (state.declines >= MAX_MISSES) await voice.message(context, 'declined-again', {}, this.wayOut());
        else await voice.message(context, 'decline');
        return;
    }
  }

  private clarifyText(): string {
    return this.services.voice.renderer.message('clarify');
  }

  private wayOut(): string[] {
    const { menu, human } = this.commands.labels;
    return [menu, human];
  }

  private async deliverSeveral(context: TurnContext, state: ConversationState, ids: readonly string[], text: string): Promise<void> {
    this.begin(context, state, ids[0] ?? '');
    for (const id of ids) {
      const entry = this.services.entry(id);
      this.services.voice.noteContacts(context, entry);
      const suffix = estimateSuffix(entry, text, this.knowledge, this.services.voice.renderer);
      await this.services.voice.say(context, `【${entry.title}】\n${this.services.voice.renderer.entry(entry)}${suffix}`);
    }
    state.pending = { kind: 'feedback', entry: ids[0] ?? '' };
  }

  private async offer(
    context: TurnContext,
    state: ConversationState,
    entries: readonly string[],
    lead: string,
    misses: number,
  ): Promise<void> {
    const titles = entries.map((id) => this.services.entry(id).title);
    const text = [lead, ...titles.map((title, i) => `${String(i + 1)}. ${title}`)].join('\n');
    state.pending = { kind: 'choices', entries, misses };
    await this.services.voice.say(context, text, [...titles, this.services.voice.renderer.message('clarify-none')]);
  }

  /** Takes a message as the answer to what was asked; false when it is something else. */
  private async awaited(dc: DialogContext, state: ConversationState, text: string, pending: Pending): Promise<boolean> {
    switch (pending.kind) {
      case 'choices':
        return this.chosen(dc, state, text, pending);
      case 'feedback':
        return this.feedback(dc, state, text, pending.entry);
      case 'human-topic':
        return this.humans.route(dc.context, state, text);
      case 'menu':
        return this.topic(dc.context, state, text);
      case 'place': {
        const office = this.services.places.guess(text);
        if (office === null) return false;
        state.office = office.id;
        await this.services.escalation.office(dc.context, office);
        return true;
      }
      case 'switch':
      case 'changed':
        return false;
    }
  }

  private async chosen(
    dc: DialogContext,
    state: ConversationState,
    text: string,
    pending: Extract<Pending, { kind: 'choices' }>,
  ): Promise<boolean> {
    const recognition = this.recogniseEntries(text, pending.entries);
    if (recognition.kind === 'pick' && recognition.certain) {
      const { problem } = state;
      await this.deliver(dc, state, pending.entries[recognition.index] ?? '', text);
      if (problem !== '') state.problem = problem;
      return true;
    }
    if (recognition.kind === 'exclude') {
      const rest = pending.entries.filter((_, i) => i !== recognition.index);
      if (rest.length === 1) await this.deliver(dc, state, rest[0] ?? '', text);
      else await this.offer(dc.context, state, rest, this.clarifyText(), pending.misses);
      return true;
    }
    if (recognition.kind !== 'none') return false;
    await this.services.voice.message(dc.context, 'declined-again', {}, this.wayOut());
    return true;
  }

  private async topic(context: TurnContext, state: ConversationState, text: string): Promise<boolean> {
    const { topics, entries } = this.knowledge;
    const recognition = this.services.options.recognise(
      text,
      topics.map(({ title }) => ({ label: title, say: [], polarity: null })),
    );
    const number = /^\s*(\d{1,2})\s*$/.exec(text);
    const picked = recognition.kind === 'pick' && recognition.certain ? topics[recognition.index] : undefined;
    const topic = number === null ? picked : topics[Number(number[1]) - 1];
    if (topic === undefined) return false;
    const ids = entries.filter((entry) => entry.topic === topic.id).map(({ id }) => id);
    await this.offer(context, state, ids, this.services.voice.renderer.message('menu-topic', { title: topic.title }), 0);
    return true;
  }

  private recogniseEntries(text: string, ids: readonly string[]): Recognition {
    const number = /^\s*(\d{1,2})\s*$/.exec(text);
    if (number !== null && Number(number[1]) >= 1 && Number(number[1]) <= ids.length)
      return { kind: 'pick', index: Number(number[1]) - 1, certain: true };
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

  private async feedback(dc: DialogContext, state: ConversationState, text: string, id: string): Promise<boolean> {
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
    if (index === 0) await this.solved(dc.context, state);
    else if (index === 1) await this.unsolved(dc, state, id);
    else if (flow !== null) await this.walk(dc, state, id, flow.id);
    return true;
  }

  private async walk(dc: DialogContext, state: ConversationState, id: string, flowId: string): Promise<void> {
    state.exhausted.push(flowId);
    await dc.beginDialog(FLOW_DIALOG, { flowId, entry: id } satisfies FlowStart);
  }

  private async command(dc: DialogContext, state: ConversationState, command: Command): Promise<void> {
    const { context } = dc;
    const { voice } = this.services;
    switch (command.kind) {
      case 'human':
        await this.humans.ask(context, state);
        return;
      case 'menu':
        await this.menu(context, state);
        return;
      case 'solved':
        await this.solved(context, state);
        return;
      case 'stuck':
      case 'unclear':
        if (state.lastEntry === null) await voice.message(context, 'nothing-running');
        else await this.unsolved(dc, state, state.lastEntry);
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
        else await this.walk(dc, state, state.lastEntry, flow.id);
        return;
      }
      case 'back':
        await voice.message(context, 'nothing-running');
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
    const then = this.humans.afterContact(state, entry);
    if (then === null) await this.humans.next(dc.context, state, entry);
    else await this.deliver(dc, state, then, turnOf(dc.context).text);
  }
}
