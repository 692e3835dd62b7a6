import type { DialogContext } from 'botbuilder-dialogs';
import type { Flow, FlowStep } from '../domain/flow';
import type { Command, CommandRecognizer } from './commands';
import { beginFlow, optionsKey } from './flow-dialog';
import { readInput } from './flow-input';
import type { FlowServices } from './flow-services';
import type { FreeTurns } from './free-turns';
import { asks, type Interruptions } from './interruptions';
import type { OptionRecognizer, Recognisable, Recognition } from './option-recognizer';
import type { ConversationState, FlowState } from './state';
import { continueFlow, turnOf } from './turn';

/** Words that say that all is done; other words for "done" only finish a guide's step. */
const WHOLE_DONE = /解决|搞定|办好|弄成|全|都|修好|正常|成功/u;
/** Words that say that it works, whatever was asked; "登上了" may be a step on the way. */
const GENERALLY_DONE = /^(?:已经|现在|终于|又|都)*(?:好|可以|行|能用|ok)[了啦]/iu;
/** Turns in one flow after which the desk sends the user to a person, whatever is said. */
const MAX_TURNS = 60;
/** A question whether something has been done or has come out well; any other cannot be answered by "done". */
const COMPLETION = /(?:了|好)(?:没有?|吗)[?？]?\s*(?:（[^）]*）)?$/u;
/** An answer that reports the user's own work, which "next" stands for. */
const WORK_DONE = /[好完齐]了|齐$/u;
/** A message that closes with this says that the problem is solved, whatever option its other clauses resemble. */
const RESOLVED = '解决';
/** A short report that something was done, without saying how it went. */
const DONE = /^[^不没未别]{1,7}(?:了|过了|好了|完了)$/u;

