import type { DialogContext } from 'botbuilder-dialogs';
import type { Flow, FlowStep } from '../domain/flow';
import type { Matcher } from '../matching/matcher';
import type { Command, CommandRecognizer } from './commands';
import { FLOW_DIALOG, type FlowStart, optionsKey } from './flow-dialog';
import { readInput } from './flow-input';
import type { FlowServices } from './flow-services';
import type { FreeTurns } from './free-turns';
import type { OptionRecognizer, Recognisable, Recognition } from './option-recognizer';
import type { ConversationState, FlowState } from './state';
import { type FlowInput, turnOf } from './turn';

/** A text that asks rather than tells is looked at as a question of its own before it is taken for an answer. */
const QUESTION = /[?？]|吗$|么$|多少|怎么|咋|如何|哪|什么|啥|几号|几天|多久|谁/u;
/** Words after which a guide's step is done, although they also say that a problem is solved. */
const STEP_DONE = /^(?:好了|行了|可以了|会了|知道了|明白了|懂了|弄好了|找到了|清楚了|出来了|进去了|了解了)/u;

/** Turns while a flow is running: answers, commands, questions in between, other problems, and what is not understood. */
export class FlowTurns {
  constructor(
    private readonly matcher: Matcher,
    private readonly services: FlowServices,
    private readonly options: OptionRecognizer,
    private readonly commands: CommandRecognizer,
    private readonly free: FreeTurns,
  ) {}

  /** Handles a message. A flow waits: the dialog stack is not empty. */
  async handle(dc: DialogContext, state: ConversationState, text: string): Promise<void> {
    const flowState = dc.activeDialog?.state as FlowState;
    const flow = this.services.findFlow(flowState.flowId);
    const step = flow?.steps[flowState.stepId];
    if (flow === null || step === undefined || (flow.hash !== flowState.contentHash && optionsKey(step) !== flowState.optionsKey) || state.pending?.kind === 'changed') {
      await this.contentChanged(dc, state, text);
      return;
    }
    if (state.pending?.kind === 'switch' && (await this.switchProblem(dc, state, text, state.pending.entry))) return;
    state.pending = null;
    const office = this.services.places.find(text);
    if (office !== null) state.office = office.id;
    await this.answerOrElse(dc, state, text, flow, flowState, step);
  }

  private async answerOrElse(dc: DialogContext, state: ConversationState, text: string, flow: Flow, flowState: FlowState, step: FlowStep): Promise<void> {
    const recognition = this.options.recognise(text, this.recognisable(step));
    if (recognition.kind === 'pick' && recognition.certain) {
      await this.feed(dc, { kind: 'pick', index: recognition.index });
      return;
    }
    const command = this.commands.recognise(text);
    if (command !== null && (await this.command(dc, state, flow, step, text, command))) return;
    if (step.kind === 'input' && readInput(step.input, text, this.services.places) !== null) {
      await this.feed(dc, { kind: 'text', text });
      return;
    }
    if (QUESTION.test(text) && (await this.interrupt(dc, state, flow, flowState, text))) return;
    const index = this.pickedIndex(recognition, step);
    if (index !== null) await this.feed(dc, { kind: 'pick', index });
    else if (recognition.kind === 'none' || recognition.kind === 'exclude') await this.feed(dc, { kind: 'miss' });
    else if (!(await this.interrupt(dc, state, flow, flowState, text))) await this.feed(dc, { kind: 'miss' });
  }

  private recognisable(step: FlowStep): readonly Recognisable[] {
    if (step.kind === 'ask') return step.options;
    return step.kind === 'input' && step.skip !== null ? [{ label: step.skip.label, say: this.services.voice.renderer.message('skip-words').split('、'), polarity: 'no' }] : [];
  }

  private pickedIndex(recognition: Recognition, step: FlowStep): number | null {
    if (recognition.kind === 'pick') return recognition.index;
    if (recognition.kind !== 'exclude' || step.kind !== 'ask') return null;
    const rest = step.options.map((_, i) => i).filter((i) => i !== recognition.index);
    return rest.length === 1 ? (rest[0] ?? null) : null;
  }

  private async feed(dc: DialogContext, input: FlowInput): Promise<void> {
    turnOf(dc.context).input = input;
    await dc.continueDialog();
  }

