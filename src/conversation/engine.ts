import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Activity, ActivityTypes, TurnContext } from 'botbuilder-core';
// Not from the package's index, which loads its prompts and their recognisers of dates and numbers, for a sixth of a second.
import { DialogContext } from 'botbuilder-dialogs/lib/dialogContext';
import { DialogSet } from 'botbuilder-dialogs/lib/dialogSet';
import type { MatchResult } from '../domain/decision';
import type { Dialogs } from '../domain/flow';
import type { Knowledge } from '../domain/knowledge';
import type { Outcome, PlainData, Reply } from '../domain/turn';
import type { Matcher } from '../matching/matcher';
import { type ConversationStore, type LoadedState, type StoredTurn, type TurnRecord, VersionConflict } from '../storage/store';
import { CollectingAdapter } from './adapter';
import { CommandRecognizer } from './commands';
import { Escalation } from './escalation';
import { FlowDialog } from './flow-dialog';
import { FlowServices } from './flow-services';
import { FlowTurns } from './flow-turns';
import { FollowUps } from './follow-up';
import { FreeTurns } from './free-turns';
import { Interruptions } from './interruptions';
import { createMask } from './masking';
import { OptionRecognizer } from './option-recognizer';
import { PlaceFinder } from './places';
import { RecentMatches } from './recent-matches';
import { Renderer } from './render';
import { type Done, type Message, type StaffDesk, StaffTurns } from './staff-turns';
import { type ConversationState, flowOf, newState } from './state';
import { NEW_TURN, setTurn, type Turn } from './turn';
import { standing, summarise } from './turn-summary';
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

/** A turn as it was stored; a message that comes again brings the one it brought at first. */
export interface TurnResponse extends TurnResult {
  /** Names the turn in its conversation. */
  readonly turn: number;
  /** Sequence number of the user's message; those of the replies follow. */
  readonly sequence: number;
  /** The matcher's decision; null when it was not asked. */
  readonly match: MatchResult | null;
  /** True when the message had been answered before. */
  readonly repeated: boolean;
  /** True when the turn has changed the people's inbox; left out otherwise. */
  readonly inbox?: true;
}

/** What is known of a message beside its text. */
export interface MessageOptions {
  /** The sender's id of the message, by which it is recognised when it comes again; made when left out. */
  readonly messageId?: string;
  /** Where the conversation takes place. */
  readonly channel?: string;
  /** What came with the text, such as pictures. */
  readonly data?: PlainData | null;
}

/** What a conversation is made of. */
export interface ConversationParts {
  readonly knowledge: Knowledge;
  readonly dialogs: Dialogs;
  readonly matcher: Matcher;
  /** Tells the date, for figures of a past year; the clock when left out. */
  readonly today?: () => Date;
  /** The people behind the desk; nobody when left out. */
  readonly staff?: StaffDesk;
}

/** Milliseconds for which a turn is tried again while other processes keep changing the conversation. */
const RETRY_TIME = 15_000;
/** Longest pause between two tries, in milliseconds. */
const MAX_PAUSE = 100;
/** Where the SDK looks for its memory scopes in a turn. */
const MEMORY_SCOPES = 'DialogStateManagerConfiguration';
/** Characters of the user's words that are kept as the problem. */
const MAX_PROBLEM_LENGTH = 200;

/** Converses: one message in, the replies out, state and turn stored before they are. Turns of one conversation run one at a time. */
export class ConversationEngine {
  private readonly voice: Voice;
  private readonly dialogs: DialogSet;
  private readonly services: FlowServices;
  private readonly flowTurns: FlowTurns;
  private readonly freeTurns: FreeTurns;
  private readonly staffTurns: StaffTurns;
  private readonly mask: (text: string) => string;
  private memoryScopes: unknown;
  private readonly running = new Map<string, Promise<unknown>>();

  constructor(
    parts: ConversationParts,
    private readonly store: ConversationStore<ConversationState>,
  ) {
    const { knowledge, dialogs, today } = parts;
    const matcher = new RecentMatches(parts.matcher);
    const renderer = new Renderer(knowledge, today);
    this.mask = createMask(knowledge);
    this.voice = new Voice(renderer, knowledge.contacts);
    const options = new OptionRecognizer(dialogs.commands, matcher.normalize);
    const services = (this.services = new FlowServices(
      knowledge,
      dialogs,
      this.voice,
      new Escalation(knowledge, this.voice),
      new PlaceFinder(knowledge.offices),
      options,
    ));
    const followUps = new FollowUps(matcher, services);
    const commands = new CommandRecognizer(dialogs.commands, (text) => options.compact(text));
    this.freeTurns = new FreeTurns(knowledge, matcher, services, commands, followUps);
    const interruptions = new Interruptions(matcher, services, followUps, this.freeTurns);
    this.flowTurns = new FlowTurns(services, commands, this.freeTurns, interruptions);
    this.staffTurns = new StaffTurns(knowledge, parts.staff, today ?? (() => new Date()));
    this.dialogs = new DialogSet();
    this.dialogs.add(new FlowDialog(services));
  }

