import type { DialogContext } from 'botbuilder-dialogs';
import type { Flow } from '../domain/flow';
import type { Entry } from '../domain/knowledge';
import type { FlowServices } from './flow-services';
import type { FollowUps } from './follow-up';
import type { FreeTurns } from './free-turns';
import type { Matching } from './recent-matches';
import type { ConversationState, FlowState } from './state';
import { continueFlow, matchTurn, turnOf } from './turn';

/** A text that asks rather than tells is looked at as a question of its own before it is taken for an answer. */
const QUESTION = /[?？]|吗$|么$|多少|怎么|咋|如何|哪|什么|啥|几号|几天|多久|谁/u;
const NEGATIVE = /[不没未]/u;
/** A report that something was done. */
const REPORT = /[了好完过]|成功/u;
/** "Not that but this": the second part is what counts. */
const CORRECTION = /不是.{1,12}?[,，\s]*(?:而是|是)(.{2,})$/u;
/** Kinds of small talk that the desk returns in a flow; others are no answer. */
const COURTESIES: readonly string[] = ['thanks', 'acknowledge', 'goodbye', 'greeting'];
/** How sure the desk must be of another problem to offer to change over to it. */
const LIKELY = 0.3;
/** How sure the desk must be of a question in between when the message is too short to be one clearly. */
const SURE = 0.95;

/** Whether a text asks rather than tells. */
export function asks(text: string): boolean {
  return QUESTION.test(text);
}

/** What is said in a flow besides answering it: questions in between, remarks on a guide's steps, other problems. */
export class Interruptions {
  constructor(
    private readonly matcher: Matching,
    private readonly services: FlowServices,
    private readonly followUps: FollowUps,
    private readonly free: FreeTurns,
  ) {}

  /** Answers a question in between, or offers to change over to another problem; false when the text is neither. */
  async take(dc: DialogContext, state: ConversationState, flow: Flow, flowState: FlowState, text: string): Promise<boolean> {
    const taken = await this.answerBetween(dc, state, flow, flowState, text);
    turnOf(dc.context).interrupted ||= taken;
    return taken;
  }

  /** A word on one of the guide's steps: told as done, the next one follows; asked about, it is said again. */
  async guideRemark(dc: DialogContext, flowState: FlowState, id: string, text: string): Promise<boolean> {
    const line = this.followUps.nearest(text, this.services.entry(id));
    if (line === null) return false;
    if (line.step > 0 && REPORT.test(text) && !asks(text) && !NEGATIVE.test(text)) {
      await continueFlow(dc, { kind: 'step', number: line.step + 1 });
      return true;
    }
    await this.services.voice.say(dc.context, line.text);
    await this.resume(dc, flowState);
    return true;
  }

  /** "不是白屏，是404": another problem than the one the flow is about is taken up at once. */
  async corrected(dc: DialogContext, state: ConversationState, text: string, flow: Flow): Promise<boolean> {
    const meant = CORRECTION.exec(text)?.[1];
    if (meant === undefined) return false;
    const { decision } = matchTurn(dc.context, this.matcher, meant);
    const id = decision.kind === 'answer' ? decision.answers[0]?.id : undefined;
    if (id === undefined || id in flow.starts) return false;
    await dc.cancelAllDialogs();
    await this.free.answers.deliver(dc.context, state, id, meant);
    return true;
  }

  /** The user was asked whether to change over; false when he says something else. */
  async switchProblem(dc: DialogContext, state: ConversationState, text: string, entry: string): Promise<boolean> {
    const { renderer } = this.services.voice;
    const recognition = this.services.options.recognise(text, [
      { label: renderer.message('switch-yes'), say: renderer.message('switch-yes-words').split('、'), polarity: 'yes' },
      { label: renderer.message('switch-no'), say: renderer.message('switch-no-words').split('、'), polarity: 'no' },
    ]);
    if (recognition.kind !== 'pick') return false;
    state.pending = null;
    if (recognition.index === 0) {
      await dc.cancelAllDialogs();
      await this.free.answers.deliver(dc.context, state, entry, text);
    } else await this.resume(dc, dc.activeDialog?.state as FlowState);
    return true;
  }

  private async answerBetween(
    dc: DialogContext,
    state: ConversationState,
    flow: Flow,
    flowState: FlowState,
    text: string,
  ): Promise<boolean> {
    const { services } = this;
    const { decision } = matchTurn(dc.context, this.matcher, text);
    switch (decision.kind) {
      case 'answer': {
        const [first] = decision.answers;
        if (first === undefined || (first.confidence < SURE && text.length < 8 && !asks(text))) return false;
        const entry = services.entry(first.id);
        if (entry.id in flow.starts) return (await this.explain(dc, flowState, text, entry)) || this.jump(dc, flow, flowState, entry.id);
        const other = services.findFlow(entry.flow);
        if (other?.direct.includes(entry.id) === true) {
          await this.offerSwitch(dc, state, entry);
          return true;
        }
        await services.voice.entry(dc.context, entry);
        await this.resume(dc, flowState);
        return true;
      }
      case 'smalltalk':
        if (decision.smalltalk === 'identity') {
          await this.free.smalltalk(dc.context, decision.smalltalk);
          await this.resume(dc, flowState);
          return true;
        }
        if (!COURTESIES.includes(decision.smalltalk)) return false;
        await services.voice.message(dc.context, 'thanks-in-flow');
        return true;
      case 'handoff':
        await services.escalate(dc.context, [flow.contact], services.titleOf(dc, flow));
        await dc.cancelAllDialogs();
        return true;
      case 'decline':
        if (decision.elsewhere === null) return false;
        await this.free.decline(dc.context, decision.elsewhere);
        await this.resume(dc, flowState);
        return true;
      case 'clarify': {
        // Asked in between, but not surely understood: what it most likely is, is offered.
        const [likely] = decision.choices;
        if (likely === undefined || likely.confidence < LIKELY || !asks(text)) return false;
        const entry = services.entry(likely.id);
        if (entry.id in flow.starts) return this.explain(dc, flowState, text, entry);
        await this.offerSwitch(dc, state, entry);
        return true;
      }
    }
  }

  private async offerSwitch(dc: DialogContext, state: ConversationState, { id, title }: Entry): Promise<void> {
    const { renderer } = this.services.voice;
    state.pending = { kind: 'switch', entry: id };
    await this.services.voice.message(dc.context, 'switch', { title }, [renderer.message('switch-yes'), renderer.message('switch-no')]);
  }

  /** A question that the running flow itself is about: its fact is given, and its step taken when it was not yet. */
  private async jump(dc: DialogContext, flow: Flow, flowState: FlowState, id: string): Promise<boolean> {
    const target = flow.starts[id] ?? '';
    if (flowState.path.includes(target)) return false;
    const entry = this.services.entry(id);
    await this.services.voice.say(dc.context, entry.answer.conclusion);
    await continueFlow(dc, { kind: 'jump', step: target });
    return true;
  }

  /** A question about the flow's own entry: the line of its answer that it is about, then the step again. */
  private async explain(dc: DialogContext, flowState: FlowState, text: string, entry: Entry): Promise<boolean> {
    if (!asks(text)) return false;
    const line = this.followUps.nearest(text, entry);
    await this.services.voice.say(dc.context, line?.text ?? entry.answer.conclusion);
    await this.resume(dc, flowState);
    return true;
  }

  private async resume(dc: DialogContext, flowState: FlowState): Promise<void> {
    const place = flowState.guideStep > 0 ? flowState.guideStep : flowState.path.length;
    await this.services.voice.message(dc.context, 'resume', { step: String(place) });
    await dc.repromptDialog();
  }
}