  /** Performs a command; false when it means nothing here. */
  private async command(dc: DialogContext, state: ConversationState, flow: Flow, step: FlowStep, text: string, command: Command): Promise<boolean> {
    const { services } = this;
    switch (command.kind) {
      case 'human':
        await services.escalate(dc.context, [flow.contact], services.titleOf(dc, flow));
        await dc.cancelAllDialogs();
        return true;
      case 'quit':
        await services.voice.message(dc.context, 'quit');
        await dc.cancelAllDialogs();
        return true;
      case 'menu':
        await dc.cancelAllDialogs();
        await this.free.menu(dc.context, state);
        return true;
      case 'restart':
        await this.restart(dc, state);
        return true;
      case 'solved':
        if (step.kind === 'guide' && STEP_DONE.test(this.options.compact(text))) await this.feed(dc, { kind: 'next' });
        else {
          await services.voice.message(dc.context, 'solved');
          await dc.cancelAllDialogs();
          state.outcome = 'resolved';
        }
        return true;
      case 'step':
        if (step.kind !== 'guide') return false;
        await this.feed(dc, command);
        return true;
      case 'next':
        if (step.kind !== 'guide') return false;
        await this.feed(dc, { kind: 'next' });
        return true;
      case 'back':
      case 'stuck':
        await this.feed(dc, { kind: command.kind });
        return true;
    }
  }

  /** Begins the outermost flow anew. */
  private async restart(dc: DialogContext, state: ConversationState): Promise<void> {
    const bottom = dc.stack[0]?.state as FlowState;
    await dc.cancelAllDialogs();
    state.notes = [];
    const entry = state.lastEntry;
    const flow = this.services.findFlow(bottom.flowId);
    if (flow === null) await this.services.voice.message(dc.context, 'nothing-running');
    else await dc.beginDialog(FLOW_DIALOG, { flowId: flow.id, entry: entry !== null && entry in flow.starts ? entry : null } satisfies FlowStart);
  }

  /** Answers a question in between, or offers to change over to another problem; false when the text is neither. */
  private async interrupt(dc: DialogContext, state: ConversationState, flow: Flow, flowState: FlowState, text: string): Promise<boolean> {
    const { services } = this;
    const { decision } = this.matcher.match(text);
    switch (decision.kind) {
      case 'answer': {
        const entry = services.entry(decision.answers[0]?.id ?? '');
        if (entry.id in flow.starts) return this.jump(dc, flow, flowState, entry.id);
        const other = services.findFlow(entry.flow);
        if (other?.direct.includes(entry.id) === true) {
          state.pending = { kind: 'switch', entry: entry.id };
          await services.voice.message(dc.context, 'switch', { title: entry.title }, [services.voice.renderer.message('switch-yes'), services.voice.renderer.message('switch-no')]);
          return true;
        }
        await services.voice.entry(dc.context, entry);
        await this.resume(dc, flowState);
        return true;
      }
      case 'smalltalk':
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
      case 'clarify':
        return false;
    }
  }

  /** A question that the running flow itself is about: its fact is given, and its step taken when it was not yet. */
  private async jump(dc: DialogContext, flow: Flow, flowState: FlowState, id: string): Promise<boolean> {
    const target = flow.starts[id] ?? '';
    if (flowState.path.includes(target)) return false;
    const entry = this.services.entry(id);
    await this.services.voice.say(dc.context, entry.answer.conclusion);
    await this.feed(dc, { kind: 'jump', step: target });
    return true;
  }

  private async resume(dc: DialogContext, flowState: FlowState): Promise<void> {
    const place = flowState.guideStep > 0 ? flowState.guideStep : flowState.path.length;
    await this.services.voice.message(dc.context, 'resume', { step: String(place) });
    await dc.repromptDialog();
  }

  /** The user was asked whether to change over; false when he says something else. */
  private async switchProblem(dc: DialogContext, state: ConversationState, text: string, entry: string): Promise<boolean> {
    const { renderer } = this.services.voice;
    const recognition = this.options.recognise(text, [
      { label: renderer.message('switch-yes'), say: renderer.message('switch-yes-words').split('、'), polarity: 'yes' },
      { label: renderer.message('switch-no'), say: renderer.message('switch-no-words').split('、'), polarity: 'no' },
    ]);
    if (recognition.kind !== 'pick') return false;
    state.pending = null;
    if (recognition.index === 0) {
      await dc.cancelAllDialogs();
      await this.free.deliver(dc, state, entry, text);
    } else await this.resume(dc, dc.activeDialog?.state as FlowState);
    return true;
  }

  private async contentChanged(dc: DialogContext, state: ConversationState, text: string): Promise<void> {
    const { voice } = this.services;
    const choices = [voice.renderer.message('changed-restart'), voice.renderer.message('changed-quit')];
    if (state.pending?.kind !== 'changed') {
      state.pending = { kind: 'changed' };
      await voice.message(dc.context, 'changed', {}, choices);
      return;
    }
    const recognition = this.options.recognise(text, choices.map((label, i) => ({ label, say: [], polarity: i === 0 ? 'yes' : 'no' })));
    state.pending = null;
    if (recognition.kind === 'pick' && recognition.index === 0) await this.restart(dc, state);
    else {
      await dc.cancelAllDialogs();
      if (recognition.kind === 'pick') await voice.message(dc.context, 'quit');
      else await this.free.handle(dc, state, text);
    }
  }
}