/** Turns while a flow is running: answers and commands, else interruptions, else what is not understood. */
export class FlowTurns {
  constructor(
    private readonly services: FlowServices,
    private readonly commands: CommandRecognizer,
    private readonly free: FreeTurns,
    private readonly interruptions: Interruptions,
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
      this.outdated(dc, flowState, step) ||
      (flow.hash !== flowState.contentHash && optionsKey(step) !== flowState.optionsKey) ||
      state.pending?.kind === 'changed'
    ) {
      await this.contentChanged(dc, state, text);
      return;
    }
    flowState.turns++;
    if (flowState.turns > MAX_TURNS) {
      state.pending = null;
      await continueFlow(dc, { kind: 'give-up' });
      return;
    }
    if (state.pending?.kind === 'switch' && (await this.interruptions.switchProblem(dc, state, text, state.pending.entry))) return;
    state.pending = null;
    const office = this.services.places.find(text);
    if (office !== null) state.office = office.id;
    await this.answerOrElse(dc, state, text, flow, flowState, step);
  }

  /** Whether a flow that called the present one is gone, or the guide's step that waits. */
  private outdated({ stack }: DialogContext, { guideStep }: FlowState, step: FlowStep): boolean {
    const gone = stack.some(({ state }) => this.services.findFlow((state as FlowState).flowId) === null);
    return gone || (step.kind === 'guide' && guideStep > this.services.entry(step.entry).answer.steps.length);
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
      await continueFlow(dc, { kind: 'pick', index: recognition.index });
      return;
    }
    const command = this.commands.recognise(text);
    if (command !== null && (await this.command(dc, state, flow, step, text, command))) return;
    if (step.kind === 'input' && readInput(step.input, text, this.services.places) !== null) {
      await continueFlow(dc, { kind: 'text', text });
      return;
    }
    if (await this.interruptions.corrected(dc, state, text, flow)) return;
    if (await this.takenBack(dc, state, text, flow, flowState)) return;
    const closing = this.commands.closing(text);
    const plain = closing?.kind === 'human' || (closing?.kind === 'solved' && text.includes(RESOLVED));
    if (closing !== null && plain && (await this.command(dc, state, flow, step, text, closing))) return;
    const question = asks(text);
    if (step.kind === 'guide' && (await this.interruptions.guideRemark(dc, flowState, step.entry, text))) return;
    if (question && (await this.interruptions.take(dc, state, flow, flowState, text))) return;
    const index = question && /[?？]\s*$|吗\s*$/u.test(text) ? null : this.pickedIndex(recognition, step);
    if (index !== null && closing?.kind === 'stuck' && step.kind === 'ask' && step.options[index]?.polarity === 'yes') {
      // "找回来了，可还是进不去": how it ended counts.
      await this.command(dc, state, flow, step, text, closing);
      return;
    }
    if (index !== null) {
      await continueFlow(dc, { kind: 'pick', index });
      return;
    }
    const resembling = this.commands.resembling(text);
    if (resembling !== null && (await this.command(dc, state, flow, step, text, resembling))) return;
    if (recognition.kind === 'none' || recognition.kind === 'exclude') await continueFlow(dc, { kind: 'miss' });
    else if (question || !(await this.reported(dc, step, text))) {
      if (question || !(await this.interruptions.take(dc, state, flow, flowState, text))) await continueFlow(dc, { kind: 'miss' });
    }
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
    await continueFlow(dc, { kind: 'pick', index: meant.index });
    return true;
  }

  /** "传上去了", "刷新了": in a guide the step is done; at a question the desk asks how it went. */
  private async reported(dc: DialogContext, step: FlowStep, text: string): Promise<boolean> {
    if (!DONE.test(this.options.compact(text))) return false;
    if (step.kind === 'guide') await continueFlow(dc, { kind: 'next' });
    else if (step.kind === 'ask' && COMPLETION.test(step.ask) && turnOf(dc.context).state.asked !== text) {
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
        return this.solved(dc, state, step, text);
      case 'step':
        await continueFlow(dc, step.kind === 'guide' ? command : { kind: 'again' });
        return true;
      case 'next': {
        const ready =
          step.kind === 'ask' ? step.options.findIndex(({ polarity, label }) => polarity === 'yes' && WORK_DONE.test(label)) : -1;
        if (step.kind === 'guide') await continueFlow(dc, { kind: 'next' });
        else await continueFlow(dc, ready >= 0 ? { kind: 'pick', index: ready } : { kind: 'again' });
        return true;
      }
      case 'later':
        await services.voice.message(dc.context, 'later');
        return true;
      case 'unclear':
        await continueFlow(dc, { kind: 'again' });
        return true;
      case 'back':
      case 'stuck':
        await continueFlow(dc, { kind: command.kind });
        return true;
    }
  }

  /** Words that it is done: with all, or only with what was asked or told last; false when they may mean something else. */
  private async solved(dc: DialogContext, state: ConversationState, step: FlowStep, text: string): Promise<boolean> {
    if (!WHOLE_DONE.test(text)) {
      const done = completed(step);
      if (step.kind === 'guide' || done !== null) {
        await continueFlow(dc, done === null ? { kind: 'next' } : { kind: 'pick', index: done });
        return true;
      }
      if (step.kind === 'ask' && !GENERALLY_DONE.test(this.options.compact(text))) return false;
    }
    await this.services.voice.message(dc.context, 'solved');
    await dc.cancelAllDialogs();
    state.outcome = 'resolved';
    return true;
  }

  /** Begins the outermost flow anew. */
  private async restart(dc: DialogContext, state: ConversationState): Promise<void> {
    const bottom = dc.stack[0]?.state as FlowState;
    await dc.cancelAllDialogs();
    state.notes = [];
    const entry = state.lastEntry;
    const flow = this.services.findFlow(bottom.flowId);
    if (flow === null) await this.services.voice.message(dc.context, 'nothing-running');
    else await beginFlow(dc.context, { flowId: flow.id, entry: entry !== null && entry in flow.starts ? entry : null });
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
      else await this.free.handle(dc.context, state, text);
    }
  }
}

/** Index of the option that says "done" to a question whether something is; null where there is none. */
function completed(step: FlowStep): number | null {
  if (step.kind !== 'ask' || !COMPLETION.test(step.ask)) return null;
  const index = step.options.findIndex(({ polarity }) => polarity === 'yes');
  return index < 0 ? null : index;
}
