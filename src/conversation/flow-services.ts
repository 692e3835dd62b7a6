import type { TurnContext } from 'botbuilder-core';
import type { DialogContext } from 'botbuilder-dialogs';
import type { Dialogs, Flow } from '../domain/flow';
import type { Entry, Figure, Knowledge } from '../domain/knowledge';
import type { Escalation } from './escalation';
import type { OptionRecognizer } from './option-recognizer';
import type { PlaceFinder } from './places';
import type { ConversationState, FlowState } from './state';
import { turnOf } from './turn';
import type { Voice } from './voice';

/** What flows need of the desk. */
export class FlowServices {
  private readonly flows: ReadonlyMap<string, Flow>;
  private readonly entries: ReadonlyMap<string, Entry>;
  readonly figures: readonly Figure[];

  constructor(
    knowledge: Knowledge,
    dialogs: Dialogs,
    readonly voice: Voice,
    readonly escalation: Escalation,
    readonly places: PlaceFinder,
    readonly options: OptionRecognizer,
  ) {
    this.flows = new Map(dialogs.flows.map((flow) => [flow.id, flow]));
    this.entries = new Map(knowledge.entries.map((entry) => [entry.id, entry]));
    this.figures = knowledge.figures;
  }

  /** A flow by id. Throws when there is none. */
  flow(id: string): Flow {
    const flow = this.flows.get(id);
    if (flow === undefined) throw new Error(`no flow ${id}`);
    return flow;
  }

  /** A flow by id; null when there is none. */
  findFlow(id: string | null): Flow | null {
    return id === null ? null : (this.flows.get(id) ?? null);
  }

  /** An entry by id. Throws when there is none. */
  entry(id: string): Entry {
    const entry = this.entries.get(id);
    if (entry === undefined) throw new Error(`no entry ${id}`);
    return entry;
  }

  /** Takes out of a state what the present content no longer has; conversations outlive changes of it. */
  forgetGone(state: ConversationState): void {
    const known = (id: string): boolean => this.entries.has(id);
    if (state.lastEntry !== null && !known(state.lastEntry)) state.lastEntry = null;
    state.sentTo = state.sentTo.filter((id) => this.voice.knows(id));
    const { pending } = state;
    if (pending === null) return;
    if ('entry' in pending && !known(pending.entry)) state.pending = null;
    if (pending.kind === 'choices' && !pending.entries.every(known)) state.pending = null;
  }

  /** Title of the outermost running flow: the problem the user came with. */
  titleOf(dc: DialogContext, flow: Flow): string {
    const bottom = dc.stack[0]?.state as FlowState | undefined;
    return bottom === undefined ? flow.title : (this.flows.get(bottom.flowId)?.title ?? flow.title);
  }

  /** Sends the user to contacts; the conversation counts as escalated. */
  async escalate(context: TurnContext, contacts: readonly string[], title: string, say = ''): Promise<void> {
    await this.escalation.send(context, turnOf(context).state, contacts, title, say);
  }
}
