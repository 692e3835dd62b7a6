import type { TurnContext } from 'botbuilder-core';
import type { DialogContext, DialogInstance, DialogReason, DialogTurnResult } from 'botbuilder-dialogs';
import { Dialog } from 'botbuilder-dialogs/lib/dialog';
import type { Flow, FlowStep } from '../domain/flow';
import type { FlowServices } from './flow-services';
import { describeEstimate } from './estimate-text';
import { estimateContribution } from './estimate';
import { readInput } from './flow-input';
import type { FlowState } from './state';
import { turnOf } from './turn';

/** Id of the one dialog that runs every flow. */
export const FLOW_DIALOG = 'flow';
/** Answers not understood in a row after which the desk sends the user to a person. */
const MAX_MISSES = 3;
/** How "still not working" is said, to see whether the waiting question has an option for it. */
const STUCK = '还是不行';
/** Questions at a flow's beginning that the message that started it may answer. */
const MAX_FORETOLD = 2;

/** Where a flow is to begin. */
export interface FlowStart {
  readonly flowId: string;
  /** Entry whose start step is taken; null for the flow's general start. */
  readonly entry: string | null;
  /** Step to begin with instead, e.g. the guide of someone who asked to be taken through. */
  readonly step?: string;
  /** True when the message that starts the flow may already answer its first questions. */
  readonly foretold?: boolean;
}

/** Begins a flow, on top of what is running. */
export async function beginFlow(context: TurnContext, start: FlowStart): Promise<void> {
  await turnOf(context).dialogs().beginDialog(FLOW_DIALOG, start);
}

/** Interprets any checked flow; a running one lies on the SDK's stack as a {@link FlowState}. */
export class FlowDialog extends Dialog<FlowStart> {
  constructor(private readonly services: FlowServices) {
    super(FLOW_DIALOG);
  }

  override async beginDialog(dc: DialogContext, start?: FlowStart): Promise<DialogTurnResult> {
    const flow = this.services.flow(start?.flowId ?? '');
    const first = start?.step ?? (start?.entry !== null && start !== undefined ? flow.starts[start.entry] : undefined) ?? flow.start;
    const state: FlowState = {
      flowId: flow.id,
      contentHash: flow.hash,
      stepId: first,
      path: [],
      vars: {},
      misses: 0,
      turns: 0,
      guideStep: 0,
      optionsKey: '',
    };
    active(dc).state = state;
    return this.run(dc, flow, state, start?.foretold === true ? MAX_FORETOLD : 0);
  }

  override async continueDialog(dc: DialogContext): Promise<DialogTurnResult> {
    const state = stateOf(dc);
    const flow = this.services.flow(state.flowId);
    const turn = turnOf(dc.context);
    const step = stepOf(flow, state.stepId);
    state.contentHash = flow.hash;
    switch (turn.input.kind) {
      case 'back':
        return this.back(dc, flow, state);
      case 'next':
        return step.kind === 'guide' ? this.guideTo(dc, flow, state, state.guideStep + 1) : this.miss(dc, flow, state);
      case 'step':
        return this.guideTo(dc, flow, state, turn.input.number);
      case 'stuck':
        return this.stuck(dc, flow, state);
      case 'jump':
        this.note(dc, state);
        return this.go(dc, flow, state, turn.input.step);
      case 'pick':
        return this.pick(dc, flow, state, step, turn.input.index);
      case 'text':
        return this.input(dc, flow, state, step, turn.input.text);
      case 'miss':
        return this.miss(dc, flow, state);
      case 'give-up':
        return this.giveUp(dc, flow);
      case 'again':
        await this.prompt(dc.context, state, step, true);
        return Dialog.EndOfTurn;
    }
  }

  override async resumeDialog(dc: DialogContext, _reason: DialogReason): Promise<DialogTurnResult> {
    const state = stateOf(dc);
    const flow = this.services.flow(state.flowId);
    const step = flow.steps[state.stepId];
    if (step?.kind !== 'call') return dc.endDialog();
    return this.go(dc, flow, state, step.to);
  }

  override async repromptDialog(context: TurnContext, instance: DialogInstance): Promise<void> {
    const state = instance.state as FlowState;
    const flow = this.services.flow(state.flowId);
    await this.prompt(context, state, stepOf(flow, state.stepId), false);
  }

  private async go(dc: DialogContext, flow: Flow, state: FlowState, stepId: string): Promise<DialogTurnResult> {
    state.stepId = stepId;
    state.misses = 0;
    state.guideStep = 0;
    return this.run(dc, flow, state);
  }

