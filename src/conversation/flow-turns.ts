import type { DialogContext } from 'botbuilder-dialogs';
import type { Flow, FlowStep } from '../domain/flow';
import type { Entry } from '../domain/knowledge';
import type { Command, CommandRecognizer } from './commands';
import { FLOW_DIALOG, type FlowStart, optionsKey } from './flow-dialog';
import { readInput } from './flow-input';
import type { FollowUps } from './follow-up';
import type { FlowServices } from './flow-services';
import type { FreeTurns } from './free-turns';
import type { OptionRecognizer, Recognisable, Recognition } from './option-recognizer';
import type { ConversationState, FlowState } from './state';
import { type FlowInput, matchTurn, turnOf } from './turn';
import type { Matching } from './recent-matches';

/** A text that asks rather than tells is looked at as a question of its own before it is taken for an answer. */
const QUESTION = /[?？]|吗$|么$|多少|怎么|咋|如何|哪|什么|啥|几号|几天|多久|谁/u;
/** Words that say that all is done; other words for "done" only finish a guide's step. */
const WHOLE_DONE = /解决|搞定|办好|弄成|全|都|修好|正常|成功/u;
/** Turns in one flow after which the desk sends the user to a person, whatever is said. */
const MAX_TURNS = 60;
/** A message that closes with this says that the problem is solved, whatever option its other clauses resemble. */
const RESOLVED = '解决';
/** A short report that something was done, without saying how it went. */
const DONE = /^[^不没未别]{1,7}(?:了|过了|好了|完了)$/u;
const NEGATIVE = /[不没未]/u;
/** "Not that but this": the second part is what counts. */
const CORRECTION = /不是.{1,12}?[,，\s]*(?:而是|是)(.{2,})$/u;
/** Kinds of small talk that the desk returns in a flow; others are no answer. */
const COURTESIES: readonly string[] = ['thanks', 'acknowledge', 'goodbye', 'greeting'];
/** How sure it must be of one to offer to change over to it. */
const LIKELY = 0.3;
/** How sure the desk must be of a question in between when the message is too short to be one clearly. */
const SURE = 0.95;

/** Turns while a flow is running: answers, commands, questions in between, other problems, and what is not understood. */
export class FlowTurns {
  constructor(
    private readonly matcher: Matching,
    private readonly services: FlowServices,
    private readonly commands: CommandRecognizer,
    private readonly followUps: FollowUps,
    private readonly free: FreeTurns,
  ) {}

  private get options(): OptionRecognizer {
    return this.services.options;
  }

  /** Handles a message. A flow waits: the dialog stack is not empty. */
  async handle(dc: DialogContext, state: ConversationState, text: string): Promise<void> {
    const flowState = dc.activeDialog?.state as FlowState;
    const flow = this.services.findFlow(flowState.flowId);
    const step = flow?.steps[flowState.stepId];
    if (
      flow === null ||
      step === undefined ||
      (flow.hash !== flowState.contentHash && optionsKey(step) !== flowState.optionsKey) ||
      state.pending?.kind === 'changed'
    ) {
      await this.contentChanged(dc, state, text);
      return;
    }
    flowState.turns++;
    if (flowState.turns > MAX_TURNS) {
      state.pending = null;
      await this.feed(dc, { kind: 'give-up' });
      return;
    }
    if (state.pending?.kind === 'switch' && (await this.switchProblem(dc, state, text, state.pending.entry))) return;
    state.pending = null;
    const office = this.services.places.find(text);
    if (office !== null) state.office = office.id;
    await this.answerOrElse(dc, state, text, flow, flowState, step);
  }

  private async answerOrElse(
    dc: DialogContext,
    state: ConversationState,
    text: string,
    flow: Flow,
    flowState: FlowState,
    step: FlowStep,
  ): Promise<void> {
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
    if (await this.corrected(dc, state, text, flow)) return;
    if (await this.takenBack(dc, state, text, flow, flowState)) return;
    const closing = this.commands.closing(text);
    const plain = closing?.kind === 'human' || (closing?.kind === 'solved' && text.includes(RESOLVED));
    if (closing !== null && plain && (await this.command(dc, state, flow, step, text, closing))) return;
    const asks = QUESTION.test(text);
    if (step.kind === 'guide' && (await this.guideRemark(dc, flowState, step.entry, text))) return;
    if (asks && (await this.interrupt(dc, state, flow, flowState, text))) return;
    const index = asks && /[?？]\s*$|吗\s*$/u.test(text) ? null : this.pickedIndex(recognition, step);
    if (index !== null) {
      await this.feed(dc, { kind: 'pick', index });
      return;
    }
    const resembling = this.commands.resembling(text);
    if (resembling !== null && (await this.command(dc, state, flow, step, text, resembling))) return;
    if (recognition.kind === 'none' || recognition.kind === 'exclude') await this.feed(dc, { kind: 'miss' });
    else if (asks || !(await this.reported(dc, step, text))) {
      if (asks || !(await this.interrupt(dc, state, flow, flowState, text))) await this.feed(dc, { kind: 'miss' });
    }
  }

  /** A word on one of the guide's steps: told as done, the next one follows; asked about, it is said again. */
  private async guideRemark(dc: DialogContext, flowState: FlowState, id: string, text: string): Promise<boolean> {
    const line = this.followUps.nearest(text, this.services.entry(id));
    if (line === null) return false;
    if (line.step > 0 && !QUESTION.test(text) && !NEGATIVE.test(text)) {
      await this.feed(dc, { kind: 'step', number: line.step + 1 });
      return true;
    }
    await this.services.voice.say(dc.context, line.text);
    await this.resume(dc, flowState);
    return true;
  }

