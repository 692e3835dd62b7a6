import type { PlainData, Reply } from '../domain/turn';
import { type HandoffRecord, InvalidId, isStorableId, type TurnRecord } from './store';

/** Hides personal numbers in a text. */
export type Mask = (text: string) => string;

/** Characters that are kept of one text; longer ones are cut. */
const MAX_TEXT_LENGTH = 8000;
/** Addresses of attachments, which the server itself has made and masking would break. */
const ADDRESS_KEY = 'contentUrl';

/** Makes texts fit to be stored in any database: masked, of bounded length, well-formed Unicode without NUL. */
export class Cleaner {
  constructor(private readonly mask: Mask) {}

  text(text: string): string {
    return this.mask(text.toWellFormed().replaceAll('\0', '')).slice(0, MAX_TEXT_LENGTH).toWellFormed();
  }

  /** Cleans every text in plain data but the addresses of attachments. */
  data(data: PlainData | null | undefined): PlainData | null {
    return data === null || data === undefined ? null : (this.value(data) as PlainData);
  }

  reply({ text, choices, data }: Reply): Reply {
    const cleaned = { text: this.text(text), choices: choices.map((choice) => this.text(choice)) };
    return data === undefined ? cleaned : { ...cleaned, data: this.data(data) ?? {} };
  }

  turn(turn: TurnRecord): TurnRecord {
    return { ...turn, text: this.text(turn.text), data: this.data(turn.data), replies: turn.replies.map((reply) => this.reply(reply)) };
  }

  handoff({ contacts, problem }: HandoffRecord): HandoffRecord {
    return { contacts, problem: this.text(problem) };
  }

  private value(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, key === ADDRESS_KEY ? item : this.value(item)]));
  }
}

/** Throws {@link InvalidId} for ids that cannot be stored. */
export function checkIds(...ids: readonly string[]): void {
  for (const id of ids) if (!isStorableId(id)) throw new InvalidId(id);
}