  /** Answers one message of a conversation. Rejects with {@link VersionConflict} only when others keep changing it. */
  async respond(conversation: string, text: string, options: MessageOptions = {}): Promise<TurnResponse> {
    const before = this.running.get(conversation) ?? Promise.resolve();
    const attempt = (): Promise<TurnResponse> => this.attempt(conversation, text, options);
    const turn = before.then(attempt, attempt);
    this.running.set(conversation, turn);
    try {
      return await turn;
    } finally {
      if (this.running.get(conversation) === turn) this.running.delete(conversation);
    }
  }

  private async attempt(conversation: string, text: string, options: MessageOptions): Promise<TurnResponse> {
    const { messageId = randomUUID(), channel = '', data = null } = options;
    const deadline = Date.now() + RETRY_TIME;
    for (let tries = 1; ; tries++) {
      // The state is read first: a copy of the message that is answered from here on elsewhere changes its version.
      const stored = await this.store.load(conversation);
      const seen = options.messageId === undefined ? null : await this.store.findTurn(conversation, messageId);
      if (seen !== null) return toResponse(seen, true);
      const version = stored?.version ?? 0;
      // Masked at the door, so that no part of a personal number can get into the state or a reply.
      const done = await this.take(conversation, stored, { messageId, data, text: this.mask(text) });
      try {
        const response = toResponse(await this.store.commitTurn({ conversation, channel, version, ...done }), false);
        return done.handoff === null && done.held === undefined ? response : { ...response, inbox: true };
      } catch (error) {
        if (!(error instanceof VersionConflict) || Date.now() > deadline) throw error;
      }
      await wait(Math.random() * Math.min(MAX_PAUSE, 2 ** tries));
    }
  }

  private async take(conversation: string, stored: LoadedState<ConversationState> | null, message: Message): Promise<Done> {
    const state = stored?.value ?? newState();
    return (
      this.staffTurns.before(state, stored?.held, message) ??
      this.staffTurns.after(stored?.held, await this.turn(conversation, state, message))
    );
  }

  private async turn(conversation: string, state: ConversationState, message: Message): Promise<Done> {
    const began = process.hrtime.bigint();
    this.services.forgetGone(state);
    const before = state.outcome;
    const stood = standing(state);
    const { text } = message;
    const adapter = new CollectingAdapter();
    const activity: Partial<Activity> = {
      type: ActivityTypes.Message,
      text,
      conversation: { id: conversation, isGroup: false, conversationType: '', name: '' },
    };
    const context = new TurnContext(adapter, activity);
    let dc: DialogContext | undefined;
    const dialogs = (): DialogContext => (dc ??= this.dialogContext(context, state));
    const turn: Turn = { ...NEW_TURN, state, text: text.trim().slice(0, MAX_PROBLEM_LENGTH), dialogs };
    setTurn(context, turn);
    if (state.dialogStack.length > 0) await this.flowTurns.handle(dialogs(), state, text);
    else await this.freeTurns.handle(context, state, text);
    const contacts = this.voice.namedContacts(context);
    const record: TurnRecord = {
      ...message,
      match: turn.match,
      replies: adapter.sent.map(toReply),
      flow: flowOf(state),
      outcome: state.outcome,
      contacts,
      micros: Number((process.hrtime.bigint() - began) / 1000n),
    };
    const handoff = state.outcome === 'escalated' && before !== 'escalated' ? { contacts, problem: state.problem } : null;
    return { state, turn: record, handoff, summary: summarise(stood, turn, handoff !== null) };
  }

  private dialogContext(context: TurnContext, { dialogStack }: ConversationState): DialogContext {
    // The SDK puts its memory scopes together for every turn unless it finds them there; they hold no state of a turn.
    if (this.memoryScopes !== undefined) context.turnState.set(MEMORY_SCOPES, this.memoryScopes);
    const dc = new DialogContext(this.dialogs, context, { dialogStack });
    this.memoryScopes ??= context.turnState.get<unknown>(MEMORY_SCOPES);
    return dc;
  }
}

function toResponse({ replies, flow, outcome, contacts, number, sequence, match }: StoredTurn, repeated: boolean): TurnResponse {
  return { replies, flow, outcome, contacts, turn: number, sequence, match, repeated };
}