  /** "不是白屏，是404": another problem than the one the flow is about is taken up at once. */
  private async corrected(dc: DialogContext, state: ConversationState, text: string, flow: Flow): Promise<boolean> {
    const meant = CORRECTION.exec(text)?.[1];
    if (meant === undefined) return false;
    const { decision } = matchTurn(dc.context, this.matcher, meant);
    const id = decision.kind === 'answer' ? decision.answers[0]?.id : undefined;
    if (id === undefined || id in flow.starts) return false;
    await dc.cancelAllDialogs();
    await this.free.deliver(dc, state, id, meant);
    return true;
  }

  /** "选错了，灯是亮的": back to the question before, which the rest of the message answers. */
  private async takenBack(dc: DialogContext, state: ConversationState, text: string, flow: Flow, flowState: FlowState): Promise<boolean> {
    const [, first = '', rest = ''] = /^([^,，。;；!！]{2,8})[,，。;；!！\s]+(.+)$/u.exec(text.trim()) ?? [];
    const before = flowState.path.at(-2);
    const previous = before === undefined ? undefined : flow.steps[before];
    if (before === undefined || previous?.kind !== 'ask' || this.commands.recognise(first)?.kind !== 'back') return false;
    const meant = this.options.recognise(rest, previous.options);
    if (meant.kind !== 'pick') return false;
    flowState.path.pop();
    flowState.stepId = before;
    state.notes = state.notes.filter(({ flow: id, step }) => id !== flow.id || step !== before);
    await this.feed(dc, { kind: 'pick', index: meant.index });
    return true;
  }

  /** "传上去了", "刷新了": in a guide the step is done; at a question the desk asks how it went. */
  private async reported(dc: DialogContext, step: FlowStep, text: string): Promise<boolean> {
    if (!DONE.test(this.options.compact(text))) return false;
    if (step.kind === 'guide') await this.feed(dc, { kind: 'next' });
    else if (step.kind === 'ask' && turnOf(dc.context).state.asked !== text) {
      turnOf(dc.context).state.asked = text;
      await this.services.voice.message(
        dc.context,
        'and-now',
        {},
        step.options.map(({ label }) => label),
      );
    } else return false;
    return true;
  }

  private recognisable(step: FlowStep): readonly Recognisable[] {
    if (step.kind === 'ask') return step.options;
    return step.kind === 'input' && step.skip !== null
      ? [{ label: step.skip.label, say: this.services.voice.renderer.message('skip-words').split('、'), polarity: 'no' }]
      : [];
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
  private async command(
    dc: DialogContext,
    state: ConversationState,
    flow: Flow,
    step: FlowStep,
    text: string,
    command: Command,
  ): Promise<boolean> {
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
        if (step.kind === 'guide' && !WHOLE_DONE.test(text)) await this.feed(dc, { kind: 'next' });
        else {
          await services.voice.message(dc.context, 'solved');
          await dc.cancelAllDialogs();
          state.outcome = 'resolved';
        }
        return true;
      case 'step':
        await this.feed(dc, step.kind === 'guide' ? command : { kind: 'again' });
        return true;
      case 'next': {
        const ready = step.kind === 'ask' ? step.options.findIndex(({ polarity }) => polarity === 'yes') : -1;
        if (step.kind === 'guide') await this.feed(dc, { kind: 'next' });
        else await this.feed(dc, ready >= 0 ? { kind: 'pick', index: ready } : { kind: 'again' });
        return true;
      }
      case 'later':
        await services.voice.message(dc.context, 'later');
        return true;
      case 'unclear':
        await this.feed(dc, { kind: 'again' });
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
    else
      await dc.beginDialog(FLOW_DIALOG, {
        flowId: flow.id,
        entry: entry !== null && entry in flow.starts ? entry : null,
      } satisfies FlowStart);
  }

  /** Answers a question in between, or offers to change over to another problem; false when the text is neither. */
  private async interrupt(dc: DialogContext, state: ConversationState, flow: Flow, flowState: FlowState, text: string): Promise<boolean> {
    const taken = await this.answerBetween(dc, state, flow, flowState, text);
    turnOf(dc.context).interrupted ||= taken;
    return taken;
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
        if (first === undefined || (first.confidence < SURE && text.length < 8 && !QUESTION.test(text))) return false;
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
        if (likely === undefined || likely.confidence < LIKELY || !QUESTION.test(text)) return false;
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
    await this.feed(dc, { kind: 'jump', step: target });
    return true;
  }

  /** A question about the flow's own entry: the line of its answer that it is about, then the step again. */
  private async explain(dc: DialogContext, flowState: FlowState, text: string, entry: Entry): Promise<boolean> {
    if (!QUESTION.test(text)) return false;
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
    const recognition = this.options.recognise(
      text,
      choices.map((label, i) => ({
        label,
        say: i === 0 ? [] : voice.renderer.message('changed-quit-words').split('、'),
        polarity: i === 0 ? 'yes' : 'no',
      })),
    );
    state.pending = null;
    if (recognition.kind === 'pick' && recognition.index === 0) await this.restart(dc, state);
    else {
      await dc.cancelAllDialogs();
      if (recognition.kind === 'pick') await voice.message(dc.context, 'quit');
      else await this.free.handle(dc, state, text);
    }
  }
}