  /** Speaks until a step waits for the user, calls another flow or ends; up to `foretold` questions that the user's message answers already are skipped. */
  private async run(dc: DialogContext, flow: Flow, state: FlowState, foretold = 0): Promise<DialogTurnResult> {
    const { services } = this;
    const { context } = dc;
    for (;;) {
      const step = stepOf(flow, state.stepId);
      switch (step.kind) {
        case 'say':
          await services.voice.say(context, step.say);
          state.stepId = step.to;
          break;
        case 'answer':
          await services.voice.entry(context, services.entry(step.entry));
          state.stepId = step.to;
          break;
        case 'estimate': {
          const wage = Number(state.vars[step.wage] ?? 0);
          const injury = state.vars[step.injury];
          await services.voice.say(
            context,
            describeEstimate(
              estimateContribution(wage, typeof injury === 'number' ? injury : null, services.figures),
              services.voice.renderer,
            ),
          );
          state.stepId = step.to;
          break;
        }
        case 'guide':
          state.guideStep = 1;
          return this.wait(dc, state, step);
        case 'ask': {
          const told = foretold > 0 ? services.options.mentioned(turnOf(context).text, step.options) : -1;
          const option = step.options[told];
          if (option === undefined) return this.wait(dc, state, step);
          foretold--;
          await services.voice.message(context, 'foretold', { label: option.label });
          if (option.note !== '') turnOf(context).state.notes.push({ flow: flow.id, step: state.stepId, text: option.note });
          state.path.push(state.stepId);
          state.stepId = option.to;
          break;
        }
        case 'input': {
          const { office } = turnOf(context).state;
          if (step.input !== 'place' || office === null || state.path.includes(state.stepId)) return this.wait(dc, state, step);
          // The town was named before; it is not asked for again.
          state.vars[step.as] = office;
          state.stepId = step.to;
          break;
        }
        case 'call':
          return dc.beginDialog(FLOW_DIALOG, { flowId: step.flow, entry: null } satisfies FlowStart);
        case 'goto':
          return dc.replaceDialog(FLOW_DIALOG, { flowId: step.flow, entry: null } satisfies FlowStart);
        case 'escalate':
          await services.escalate(context, step.contacts, services.titleOf(dc, flow), step.say);
          return dc.cancelAllDialogs();
        case 'end':
          await services.voice.say(context, step.say);
          turnOf(context).state.outcome = step.end;
          turnOf(context).finished = true;
          return dc.endDialog();
      }
    }
  }

  private async wait(dc: DialogContext, state: FlowState, step: FlowStep): Promise<DialogTurnResult> {
    if (state.path.at(-1) !== state.stepId) state.path.push(state.stepId);
    state.optionsKey = optionsKey(step);
    turnOf(dc.context).state.outcome = 'open';
    await this.prompt(dc.context, state, step, false);
    return Dialog.EndOfTurn;
  }

  private async prompt(context: TurnContext, state: FlowState, step: FlowStep, again: boolean): Promise<void> {
    const { voice } = this.services;
    if (step.kind === 'guide') {
      const steps = this.services.entry(step.entry).answer.steps;
      const message = (key: string): string => voice.renderer.message(key);
      const choices = [message('guide-next'), ...(state.guideStep > 1 ? [message('guide-back')] : [])];
      await voice.message(
        context,
        'guide-progress',
        { step: String(state.guideStep), total: String(steps.length), text: steps[state.guideStep - 1] ?? '' },
        choices,
      );
    } else if (step.kind === 'ask') await voice.say(context, again ? step.again : step.ask, labels(step));
    else if (step.kind === 'input') await voice.say(context, again ? step.again : step.ask, labels(step));
  }

  private async pick(dc: DialogContext, flow: Flow, state: FlowState, step: FlowStep, index: number): Promise<DialogTurnResult> {
    if (step.kind === 'input' && step.skip !== null) {
      state.vars[step.as] = null;
      return this.go(dc, flow, state, step.skip.to);
    }
    const option = step.kind === 'ask' ? step.options[index] : undefined;
    if (option === undefined) return this.miss(dc, flow, state);
    if (option.note !== '') turnOf(dc.context).state.notes.push({ flow: flow.id, step: state.stepId, text: option.note });
    return this.go(dc, flow, state, option.to);
  }

