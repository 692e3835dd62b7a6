import type { LearningStore, Proposal } from '../../storage/learning-store';
import type { MeasureState } from '../api/learn';
import { type EffectProgress, teachingOf, type TeachingTools } from './tools';

/** Told of measurings that failed for reasons that are not the proposal's. */
export type OnMeasureError = (error: Error) => void;

const IDLE: MeasureState = { kind: 'idle' };

/** Measures the effects of proposals, one at a time, and keeps them with the proposals. */
export class EffectQueue {
  private readonly waiting: string[] = [];
  private current: { readonly id: string; progress: EffectProgress } | null = null;
  private readonly failures = new Map<string, string>();

  constructor(
    private readonly store: Pick<LearningStore, 'proposal' | 'noteEffect'>,
    private readonly tools: Pick<TeachingTools, 'stamp' | 'measure'>,
    private readonly onError: OnMeasureError,
  ) {}

  /** How it stands with a proposal. */
  state(id: string): MeasureState {
    if (this.current?.id === id) return { kind: 'running', ...this.current.progress };
    const place = this.waiting.indexOf(id);
    if (place >= 0) return { kind: 'waiting', before: place + 1 };
    const failure = this.failures.get(id);
    return failure === undefined ? IDLE : { kind: 'failed', message: failure };
  }

  /** Asks for a measuring, unless one is under way. */
  add(id: string): void {
    if (this.current?.id === id || this.waiting.includes(id)) return;
    this.failures.delete(id);
    this.waiting.push(id);
    if (this.current === null) void this.run();
  }

  private async run(): Promise<void> {
    for (let id = this.waiting.shift(); id !== undefined; id = this.waiting.shift()) {
      this.current = { id, progress: { step: 'reading', share: 0 } };
      try {
        const proposal = await this.store.proposal(id);
        if (proposal !== null && isOpen(proposal)) await this.measure(proposal);
      } catch (error) {
        const failure = error instanceof Error ? error : new Error(String(error));
        this.failures.set(id, failure.message);
        this.onError(failure);
      }
      this.current = null;
    }
  }

  private async measure(proposal: Proposal): Promise<void> {
    // The content may change meanwhile: then what was measured is out of date at once.
    const stamp = this.tools.stamp();
    const found = await this.tools.measure(teachingOf(proposal), (progress) => {
      if (this.current?.id === proposal.id) this.current.progress = progress;
    });
    await this.store.noteEffect(proposal.id, stamp, found);
  }
}

function isOpen({ status }: Proposal): boolean {
  return status === 'proposed' || status === 'accepted';
}
