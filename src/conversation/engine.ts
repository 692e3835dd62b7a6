import { type Activity, ActivityTypes, TurnContext } from 'botbuilder-core';
import { DialogContext, DialogSet } from 'botbuilder-dialogs';
import type { Dialogs } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { Matcher } from '../matching/matcher';
import { type ConversationStore, VersionConflict } from '../storage/store';
import { maskPersonal } from '../text/mask';
import { CollectingAdapter } from './adapter';
import { CommandRecognizer } from './commands';
import { Escalation } from './escalation';
import { FlowDialog } from './flow-dialog';
import { FlowServices } from './flow-services';
import { FlowTurns } from './flow-turns';
import { FollowUps } from './follow-up';
import { FreeTurns } from './free-turns';
import { OptionRecognizer } from './option-recognizer';
import { PlaceFinder } from './places';
import { RecentMatches } from './recent-matches';
import { Renderer } from './render';
import type { Reply } from './reply';
import { type ConversationState, type FlowState, newState, type Outcome } from './state';
import { setTurn } from './turn';
import { toReply, Voice } from './voice';

/** What one turn brought. */
export interface TurnResult {
  readonly replies: readonly Reply[];
  /** The flow that waits for the user, and its step; null when none does. */
  readonly flow: { readonly id: string; readonly step: string } | null;
  readonly outcome: Outcome;
  /** Ids of the contacts named in the replies. */
  readonly contacts: readonly string[];
}

/** What a conversation is made of. */
export interface ConversationParts {
  readonly knowledge: Knowledge;
  readonly dialogs: Dialogs;
  readonly matcher: Matcher;
  /** Tells the date, for figures of a past year; the clock when left out. */
  readonly today?: () => Date;
}

/** How often a turn is tried again when another process has changed the conversation meanwhile. */
const MAX_TRIES = 5;

/** Converses: one message in, the replies out, the state stored before they are. Turns of one conversation run one at a time. */
export class ConversationEngine {
  private readonly voice: Voice;
  private readonly dialogs: DialogSet;
  private readonly flowTurns: FlowTurns;
  private readonly freeTurns: FreeTurns;
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    parts: ConversationParts,
    private readonly store: ConversationStore<ConversationState>,
  ) {
    const { knowledge, dialogs, today } = parts;
    const matcher = new RecentMatches(parts.matcher);
    const renderer = new Renderer(knowledge, today);
    this.voice = new Voice(renderer, knowledge.contacts);
    const options = new OptionRecognizer(dialogs.commands, (text) => matcher.normalize(text));
    const services = new FlowServices(
      knowledge,
      dialogs,
      this.voice,
      new Escalation(knowledge, this.voice),
      new PlaceFinder(knowledge.offices),
      options,
    );
    const followUps = new FollowUps(matcher, services);
    const commands = new CommandRecognizer(dialogs.commands, (text) => options.compact(text));
    this.freeTurns = new FreeTurns(knowledge, matcher, services, commands, followUps);
    this.flowTurns = new FlowTurns(matcher, services, commands, followUps, this.freeTurns);
    this.dialogs = new DialogSet();
    this.dialogs.add(new FlowDialog(services));
  }

  /** Answers one message of a conversation. Rejects with {@link VersionConflict} only when others keep changing it. */
  async respond(conversation: string, text: string): Promise<TurnResult> {
    const before = this.running.get(conversation) ?? Promise.resolve();
    const turn = before.then(
      () => this.attempt(conversation, text),
      () => this.attempt(conversation, text),
    );
    this.running.set(conversation, turn);
    try {
      return await turn;
    } finally {
      if (this.running.get(conversation) === turn) this.running.delete(conversation);
    }
  }

  private async attempt(conversation: string, text: string): Promise<TurnResult> {
    for (let tries = 1; ; tries++) {
      const stored = await this.store.load(conversation);
      const state = stored?.value ?? newState();
      const result = await this.turn(conversation, state, text);
      try {
        await this.store.save(conversation, state, stored?.version ?? 0);
        return result;
      } catch (error) {
        if (!(error instanceof VersionConflict) || tries >= MAX_TRIES) throw error;
      }
    }
  }

  private async turn(conversation: string, state: ConversationState, text: string): Promise<TurnResult> {
    const adapter = new CollectingAdapter();
    const activity: Partial<Activity> = {
      type: ActivityTypes.Message,
      text,
      conversation: { id: conversation, isGroup: false, conversationType: '', name: '' },
    };
    const context = new TurnContext(adapter, activity);
    setTurn(context, { state, text: maskPersonal(text.trim().slice(0, 200)), input: { kind: 'miss' } });
    const dc = new DialogContext(this.dialogs, context, { dialogStack: state.dialogStack });
    if (state.dialogStack.length > 0) await this.flowTurns.handle(dc, state, text);
    else await this.freeTurns.handle(dc, state, text);
    const waiting = state.dialogStack.at(-1)?.state as FlowState | undefined;
    return {
      replies: adapter.sent.map(toReply),
      flow: waiting === undefined ? null : { id: waiting.flowId, step: waiting.stepId },
      outcome: state.outcome,
      contacts: this.voice.namedContacts(context),
    };
  }
}
