import { ConversationEngine, type ConversationParts } from '../../src/conversation/engine';
import { type ConversationState, type FlowState, newState } from '../../src/conversation/state';
import type { Flow } from '../../src/domain/flow';
import { MemoryStore } from '../../src/storage/memory-store';
import { traceDialogs } from './traced-dialogs';

/** A way through the desk: what the user says, from the first message on. */
export type Walk = readonly string[];

/** What exploring a flow found; keys are `flow/step`. */
export interface Exploration {
  /** Shortest walk to each step at which the flow ends. */
  readonly leaves: ReadonlyMap<string, Walk>;
  /** State of a conversation that waits at each step which waits, whether in this flow or in one it calls. */
  readonly waiting: ReadonlyMap<string, ConversationState>;
  /** Shortest walk from each entry that starts the flow to any end of it. */
  readonly starts: ReadonlyMap<string, Walk>;
}

interface Place {
  readonly state: ConversationState;
  readonly walk: Walk;
  readonly choices: readonly string[];
}

const KEY = 'walk';
const NEXT = '下一步';
const BACK = '上一步';
const STUCK = '还是不行';
/** What is said at a question for a value. */
const VALUES = { amount: '5000', percent: '0.5%', place: '龙阳镇' } as const;

/** Explores flows by talking to the real engine, button by button, breadth first. */
export class FlowWalker {
  private readonly seen: Set<string>;
  private readonly store = new MemoryStore<ConversationState>();
  private readonly engine: ConversationEngine;
  private turns = 0;

  constructor(private readonly parts: ConversationParts) {
    const { dialogs, seen } = traceDialogs(parts.dialogs);
    this.seen = seen;
    this.engine = new ConversationEngine({ ...parts, dialogs }, this.store);
  }

  /** Walks every way through a flow that buttons lead; 还是不行 is said only where buttons leave an end unreached. */
  async explore(flow: Flow): Promise<Exploration> {
    const leaves = new Map<string, Walk>();
    const waiting = new Map<string, ConversationState>();
    const starts = new Map<string, Walk>();
    for (const stuck of [false, true]) {
      const found = new Map<string, Walk>();
      for (const entry of Object.keys(flow.starts)) {
        for (const [leaf, walk] of await this.search(flow, await this.open(flow, entry), stuck, waiting)) {
          if (!starts.has(entry)) starts.set(entry, walk);
          if (walk.length < (found.get(leaf)?.length ?? Infinity)) found.set(leaf, walk);
        }
      }
      for (const [leaf, walk] of found) if (!leaves.has(leaf)) leaves.set(leaf, walk);
    }
    return { leaves, waiting, starts };
  }

  /** Starts a flow the way users come to it: by asking, choosing the entry, and taking the offer to be led or saying that it did not help; at its first question if it can be. */
  private async open(flow: Flow, entryId: string): Promise<Place> {
    const entry = this.parts.knowledge.entries.find(({ id }) => id === entryId);
    if (entry === undefined) throw new Error(`flow ${flow.id} starts from ${entryId}, which is no entry`);
    const { messages } = this.parts.knowledge;
    let skipping: Place | null = null;
    for (const opening of [entry.question, entry.title, ...entry.phrasings.slice(0, 40)]) {
      for (const accept of ['walk-me', 'feedback-unsolved']) {
        let place = await this.say({ state: newState(), walk: [], choices: [] }, opening);
        for (const choice of [entry.title, messages[accept] ?? ''])
          if (place.choices.includes(choice)) place = await this.say(place, choice);
        const started = place.state.dialogStack[0]?.state as FlowState | undefined;
        if (started?.flowId !== flow.id || place.state.lastEntry !== entryId) continue;
        // A message may answer the flow's first questions already; one that does not shows them all.
        if (started.path.length === 1) return place;
        skipping ??= place;
      }
    }
    if (skipping !== null) return skipping;
    throw new Error(`no way found to start flow ${flow.id} from ${entryId}`);
  }

  private async search(flow: Flow, start: Place, stuck: boolean, waiting: Map<string, ConversationState>): Promise<Map<string, Walk>> {
    const leaves = new Map<string, Walk>();
    const known = new Set<string>();
    let open: Place[] = [start];
    while (open.length > 0) {
      const next: Place[] = [];
      for (const place of open) {
        if (known.has(signature(place))) continue;
        known.add(signature(place));
        const top = place.state.dialogStack.at(-1)?.state as FlowState;
        if (!waiting.has(`${top.flowId}/${top.stepId}`)) waiting.set(`${top.flowId}/${top.stepId}`, structuredClone(place.state));
        for (const text of this.answers(place, stuck)) {
          this.seen.clear();
          const after = await this.say(place, text);
          for (const step of this.seen) {
            const kind = step.startsWith(`${flow.id}/`) ? flow.steps[step.slice(flow.id.length + 1)]?.kind : undefined;
            if ((kind === 'end' || kind === 'escalate' || kind === 'goto') && !leaves.has(step)) leaves.set(step, after.walk);
          }
          if ((after.state.dialogStack[0]?.state as FlowState | undefined)?.flowId === flow.id) next.push(after);
        }
      }
      open = next;
    }
    return leaves;
  }

  private answers({ state, choices }: Place, stuck: boolean): string[] {
    const top = state.dialogStack.at(-1)?.state as FlowState;
    const step = this.parts.dialogs.flows.find(({ id }) => id === top.flowId)?.steps[top.stepId];
    const buttons = choices.filter((choice) => choice !== BACK);
    if (step?.kind === 'guide') return [NEXT, ...(stuck ? [STUCK] : [])];
    return [...(step?.kind === 'input' ? [VALUES[step.input]] : []), ...buttons, ...(stuck ? [STUCK] : [])];
  }

  private async say({ state, walk }: Place, text: string): Promise<Place> {
    const key = `${KEY}${String(this.turns++)}`;
    await this.store.save(key, state, 0);
    const result = await this.engine.respond(key, text);
    const stored = await this.store.load(key);
    if (stored === null) throw new Error('the engine stored nothing');
    return { state: stored.value, walk: [...walk, text], choices: result.replies.at(-1)?.choices ?? [] };
  }
}

/** What tells two places apart: the steps on the stack. */
function signature({ state }: Place): string {
  return state.dialogStack
    .map((instance) => instance.state as FlowState)
    .map(({ flowId, stepId, guideStep }) => `${flowId}/${stepId}/${String(guideStep)}`)
    .join(' < ');
}
