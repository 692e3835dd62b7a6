import type { TurnContext } from 'botbuilder-core';
import type { Entry, Knowledge } from '../domain/knowledge';
import { beginFlow } from './flow-dialog';
import type { FlowServices } from './flow-services';
import type { FollowUps } from './follow-up';
import type { HumanRequests } from './human-requests';
import type { Matching } from './recent-matches';
import { estimateSuffix } from './reply';
import type { ConversationState } from './state';
import { turnOf } from './turn';

/** Entries whose answer is completed by the office of the place named. */
const OFFICE_ENTRIES: readonly string[] = ['township-office-lookup', 'offline-business', 'login-urgent-offline'];
/** Words that ask to be taken through the steps. */
const WALK = /带着?我(?:走|做|弄)?|一步一?步(?:地|的|来|教)?|走一遍|手把手|领着我/u;
/** How sure the desk must be of a guide to start it when asked to be taken through. */
const LIKELY = 0.2;

/** Gives entries, as answers, choices or walks through their flows, and goes on by what the user says of them. */
export class Answers {
  constructor(
    private readonly knowledge: Knowledge,
    private readonly matcher: Matching,
    private readonly services: FlowServices,
    private readonly followUps: FollowUps,
    private readonly humans: HumanRequests,
  ) {}

  /** Gives an entry: its walk-through where there is one to start at once, else its answer. */
  async deliver(context: TurnContext, state: ConversationState, id: string, text: string): Promise<void> {
    const { voice } = this.services;
    const entry = this.services.entry(id);
    const again = state.lastEntry === id && state.exhausted.includes(`answer:${id}`);
    this.begin(context, state, id);
    const flow = this.services.findFlow(entry.flow);
    if (flow?.direct.includes(id) === true) {
      state.exhausted.push(flow.id);
      await voice.say(context, entry.answer.conclusion);
      await beginFlow(context, { flowId: flow.id, entry: id, foretold: true });
      return;
    }
    state.pending = { kind: 'feedback', entry: id };
    const suffix = this.officeSuffix(state, id) + estimateSuffix(entry, text, this.knowledge, voice.renderer);
    if (again && suffix === '' && (await this.nearestLine(context, entry, text))) return;
    state.exhausted.push(`answer:${id}`);
    await voice.entry(context, entry, this.feedbackChoices(entry), suffix);
  }

  /** Gives the answers of several entries, one message each. */
  async deliverSeveral(context: TurnContext, state: ConversationState, ids: readonly string[], text: string): Promise<void> {
    this.begin(context, state, ids[0] ?? '');
    for (const id of ids) {
      const entry = this.services.entry(id);
      this.services.voice.noteContacts(context, entry);
      const suffix = estimateSuffix(entry, text, this.knowledge, this.services.voice.renderer);
      await this.services.voice.say(context, `【${entry.title}】\n${this.services.voice.renderer.entry(entry)}${suffix}`);
    }
    state.pending = { kind: 'feedback', entry: ids[0] ?? '' };
  }

  /** Offers entries to choose from; `misses` counts the choices in a row that the user has missed. */
  async offer(context: TurnContext, state: ConversationState, entries: readonly string[], lead: string, misses: number): Promise<void> {
    const titles = entries.map((id) => this.services.entry(id).title);
    const text = [lead, ...titles.map((title, i) => `${String(i + 1)}. ${title}`)].join('\n');
    state.pending = { kind: 'choices', entries, misses };
    await this.services.voice.say(context, text, [...titles, this.services.voice.renderer.message('clarify-none')]);
  }

  /** "带我走一遍注册吧": starts the guide of the entry most likely meant; false when there is none. */
  async walkThrough(context: TurnContext, state: ConversationState, text: string): Promise<boolean> {
    if (!WALK.test(text)) return false;
    for (const { id, confidence } of this.matcher.match(text.replace(WALK, ' ')).candidates) {
      const flow = this.services.findFlow(this.services.entry(id).flow);
      const guide = Object.entries(flow?.steps ?? {}).find(([, step]) => step.kind === 'guide' && step.entry === id);
      if (flow === null || guide === undefined || confidence < LIKELY) continue;
      this.begin(context, state, id);
      state.exhausted.push(flow.id);
      await beginFlow(context, { flowId: flow.id, entry: id, step: guide[0] });
      return true;
    }
    return false;
  }

  /** Starts the walk-through of an entry. */
  async walk(context: TurnContext, state: ConversationState, id: string, flowId: string): Promise<void> {
    state.exhausted.push(flowId);
    await beginFlow(context, { flowId, entry: id });
  }

  /** Instead of an answer that was just given: the line of it that the text is about, and the step that follows. */
  async nearestLine(context: TurnContext, entry: Entry, text: string): Promise<boolean> {
    const line = this.followUps.nearest(text, entry);
    if (line === null) return false;
    const { renderer } = this.services.voice;
    const next = line.step === 0 ? undefined : entry.answer.steps[line.step];
    const lines = [line.step === 0 ? line.text : renderer.message('step-line', { step: String(line.step), text: line.text })];
    if (next !== undefined) lines.push(renderer.message('step-next', { step: String(line.step + 1), text: renderer.fill(next) }));
    await this.services.voice.say(context, lines.join('\n'), this.feedbackChoices(entry));
    return true;
  }

  /** The answer helped. */
  async solved(context: TurnContext, state: ConversationState): Promise<void> {
    await this.services.voice.message(context, 'solved');
    if (state.lastEntry !== null) state.outcome = 'resolved';
  }

  /** The answer did not help: the walk-through if it was not taken, else a person; never the same text again. */
  async unsolved(context: TurnContext, state: ConversationState, id: string): Promise<void> {
    const entry = this.services.entry(id);
    const flow = this.services.findFlow(entry.flow);
    if (flow !== null && !state.exhausted.includes(flow.id)) {
      await this.services.voice.message(context, 'unsolved-talk');
      await this.walk(context, state, id, flow.id);
      return;
    }
    const then = this.humans.afterContact(state, entry);
    if (then === null) await this.humans.next(context, state, entry);
    else await this.deliver(context, state, then, turnOf(context).text);
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
}