  private async input(dc: DialogContext, flow: Flow, state: FlowState, step: FlowStep, text: string): Promise<DialogTurnResult> {
    if (step.kind !== 'input') return this.miss(dc, flow, state);
    const value = readInput(step.input, text, this.services.places);
    if (value === null) return this.miss(dc, flow, state);
    state.vars[step.as] = value;
    if (step.input === 'place') turnOf(dc.context).state.office = String(value);
    return this.go(dc, flow, state, step.to);
  }

  /** First asks in other words, then offers a person, then sends there. */
  private async miss(dc: DialogContext, flow: Flow, state: FlowState): Promise<DialogTurnResult> {
    state.misses++;
    if (state.misses >= MAX_MISSES) return this.giveUp(dc, flow);
    const step = stepOf(flow, state.stepId);
    if (state.misses > 1) await this.services.voice.message(dc.context, 'miss-human', {}, step.kind === 'guide' ? [] : labels(step));
    else await this.prompt(dc.context, state, step, true);
    return Dialog.EndOfTurn;
  }

  private async giveUp(dc: DialogContext, flow: Flow): Promise<DialogTurnResult> {
    const { services } = this;
    await services.escalate(dc.context, [flow.contact], services.titleOf(dc, flow), services.voice.renderer.message('cap-escalate'));
    return dc.cancelAllDialogs();
  }

  /** "Still not working": the question's own option for it, the flow's next resort, or a person when that has been tried. */
  private async stuck(dc: DialogContext, flow: Flow, state: FlowState): Promise<DialogTurnResult> {
    const step = stepOf(flow, state.stepId);
    const own = step.kind === 'ask' ? this.services.options.recognise(STUCK, step.options) : null;
    if (own?.kind === 'pick' && own.certain) return this.pick(dc, flow, state, step, own.index);
    if (flow.stuck === null || state.path.includes(flow.stuck)) {
      const { services } = this;
      await services.escalate(dc.context, [flow.contact], services.titleOf(dc, flow));
      return dc.cancelAllDialogs();
    }
    return this.go(dc, flow, state, flow.stuck);
  }

  private async back(dc: DialogContext, flow: Flow, state: FlowState): Promise<DialogTurnResult> {
    if (state.guideStep > 1) return this.guideTo(dc, flow, state, state.guideStep - 1);
    if (state.path.length < 2) {
      await this.services.voice.message(dc.context, 'no-back');
      await this.prompt(dc.context, state, stepOf(flow, state.stepId), false);
      return Dialog.EndOfTurn;
    }
    state.path.pop();
    const previous = state.path.pop() ?? state.stepId;
    const turn = turnOf(dc.context);
    turn.state.notes = turn.state.notes.filter((note) => note.flow !== flow.id || note.step !== previous);
    return this.go(dc, flow, state, previous);
  }

  private async guideTo(dc: DialogContext, flow: Flow, state: FlowState, number: number): Promise<DialogTurnResult> {
    const step = stepOf(flow, state.stepId);
    if (step.kind !== 'guide') return this.miss(dc, flow, state);
    const total = this.services.entry(step.entry).answer.steps.length;
    if (number === total + 1) return this.go(dc, flow, state, step.to);
    if (number < 1 || number > total) await this.services.voice.message(dc.context, 'guide-range', { total: String(total) });
    else {
      state.guideStep = number;
      state.misses = 0;
    }
    await this.prompt(dc.context, state, step, false);
    return Dialog.EndOfTurn;
  }

  private note(dc: DialogContext, state: FlowState): void {
    const { text } = turnOf(dc.context);
    turnOf(dc.context).state.notes.push({ flow: state.flowId, step: state.stepId, text });
  }
}

/** Fingerprint of a waiting question, by which a changed flow can be gone on with. */
export function optionsKey(step: FlowStep | undefined): string {
  if (step === undefined) return 'missing';
  return step.kind === 'ask' ? step.options.map(({ label, to }) => `${label}>${to}`).join('|') : step.kind;
}

function labels(step: FlowStep): string[] {
  if (step.kind === 'ask') return step.options.map(({ label }) => label);
  return step.kind === 'input' && step.skip !== null ? [step.skip.label] : [];
}

function active(dc: DialogContext): DialogInstance {
  if (dc.activeDialog === undefined) throw new Error('no active flow');
  return dc.activeDialog;
}

function stateOf(dc: DialogContext): FlowState {
  return active(dc).state as FlowState;
}

function stepOf(flow: Flow, id: string): FlowStep {
  const step = flow.steps[id];
  if (step === undefined) throw new Error(`flow ${flow.id} has no step ${id}`);
  return step;
}
